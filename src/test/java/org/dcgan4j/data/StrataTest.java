package org.dcgan4j.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StrataTest {
  /** 1,000 examples of four classes, of shares 0.1, 0.2, 0.3 and 0.4, in no order. */
  private static final int[] CLASSES = mixed(100, 200, 300, 400);

  @Test
  void epoch_shouldHoldEveryExampleOnce() {
    ShuffledBatches batches = stratified(CLASSES, 50);

    int[] epoch =
        LongStream.range(20, 40)
            .boxed()
            .flatMapToInt(s -> IntStream.of(batches.indices(s)))
            .toArray();

    assertThat(epoch).containsExactlyInAnyOrder(IntStream.range(0, 1000).toArray());
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 16, 32, 50})
  void batches_shouldHaveTheMixOfTheWhole(int batchSize) {
    ShuffledBatches batches = stratified(CLASSES, batchSize);

    for (long number = 0; number < 5L * batches.batchesPerEpoch(); number++) {
      int[] counts = counts(batches.indices(number));
      for (int each = 0; each < counts.length; each++) {
        double share = 0.1 * (each + 1) * batchSize;
        assertThat(Math.abs(counts[each] - share)).isLessThan(2);
      }
    }
  }

  @Test
  void shuffledBatches_shouldDifferInTheirMix() {
    ShuffledBatches batches = new ShuffledBatches(CLASSES.length, 50, 7);

    int[] ofTheLast =
        LongStream.range(0, 20).mapToInt(number -> counts(batches.indices(number))[3]).toArray();

    assertThat(Arrays.stream(ofTheLast).max().orElseThrow())
        .isGreaterThan(Arrays.stream(ofTheLast).min().orElseThrow() + 4);
  }

  @Test
  void oneClass_shouldKeepTheShuffledOrder() {
    ShuffledBatches shuffled = new ShuffledBatches(100, 7, 7);
    ShuffledBatches batches = stratified(new int[100], 7);

    for (long number : new long[] {0, 5, 13, 14, 30}) {
      assertThat(batches.indices(number)).containsExactly(shuffled.indices(number));
    }
  }

  @Test
  void epochs_shouldDifferAndStartAnywhere() {
    ShuffledBatches batches = stratified(CLASSES, 50);
    int[] first = batches.indices(0);
    int[] next = batches.indices(20);

    assertThat(next).isNotEqualTo(first);
    assertThat(stratified(CLASSES, 50).indices(20)).containsExactly(next);
  }

  @Test
  void everyExample_shouldComeAnywhere() {
    ShuffledBatches batches = stratified(new int[] {0, 1, 1, 1}, 4);
    int[][] seen = new int[4][4];
    for (long epoch = 0; epoch < 4000; epoch++) {
      int[] order = batches.indices(epoch);
      for (int place = 0; place < 4; place++) {
        seen[order[place]][place]++;
      }
    }
    for (int example = 1; example < 4; example++) {
      for (int place = 0; place < 4; place++) {
        assertThat(seen[example][place]).isGreaterThan(500);
      }
    }
  }

  private static ShuffledBatches stratified(int[] classes, int batchSize) {
    return new ShuffledBatches(classes.length, batchSize, 7, classes);
  }

  private static int[] counts(int... indices) {
    int[] counts = new int[4];
    for (int index : indices) {
      counts[CLASSES[index]]++;
    }
    return counts;
  }

  private static int[] mixed(int... sizes) {
    int[] classes =
        IntStream.range(0, sizes.length)
            .flatMap(each -> IntStream.generate(() -> each).limit(sizes[each]))
            .toArray();
    Random random = new Random(3);
    for (int i = classes.length - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      int swapped = classes[i];
      classes[i] = classes[other];
      classes[other] = swapped;
    }
    return classes;
  }
}
