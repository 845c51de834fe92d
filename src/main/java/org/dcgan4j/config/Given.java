package org.dcgan4j.config;

import java.util.List;

/**
 * What somebody gave for one key, still as text.
 *
 * @param text a single value; null for a list, and for an explicit nothing
 * @param items the texts of a list; null for a single value
 * @param place where it stands, as the beginning of a message, for example {@code run.yaml, line 3,
 *     column 5: }; empty for a flag
 */
record Given(String text, List<String> items, String place) {

  static Given flag(String text) {
    return new Given(text, null, "");
  }

  /** What a message shows as given. */
  Object shown() {
    return items == null ? text : items;
  }
}
