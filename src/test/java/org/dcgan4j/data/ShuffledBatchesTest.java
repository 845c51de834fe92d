package org.dcgan4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.dcgan4j.binding.InvalidInputException;
import org.junit.jupiter.api.Test;

class ShuffledBatchesTest {
  @Test
  void epoch_should_hold_every_example_once() {
    ShuffledBatches batches = new ShuffledBatches(12, 3, 5);
    assertThat(batches.batchesPerEpoch()).isEqualTo(4);
    int[] epoch = LongStream.range(4, 8).boxed().flatMapToInt(s -> indices(batches, s)).toArray();
    assertThat(epoch).containsExactlyInAnyOrder(IntStream.range(0, 12).toArray());
    assertThat(epoch).isNotEqualTo(IntStream.range(0, 12).toArray());
  }

  @Test
  void remainder_should_be_dropped_and_batches_stay_whole() {
    ShuffledBatches batches = new ShuffledBatches(11, 3, 5);
    assertThat(batches.batchesPerEpoch()).isEqualTo(3);
    assertThat(batches.epoch(2)).isZero();
    assertThat(batches.epoch(3)).isEqualTo(1);
    for (long step = 0; step < 30; step++) {
      assertThat(batches.indices(step)).hasSize(3).doesNotHaveDuplicates();
    }
  }

  @Test
  void step_should_give_the_same_batch_wherever_one_starts() {
    ShuffledBatches straight = new ShuffledBatches(100, 7, 42);
    int[][] all = LongStream.range(0, 60).mapToObj(straight::indices).toArray(int[][]::new);
    ShuffledBatches resumed = new ShuffledBatches(100, 7, 42);
    for (int step : new int[] {59, 3, 30, 13, 14, 0}) {
      assertThat(resumed.indices(step)).containsExactly(all[step]);
    }
  }

  @Test
  void seed_and_epoch_should_change_the_order() {
    int[] first = new ShuffledBatches(100, 100, 1).indices(0);
    assertThat(new ShuffledBatches(100, 100, 2).indices(0)).isNotEqualTo(first);
    assertThat(new ShuffledBatches(100, 100, 1).indices(1)).isNotEqualTo(first);
  }

  @Test
  void every_position_should_be_equally_likely() {
    ShuffledBatches batches = new ShuffledBatches(4, 4, 7);
    int[][] seen = new int[4][4];
    for (long epoch = 0; epoch < 4000; epoch++) {
      int[] order = batches.indices(epoch);
      for (int place = 0; place < 4; place++) {
        seen[order[place]][place]++;
      }
    }
    // 1,000 expected each, standard deviation 27.
    assertThat(Stream.of(seen).flatMapToInt(IntStream::of)).allMatch(n -> n > 860 && n < 1140);
  }

  @Test
  void order_should_never_change_between_versions() {
    assertThat(new ShuffledBatches(10, 10, 2026).indices(3))
        .containsExactly(2, 5, 4, 7, 1, 9, 8, 0, 6, 3);
  }

  @Test
  void too_few_images_should_be_bad_input() {
    assertThatThrownBy(() -> new ShuffledBatches(63, 64, 0))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("the data have 63 examples, and training.batchSize is 64; legal is 1 to 63");
    assertThatThrownBy(() -> new ShuffledBatches(63, 0, 0))
        .isInstanceOf(InvalidInputException.class);
  }

  private static IntStream indices(ShuffledBatches batches, long step) {
    return IntStream.of(batches.indices(step));
  }
}
