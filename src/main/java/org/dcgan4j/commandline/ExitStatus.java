package org.dcgan4j.commandline;

/** How the program ends. */
public final class ExitStatus {
  public static final int DONE = 0;
  public static final int FAILED = 1;
  public static final int BAD_INPUT = 2;
  public static final int DIVERGED = 3;

  /**
   * The machine lacks memory, room on a disk, threads or a native library; the same may work
   * elsewhere or later. {@code EX_TEMPFAIL} of {@code sysexits.h}.
   */
  public static final int LACKING = 75;

  public static final int INTERRUPTED = 130;

  private ExitStatus() {}
}
