package org.dcgan4j.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What the name of a file or array of images says.
 *
 * @param words its words, without the split, in order
 * @param split which part of its set it is; null where the name does not say
 * @param validates whether it is the part for validation, which nothing here uses
 */
record SetName(List<String> words, Split split, boolean validates) {
  /** Words that do not tell one set from another. */
  private static final Set<String> COMMON =
      Set.of("images", "image", "imgs", "x", "data", "idx3", "ubyte", "gz", "csv", "npy", "npz");

  static SetName of(String path) {
    List<String> words = new ArrayList<>();
    Split split = null;
    boolean validates = false;
    for (String word : FileTree.last(path).toLowerCase(Locale.ROOT).split("[^a-z0-9]+")) {
      if (word.matches("train(ing)?(\\d+k?)?")) {
        split = Split.TRAIN;
      } else if (word.matches("test(ing)?(\\d+k?)?|t10k")) {
        split = Split.TEST;
      } else if (word.matches("val(id(ation)?)?")) {
        validates = true;
      } else if (!word.isEmpty()) {
        words.add(word);
      }
    }
    return new SetName(List.copyOf(words), split, validates);
  }

  /** Equal for the parts of one set. */
  String set() {
    List<String> own = words.stream().filter(word -> !COMMON.contains(word)).toList();
    return String.join("-", own);
  }
}
