package org.dcgan4j.data;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.dcgan4j.binding.Text;

/** Those classes that occur where labels are numbers, in order, and the index of each image's. */
record Labels(int[] indices, List<String> names) {
  /** The largest number of a class. */
  static final int MOST = 65_535;

  static final Labels NONE = new Labels(new int[0], List.of());

  /** Labels whose classes have the names of their numbers; their numbers where one has none. */
  static Labels of(int[] numbers, Map<Integer, String> names, Notes notes) {
    OptionalInt nameless = IntStream.of(numbers).filter(n -> !names.containsKey(n)).findFirst();
    if (nameless.isPresent() && !names.isEmpty()) {
      notes.say(
          "the %d names of classes are passed over: label %d has none, so classes are numbers",
          names.size(), nameless.getAsInt());
    }
    int[] occurring = IntStream.of(numbers).sorted().distinct().toArray();
    boolean named = nameless.isEmpty() && !haveTwins(occurring, names, notes);
    Map<Integer, Integer> indices = new HashMap<>();
    List<String> classes = new ArrayList<>();
    for (int number : occurring) {
      indices.put(number, classes.size());
      classes.add(named ? names.get(number) : Integer.toString(number));
    }
    return new Labels(IntStream.of(numbers).map(indices::get).toArray(), classes);
  }

  /** Whether two classes have one name, and would be counted as one; that is said. */
  private static boolean haveTwins(int[] occurring, Map<Integer, String> names, Notes notes) {
    Map<String, Integer> first = new HashMap<>();
    for (int number : occurring) {
      Integer other = first.putIfAbsent(names.get(number), number);
      if (other != null) {
        notes.say(
            "the %d names of classes are passed over: labels %d and %d are both %s, so classes are numbers",
            names.size(), other, number, Text.quoted(names.get(number)));
        return true;
      }
    }
    return false;
  }

  /** Names of the classes from {@code first} on. */
  static Map<Integer, String> named(int first, List<String> names) {
    Map<Integer, String> named = new HashMap<>();
    names.forEach(name -> named.put(first + named.size(), name));
    return named;
  }
}
