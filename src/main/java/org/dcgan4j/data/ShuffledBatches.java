package org.dcgan4j.data;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.dcgan4j.binding.InvalidInputException;

/**
 * Which examples make the batch of a step: a new permutation for each epoch.
 *
 * <p>A batch is a pure function of seed and step, so a resumed run needs no position but its step.
 * All batches are whole: the examples left over at the end of an epoch are dropped, other ones in
 * each epoch. Not for use by several threads.
 */
public final class ShuffledBatches {
  private static final double PLACES = 1L << 31;

  private final int batchSize;
  private final long seed;
  private final int[] classes;
  private final int[] sizes;
  private final int[] permutation;
  private long permutationEpoch = -1;

  /**
   * @param count how many examples there are
   * @param batchSize 1 to {@code count}
   * @param classes of each example, from 0, where each batch shall have about the mix of classes of
   *     all: stratified sampling without replacement. None for just any mix
   * @throws InvalidInputException if there are fewer examples than a batch needs
   */
  public ShuffledBatches(int count, int batchSize, long seed, int... classes) {
    if (batchSize < 1) {
      throw new InvalidInputException("batch size is " + batchSize + ", legal is 1 or more");
    }
    if (count < batchSize) {
      throw InvalidInputException.of(
          "the data have %,d examples, and training.batchSize is %,d; legal is 1 to %,d",
          count, batchSize, count);
    }
    this.batchSize = batchSize;
    this.seed = seed;
    this.classes = classes;
    this.sizes = new int[Arrays.stream(classes).max().orElse(-1) + 1];
    for (int each : classes) {
      sizes[each]++;
    }
    this.permutation = new int[count];
  }

  /** Whole batches only; at least 1. */
  public int batchesPerEpoch() {
    return permutation.length / batchSize;
  }

  /** The epoch of a step; both count from 0. */
  public long epoch(long step) {
    return step / batchesPerEpoch();
  }

  /** The examples of a step, over all epochs: {@code [batchSize]} different indices. */
  public int[] indices(long step) {
    if (step < 0) {
      throw new IllegalArgumentException("step " + step + " is negative");
    }
    shuffleFor(epoch(step));
    int from = (int) (step % batchesPerEpoch()) * batchSize;
    return Arrays.copyOfRange(permutation, from, from + batchSize);
  }

  private void shuffleFor(long epoch) {
    if (epoch == permutationEpoch) {
      return;
    }
    RandomGenerator random = SeededRandom.of(seed, epoch);
    Arrays.setAll(permutation, i -> i);
    SeededRandom.shuffle(permutation, random);
    if (classes.length > 0) {
      spread(random);
    }
    permutationEpoch = epoch;
  }

  /**
   * Examples of a class keep their order among each other, and come at equal distances from a
   * random start, so that every stretch has about the mix of classes of the whole.
   *
   * <p>Why: batch normalisation sees the mix. Where batches differ in it, a generator that is told
   * the classes learns to take part of its variety from the mix, which is gone when it draws alone.
   */
  private void spread(RandomGenerator random) {
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
