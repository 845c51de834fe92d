package org.dcgan4j.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dcgan4j.config.CheckConfig;
import org.dcgan4j.config.Config;
import org.dcgan4j.training.TickStats;

/** What a run on images has to reach, of what was measured. */
public final class ImageChecks {
  private static final double LN_2 = Math.log(2);

  private ImageChecks() {}

  /**
   * Only what the configuration asks for.
   *
   * @param last the run's last tick; empty where it has none
   */
  public static List<Criterion> of(Config config, Evaluation evaluation, Optional<TickStats> last) {
    CheckConfig check = config.check();
    List<Criterion> bounds = new ArrayList<>();
    if (check.classShare() > 0 && config.data().onlyClass() != null) {
      String wanted = config.data().onlyClass();
      double share = evaluation.classes().map(classes -> classes.share(wanted)).orElse(Double.NaN);
      bounds.add(Criterion.atLeast("readAsClass", "read as " + wanted, share, check.classShare()));
    }
    if (check.confidence() > 0) {
      bounds.add(
          Criterion.atLeast(
              "readConfidence",
              "mean confidence of the reading",
              evaluation.value("confidence"),
              check.confidence()));
    }
    if (check.lossError() > 0) {
      double d = last.map(TickStats::dLoss).orElse(Double.NaN);
      double g = last.map(TickStats::gLoss).orElse(Double.NaN);
      bounds.add(Criterion.near("dLoss", "discriminator's last loss", d, LN_2, check.lossError()));
      bounds.add(Criterion.near("gLoss", "generator's last loss", g, LN_2, check.lossError()));
    }
    return bounds;
  }
}
