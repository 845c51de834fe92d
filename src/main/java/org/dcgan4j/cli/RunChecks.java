package org.dcgan4j.cli;

import java.util.List;
import java.util.Optional;
import org.dcgan4j.metrics.Bound;
import org.dcgan4j.metrics.Evaluation;
import org.dcgan4j.metrics.ImageChecks;
import org.dcgan4j.run.MetricsLog;
import org.dcgan4j.run.RunFolder;
import org.dcgan4j.training.TickStats;

/** What a run on images has to reach. */
final class RunChecks {
  private RunChecks() {}

  static List<Bound> of(RunFolder run, Evaluation evaluation) {
    List<TickStats> ticks = new MetricsLog(run).ticks();
    Optional<TickStats> last =
        ticks.isEmpty() ? Optional.empty() : Optional.of(ticks.get(ticks.size() - 1));
    return ImageChecks.of(run.config(), evaluation, last);
  }
}
