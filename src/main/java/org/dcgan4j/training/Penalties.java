package org.dcgan4j.training;

import java.util.List;
import org.dcgan4j.config.DiscriminatorConfig;
import org.dcgan4j.config.DiscriminatorConfig.PenaltyConfig;
import org.dcgan4j.config.DiscriminatorConfig.PenaltyConfig.On;

/**
 * The penalties on the discriminator's gradient: which are due, and with what weight. What the
 * discriminator believes takes those that grow forward and back on their schedules, where they are
 * steered; all others go by the images seen.
 */
final class Penalties {
  /**
   * So many times as fast as images are seen they go: what is far off at the beginning is right for
   * most of the run.
   */
  private static final int PACE = 4;

  private final DiscriminatorConfig config;
  private final int batch;
  private final double whole;
  private final List<PenaltyConfig> steered;
  private final double last;
  private double images;

  /**
   * @param batch reals in an update
   * @param updates of the whole run
   */
  Penalties(DiscriminatorConfig config, int batch, double updates) {
    this.config = config;
    this.batch = batch;
    this.whole = updates * batch;
    this.steered = config.penalties().stream().filter(config::steers).toList();
    this.last = steered.stream().mapToDouble(penalty -> penalty.course(whole)).max().orElse(0);
  }

  /** One that an update pays, with so many times its weight as updates pay none. */
  record Due(On on, double weight) {}

  /**
   * @param factor of those that are steered
   */
  List<Due> due(long update, double factor) {
    double seen = (double) update * batch;
    return config.penalties().stream()
        .map(
            penalty ->
                config.steers(penalty)
                    ? new Due(penalty.on(), factor * penalty.weight(update, images, whole))
                    : new Due(penalty.on(), penalty.weight(update, seen, whole)))
        .filter(due -> due.weight() > 0)
        .toList();
  }

  /**
   * Takes them on.
   *
   * @param surer how much more the last reals were believed than the last fakes, in [-1, 1]
   */
  void steer(double surer) {
    double moved = images + Math.signum(surer - config.penaltyTarget()) * PACE * batch;
    images = Math.max(-last, Math.min(last, moved));
  }

  /** Whether they can take no more from a discriminator that is so sure; not without any. */
  boolean areSpent(double surer) {
    return last > 0 && images >= last && surer > config.penaltyTarget();
  }

  /** How far those that are steered are on their schedules, in images; 0 without any. */
  double images() {
    return images;
  }

  /** Images that those take from their first weights to their last; 0 without any. */
  double course() {
    return last;
  }

  /**
   * Goes on from where {@link #images} was on a {@link #course}: at the same weights in a training
   * of another length, too.
   *
   * @param course 0 where it is not known to be another
   */
  void goOn(double before, double course) {
    images = course > 0 ? before * (last / course) : Math.max(-last, Math.min(last, before));
  }

  /** The weight of the first that is steered; 0 without any. */
  double steeredWeight() {
    return steered.stream().mapToDouble(penalty -> penalty.at(images, whole)).findFirst().orElse(0);
  }
}
