package org.dcgan4j.host;

/**
 * What the GPU means for this build, in one line.
 *
 * @param verdict whether it can be used
 * @param line what there is and, where something is wrong, what to do
 */
public record GpuReport(Verdict verdict, String line) {

  /** How good it is. */
  public enum Verdict {
    /** Nothing stands in the way. */
    READY,
    /** It works, and something should be known. */
    READY_WITH_A_NOTE,
    /** The build needs no GPU. */
    NOT_NEEDED,
    /** ND4J would fail. */
    UNUSABLE
  }
}
