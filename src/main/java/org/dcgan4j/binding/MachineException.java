package org.dcgan4j.binding;

/**
 * What this machine lacks: memory, room on a disk, threads, a native library or its GPU. One line
 * that says what and how to give it; the same call may work elsewhere or later.
 */
public class MachineException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public MachineException(String line) {
    super(line);
  }
}
