package org.dcgan4j.run;

import org.dcgan4j.io.RunFiles;
import org.dcgan4j.training.DivergedException;
import org.dcgan4j.training.Position;

/**
 * How a run diverged and was taken back, one line of JSON each time in {@code recoveries.jsonl}.
 */
public final class RecoveryLog {
  private final JsonLines<Line> lines;

  public RecoveryLog(RunFolder run) {
    this.lines = new JsonLines<>(run.path().resolve(RunFiles.RECOVERIES), Line.class, "a recovery");
  }

  /**
   * @param recovery from 1
   * @param divergedAt the step
   * @param reason what was not finite
   * @param from the step it went on from
   */
  private record Line(int recovery, long divergedAt, String reason, long from) {}

  /** Adds a line, after those of earlier recoveries. */
  public void add(DivergedException diverged, Position from) {
    int recovery = from.recovery().count();
    keep(recovery - 1);
    lines.append(new Line(recovery, diverged.step(), diverged.getMessage(), from.step()));
  }

  /** Drops what came after the first recoveries: a resumed training makes it again. */
  public void keep(int recoveries) {
    lines.keep(line -> line.recovery() <= recoveries);
  }
}
