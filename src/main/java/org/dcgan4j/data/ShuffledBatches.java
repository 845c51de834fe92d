package org.dcgan4j.data;

import java.util.Arrays;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.binding.Text;

/**
 * Which examples make the batch of a step: a new permutation for each epoch.
 *
 * <p>A batch is a pure function of seed and step, so a resumed run needs no position but its step.
 * All batches are whole: the examples left over at the end of an epoch are dropped, other ones in
 * each epoch. Not for use by several threads.
 */
public final class ShuffledBatches {
  private static final long NONE = -1;

  private final int count;
  private final int batchSize;
  private final long seed;
  private final Optional<Strata> strata;
  private final int[] permutation;
  private long permutationEpoch = NONE;

  /**
   * @param count how many examples there are
   * @param batchSize 1 to {@code count}
   * @throws InvalidInputException if there are fewer examples than a batch needs
   */
  public ShuffledBatches(int count, int batchSize, long seed) {
    this(count, batchSize, seed, Optional.empty());
  }

  /**
   * @param strata of the examples, where each batch shall have about the mix of classes of all
   */
  ShuffledBatches(int count, int batchSize, long seed, Optional<Strata> strata) {
    if (batchSize < 1) {
      throw new InvalidInputException("batch size is " + batchSize + ", legal is 1 or more");
    }
    if (count < batchSize) {
      throw new InvalidInputException(
          Text.format("the data has %d examples, fewer than the batch of %d", count, batchSize));
    }
    this.count = count;
    this.batchSize = batchSize;
    this.seed = seed;
    this.strata = strata;
    this.permutation = new int[count];
  }

  public int batchSize() {
    return batchSize;
  }

  /** Whole batches only; at least 1. */
  public int batchesPerEpoch() {
    return count / batchSize;
  }

  /** The epoch of a step; both count from 0. */
  public long epoch(long step) {
    return step / batchesPerEpoch();
  }

  /**
   * The examples of one step.
   *
   * @param step 0 or more, counted over all epochs
   * @return {@code [batchSize]} different indices, 0 to {@code count - 1}
   */
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
    RandomOrder.shuffle(permutation, random);
    strata.ifPresent(classes -> classes.spread(permutation, random));
    permutationEpoch = epoch;
  }
}
