package org.dcgan4j.checkpoint;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.config.Config;
import org.dcgan4j.config.ConfigValues;

/** Which keys of a configuration have to be those of the checkpoint; each names all below it. */
enum Pinned {
  /** What the generator is made of, and what its numbers mean: all that drawing from it needs. */
  GENERATOR(
      "data.pixelRange",
      "generator.latentSize",
      "generator.latent",
      "generator.samplingLatent",
      "generator.latentRange",
      "generator.layers",
      "generator.initStd",
      "generator.initBias",
      "generator.classes",
      "generator.average"),

  /** All that the next step depends on. */
  TRAINING(
      "data.pixelRange",
      "data.stratified",
      "generator",
      "discriminator",
      "training.loss",
      "training.batchSize",
      "training.seed",
      "training.discriminatorSteps",
      "training.realTarget",
      "training.reuseFakes",
      "training.conditional",
      "training.augmentation");

  private final List<String> keys;

  Pinned(String... keys) {
    this.keys = List.of(keys);
  }

  /** Whether one of the keys is this one, or a group or list that holds it. */
  static boolean hold(List<String> keys, String key) {
    return keys.stream().anyMatch(k -> key.matches(Pattern.quote(k) + "([.\\[].*)?"));
  }

  boolean pins(String key) {
    return hold(keys, key);
  }

  /**
   * @param then the checkpoint's configuration; empty for an old one, which has none
   * @throws InvalidInputException naming what differs
   */
  void requireSame(Map<String, String> then, Config now, String checkpoint) {
    List<String> differences = ConfigValues.differences(then, ConfigValues.of(now), this::pins);
    if (!differences.isEmpty()) {
      throw new InvalidInputException(
          "the configuration is not that of " + checkpoint + ": " + String.join("; ", differences));
    }
  }
}
