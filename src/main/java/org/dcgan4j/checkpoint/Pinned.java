package org.dcgan4j.checkpoint;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.config.Config;
import org.dcgan4j.config.ConfigValues;

/** Which keys of a configuration have to be those of the checkpoint. */
enum Pinned {
  /** What the generator is made of: all that drawing from it needs. */
  GENERATOR(key -> key.startsWith("generator.") && !key.startsWith("generator.optimizer.")),

  /**
   * All that the next step depends on. The data are not in it, because they may have moved: their
   * digest is in the run's manifest. The limits may change, and when to look and to save.
   */
  TRAINING(
      key ->
          (key.startsWith("generator.")
                  || key.startsWith("discriminator.")
                  || key.startsWith("training."))
              && !Set.of("training.epochs", "training.steps", "training.minutes").contains(key));

  private final Predicate<String> keys;

  Pinned(Predicate<String> keys) {
    this.keys = keys;
  }

  /**
   * @param then the checkpoint's configuration; empty for an old one, which has none
   * @throws InvalidInputException naming what differs
   */
  void requireSame(Map<String, String> then, Config now, String checkpoint) {
    List<String> differences = ConfigValues.differences(then, ConfigValues.of(now), keys);
    if (!differences.isEmpty()) {
      throw new InvalidInputException(
          "the configuration is not that of %s: %s"
              .formatted(checkpoint, String.join("; ", differences)));
    }
  }
}
