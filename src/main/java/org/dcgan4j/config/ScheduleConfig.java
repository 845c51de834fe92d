package org.dcgan4j.config;

import org.dcgan4j.binding.Check;
import org.dcgan4j.binding.Range;

/**
 * How the learning rate changes with the number of updates made. Each kind reads the components
 * that its {@link ScheduleKind} names.
 *
 * @param every updates from one stair to the next
 * @param factor of the rate at each stair
 * @param decay of the inverse-time schedule, for each update
 * @param end the share of the first rate at the end of a linear or cosine schedule
 * @param over updates of a linear or cosine schedule; 0 takes those of the whole run, so that a run
 *     that is resumed with another limit has another schedule
 */
public record ScheduleConfig(
    ScheduleKind kind,
    @Range(from = 1, to = 1e12) long every,
    @Range(from = 0, to = 1, fromIncluded = false) double factor,
    @Range(from = 0, to = 1000) double decay,
    @Range(from = 0, to = 1) double end,
    @Range(from = 0, to = 1e12) long over) {
  public ScheduleConfig {
    Check.components(ScheduleConfig.class, kind, every, factor, decay, end, over);
  }

  /**
   * The share of the first learning rate that one update takes; behind the schedule's end it stays.
   *
   * @param update from 0
   * @param updates of the whole run, or {@link Long#MAX_VALUE} where that is not known
   */
  double share(long update, long updates) {
    double length = over > 0 ? over : updates;
    return kind.share(this, update, Math.min(1, update / length));
  }

  /** Whether it falls over the whole run, so that the run's number of steps must be known. */
  boolean needsLength() {
    return kind.hasEnd() && over == 0;
  }
}
