package org.dcgan4j.checkpoint;

import java.util.Map;
import java.util.Objects;
import org.dcgan4j.training.Position;

/**
 * What {@code checkpoint.json} says.
 *
 * @param format the version of the format
 * @param position of the training behind the parameters
 * @param files for each file its length and digest
 */
record CheckpointManifest(int format, Position position, Map<String, Entry> files) {
  /** The format that this program writes. */
  static final int FORMAT = 2;

  CheckpointManifest {
    Objects.requireNonNull(position, "position");
    files = Map.copyOf(files);
  }

  /**
   * @param floats how many numbers it holds
   * @param sha256 of its bytes, in hexadecimal
   */
  record Entry(long floats, String sha256) {}
}
