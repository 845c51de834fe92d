package org.dcgan4j.data;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * The classes of some examples, to bring a random order of them into one in which every stretch has
 * about the mix of classes of the whole: stratified sampling without replacement.
 *
 * <p>Why: batch normalisation sees the mix. Where batches differ in it, a generator that is told
 * the classes learns to take part of its variety from the mix, which is gone when it draws alone.
 */
final class Strata {
  private static final double PLACES = 1L << 31;

  private final int[] classes;
  private final int[] sizes;

  /**
   * @param classes of each example, from 0
   */
  Strata(int[] classes) {
    this.classes = classes;
    this.sizes = new int[Arrays.stream(classes).max().orElse(-1) + 1];
    for (int each : classes) {
      sizes[each]++;
    }
  }

  /**
   * Examples of a class keep their order among each other, and come at equal distances from a
   * random start.
   */
  void spread(int[] permutation, RandomGenerator random) {
    double[] next = random.doubles(sizes.length).toArray();
    long[] placed = new long[permutation.length];
    for (int i = 0; i < placed.length; i++) {
      int each = classes[permutation[i]];
      long place = (long) (next[each]++ / sizes[each] * PLACES);
      placed[i] = place << Integer.SIZE | permutation[i];
    }
    Arrays.sort(placed);
    Arrays.setAll(permutation, i -> (int) placed[i]);
  }
}
