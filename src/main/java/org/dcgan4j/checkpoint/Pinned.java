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
  GENERATOR(List.of("data.pixelRange", "generator"), List.of("generator.optimizer")),

  /** All that the next step depends on. */
  TRAINING(
      List.of("data.pixelRange", "data.stratified", "generator", "discriminator", "training"),
      List.of("training.epochs", "training.steps", "training.minutes", "training.backend"));

  private final List<String> keys;
  private final List<String> free;

  Pinned(List<String> keys, List<String> free) {
    this.keys = keys;
    this.free = free;
  }

  /** Whether one of the keys is this one, or a group or list that holds it. */
  static boolean hold(List<String> keys, String key) {
    return keys.stream().anyMatch(k -> key.matches(Pattern.quote(k) + "([.\\[].*)?"));
  }

  boolean pins(String key) {
    return hold(keys, key) && !hold(free, key);
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
