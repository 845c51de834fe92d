package org.dcgan4j.training;

import java.util.List;
import org.dcgan4j.config.DiscriminatorConfig;
import org.dcgan4j.config.DiscriminatorConfig.PenaltyConfig;
import org.dcgan4j.config.DiscriminatorConfig.PenaltyConfig.On;

/**
 * The penalties on the discriminator's gradient: which are due, and with what weight. Where they
 * are steered, what the discriminator believes takes them forward and back on their schedules; else
 * the images seen do.
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
  private final double first;
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
    this.last =
        config.penalties().stream()
            .mapToDouble(penalty -> penalty.course(whole))
            .filter(Double::isFinite)
            .max()
            .orElse(whole);
    this.first = config.penalties().stream().allMatch(PenaltyConfig::grows) ? -last : 0;
  }

  /** One that an update pays, with so many times its weight as updates pay none. */
  record Due(On on, double weight) {}

  List<Due> due(long update) {
    double now = isSteered() ? images : (double) update * batch;
    return config.penalties().stream()
        .map(penalty -> new Due(penalty.on(), penalty.weight(update, now, whole)))
        .filter(due -> due.weight() > 0)
        .toList();
  }

  private boolean isSteered() {
    return config.penaltyTarget() > 0 && !config.penalties().isEmpty();
  }

  /**
   * Takes them on.
   *
   * @param surer how much more the last reals were believed than the last fakes, in [-1, 1]
   */
  void steer(double surer) {
    if (isSteered()) {
      double moved = images + Math.signum(surer - config.penaltyTarget()) * PACE * batch;
      images = Math.max(first, Math.min(last, moved));
    }
  }

  /** How far they are on their schedules, in images, where they are steered; else 0. */
  double images() {
    return images;
  }

  /**
   * Images that they take from their first weights to their last, where they are steered; else 0.
   */
  double course() {
    return isSteered() ? last : 0;
  }

  /**
   * Goes on from where {@link #images} was on a {@link #course}: at the same weights in a training
   * of another length, too.
   *
   * @param course 0 where it is not known to be another
   */
  void goOn(double before, double course) {
    images = course > 0 ? before * (last / course) : before;
  }

  /** The first one's weight, where they are steered; else 0. */
  double steeredWeight() {
    return isSteered()
        ? config.penalties().stream()
            .mapToDouble(penalty -> penalty.at(images, whole))
            .findFirst()
            .orElse(0)
        : 0;
  }
}
