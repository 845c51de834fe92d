package org.dcgan4j.metrics;

import com.fasterxml.jackson.databind.node.ObjectNode;
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
      double share = evaluation.share(wanted);
      bounds.add(atLeast("readAsClass", "read as " + wanted, share, check.classShare()));
    }
    if (check.confidence() > 0) {
      String label = "mean confidence of the reading";
      double confidence = evaluation.value("confidence");
      bounds.add(atLeast("readConfidence", label, confidence, check.confidence()));
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

  /** A figure at most {@code error} away from a target; 0 asks for nothing. */
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

  /**
   * Adds figures that a run has to reach: each under its name, whether it is what it has to be
   * under its name with {@code Pass}, and all together as {@code passed}.
   */
  public static ObjectNode addTo(ObjectNode json, List<Criterion> bounds) {
    for (Criterion bound : bounds) {
      json.put(bound.name(), bound.value());
      if (bound.asks()) {
        json.put(bound.name() + "Pass", bound.passes());
      }
    }
    if (bounds.stream().anyMatch(Criterion::asks)) {
      json.put("passed", bounds.stream().allMatch(Criterion::passes));
    }
    return json;
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
