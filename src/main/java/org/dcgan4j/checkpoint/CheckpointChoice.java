package org.dcgan4j.checkpoint;

import java.util.Locale;
import org.dcgan4j.binding.InvalidInputException;

/** Which checkpoint of a run is meant. */
public sealed interface CheckpointChoice {
  /** The newest that is whole. */
  CheckpointChoice NEWEST = new Newest();

  /** The one that {@link Checkpoints#saveBest} wrote last. */
  CheckpointChoice BEST = new Best();

  /** See {@link #NEWEST}. */
  record Newest() implements CheckpointChoice {
    @Override
    public String toString() {
      return "newest";
    }
  }

  /** See {@link #BEST}. */
  record Best() implements CheckpointChoice {
    @Override
    public String toString() {
      return "best";
    }
  }

  /**
   * The one after a step, which must be there and whole.
   *
   * @param number from 0
   */
  record Step(long number) implements CheckpointChoice {
    @Override
    public String toString() {
      return Long.toString(number);
    }
  }

  /**
   * Reads {@code newest}, {@code best} or a step's number.
   *
   * @throws InvalidInputException if it is none of these
   */
  static CheckpointChoice parse(String text) {
    String word = text.strip().toLowerCase(Locale.ROOT);
    if (word.matches("\\d{1,18}")) {
      return new Step(Long.parseLong(word));
    }
    return switch (word) {
      case "newest" -> NEWEST;
      case "best" -> BEST;
      default ->
          throw new InvalidInputException(
              "given \"" + text + "\", legal are newest, best and the number of a step");
    };
  }
}
