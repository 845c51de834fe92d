package org.dcgan4j.data;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Those classes that occur where labels are numbers, in order, and the index of each image's. */
record Labels(int[] indices, List<String> names) {
  /** The largest number of a class. */
  static final int MOST = 65_535;

  static final Labels NONE = new Labels(new int[0], List.of());

  /** Labels that are their own names. */
  static Labels of(int... numbers) {
    return of(numbers, Integer::toString);
  }

  /** Labels whose classes have the names of their numbers. */
  static Labels of(int[] numbers, IntFunction<String> name) {
    Map<Integer, Integer> indices = new HashMap<>();
    List<String> names = new ArrayList<>();
    for (int number : IntStream.of(numbers).sorted().distinct().toArray()) {
      indices.put(number, names.size());
      names.add(name.apply(number));
    }
    return new Labels(IntStream.of(numbers).map(indices::get).toArray(), names);
  }
}
