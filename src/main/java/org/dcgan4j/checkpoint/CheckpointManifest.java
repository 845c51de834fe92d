package org.dcgan4j.checkpoint;

import java.util.Map;

/**
 * What {@code checkpoint.json} says.
 *
 * @param format the version of the format
 * @param step steps behind the parameters
 * @param files for each file its length and digest
 */
record CheckpointManifest(int format, long step, Map<String, Entry> files) {
  /** The format that this program writes. */
  static final int FORMAT = 1;

  /**
   * @param floats how many numbers it holds
   * @param sha256 of its bytes, in hexadecimal
   */
  record Entry(long floats, String sha256) {}
}
