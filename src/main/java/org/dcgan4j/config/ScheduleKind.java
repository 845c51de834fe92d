package org.dcgan4j.config;

import org.dcgan4j.binding.ConfigWord;

/** How the learning rate falls: its share of the first one, a pure function of the update. */
public enum ScheduleKind implements ConfigWord {
  /** {@code 1}. */
  CONSTANT("constant") {
    @Override
    double share(ScheduleConfig config, long update, double progress) {
      return 1;
    }
  },

  /** {@code factor ^ floor(update / every)}. */
  STAIRCASE("staircase") {
    @Override
    double share(ScheduleConfig config, long update, double progress) {
      return Math.pow(config.factor(), update / config.every());
    }
  },

  /** {@code 1 / (1 + decay update)}. */
  INVERSE_TIME("inverse-time") {
    @Override
    double share(ScheduleConfig config, long update, double progress) {
      return 1 / (1 + config.decay() * update);
    }
  },

  /** On a straight line to {@code end}. */
  LINEAR("linear") {
    @Override
    double share(ScheduleConfig config, long update, double progress) {
      return config.end() + (1 - config.end()) * (1 - progress);
    }
  },

  /** On half a cosine to {@code end}. */
  COSINE("cosine") {
    @Override
    double share(ScheduleConfig config, long update, double progress) {
      return config.end() + (1 - config.end()) * (1 + Math.cos(Math.PI * progress)) / 2;
    }
  };

  private final String word;

  ScheduleKind(String word) {
    this.word = word;
  }

  @Override
  public String word() {
    return word;
  }

  /**
   * @param progress the share of the schedule's updates that are done, in [0, 1]
   */
  abstract double share(ScheduleConfig config, long update, double progress);

  /** Whether it falls to its end over a known number of updates. */
  boolean hasEnd() {
    return this == LINEAR || this == COSINE;
  }
}
