package org.dcgan4j.run;

import java.util.List;
import java.util.function.LongPredicate;
import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.io.RunFiles;
import org.dcgan4j.training.TrainingListener;

/** One line of JSON for each tick in {@code metrics.jsonl}. */
public final class MetricsLog implements TrainingListener {
  private final JsonLines<TickStats> lines;

  public MetricsLog(RunFolder run) {
    this.lines =
        new JsonLines<>(
            run.path().resolve(RunFiles.METRICS), TickStats.class, "the figures of a tick");
  }

  @Override
  public void onTick(TrainingState state, TickStats tick) {
    lines.append(tick);
  }

  /**
   * The ticks so far, oldest first. A last line without its end, from a process that was killed, is
   * no tick.
   *
   * @throws InvalidInputException if another line is no tick
   */
  public List<TickStats> ticks() {
    return lines.read();
  }

  /** Drops the ticks at other steps: a resumed training makes them again. */
  public void keep(LongPredicate steps) {
    lines.keep(tick -> steps.test(tick.step()));
  }
}
