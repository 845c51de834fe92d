package org.dcgan4j.checkpoint;

import java.util.Locale;
import org.dcgan4j.binding.InvalidInputException;

/**
 * Which checkpoint of a run is meant.
 *
 * @param text {@code newest}, {@code best} or the number of a step
 */
public record CheckpointChoice(String text) {
  /** The newest that is whole. */
  public static final CheckpointChoice NEWEST = new CheckpointChoice("newest");

  /** The one that {@link Checkpoints#saveBest} wrote last. */
  public static final CheckpointChoice BEST = new CheckpointChoice("best");

  public CheckpointChoice {
    String word = text.strip().toLowerCase(Locale.ROOT);
    if (!word.matches("newest|best|\\d{1,18}")) {
      throw new InvalidInputException(
          "given \"" + text + "\", legal are newest, best and the number of a step");
    }
    text = word;
  }
}
