package org.dcgan4j.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dcgan4j.config.Config;
import org.dcgan4j.config.Config.CheckConfig;
import org.dcgan4j.training.TrainingListener.TickStats;

/**
 * A figure beside what it has to be.
 *
 * @param name stable, for JSON
 * @param label for people
 * @param least the least legal value; minus infinity for none
 * @param greatest the greatest legal value; infinity for none
 */
public record Criterion(String name, String label, double value, double least, double greatest) {
  private static final double LN_2 = Math.log(2);

  /**
   * What a run on images has to reach, of what was measured: only what the configuration asks for.
   *
   * @param last the run's last tick; empty where it has none
   */
  public static List<Criterion> ofImages(
      Config config, Evaluation evaluation, Optional<TickStats> last) {
    CheckConfig check = config.check();
    List<Criterion> bounds = new ArrayList<>();
    if (check.classShare() > 0 && config.data().onlyClass() != null) {
      String wanted = config.data().onlyClass();
      double share = evaluation.classes().map(classes -> classes.share(wanted)).orElse(Double.NaN);
      bounds.add(atLeast("readAsClass", "read as " + wanted, share, check.classShare()));
    }
    if (check.confidence() > 0) {
      bounds.add(
          atLeast(
              "readConfidence",
              "mean confidence of the reading",
              evaluation.value("confidence"),
              check.confidence()));
    }
    if (check.lossError() > 0) {
      double d = last.map(TickStats::dLoss).orElse(Double.NaN);
      double g = last.map(TickStats::gLoss).orElse(Double.NaN);
      bounds.add(near("dLoss", "discriminator's last loss", d, LN_2, check.lossError()));
      bounds.add(near("gLoss", "generator's last loss", g, LN_2, check.lossError()));
    }
    return bounds;
  }

  /** A figure that nothing is asked of. */
  static Criterion none(String name, String label, double value) {
    return new Criterion(name, label, value, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
  }

  /**
   * A figure near another one.
   *
   * @param error how far it may be; 0 asks for nothing
   */
  static Criterion near(String name, String label, double value, double target, double error) {
    return error == 0
        ? none(name, label, value)
        : new Criterion(name, label, value, target - error, target + error);
  }

  /** A figure that shall be large; 0 asks for nothing. */
  static Criterion atLeast(String name, String label, double value, double least) {
    return least == 0
        ? none(name, label, value)
        : new Criterion(name, label, value, least, Double.POSITIVE_INFINITY);
  }

  /** Whether anything is asked of it. */
  public boolean asks() {
    return Double.isFinite(least) || Double.isFinite(greatest);
  }

  /** Whether it is what it has to be; not a number is not. */
  public boolean passes() {
    return value >= least && value <= greatest;
  }
}
