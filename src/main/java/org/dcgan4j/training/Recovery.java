package org.dcgan4j.training;

/**
 * How a run that diverged was taken back.
 *
 * @param count how often so far; 0 is never
 * @param from the step that it went on from the last time
 */
public record Recovery(int count, long from) {
  /** A run that never diverged. */
  public static final Recovery NONE = new Recovery(0, 0);

  public Recovery {
    if (count < 0 || from < 0) {
      throw new IllegalArgumentException("no recovery: " + count + " from step " + from);
    }
  }
}
