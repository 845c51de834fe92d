package org.dcgan4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class RandomOrderTest {
  private static final int DRAWS = 60_000;

  private final RandomGenerator random = SeededRandom.of(1, 0);

  @Test
  void shuffle_shouldMakeEveryOrderEquallyOften() {
    Map<String, Integer> seen = new HashMap<>();
    for (int i = 0; i < DRAWS; i++) {
      int[] numbers = {0, 1, 2};
      SeededRandom.shuffle(numbers, random);
      seen.merge(Arrays.toString(numbers), 1, Integer::sum);
    }

    assertThat(seen).hasSize(6);
    assertThat(seen.values())
        .allSatisfy(times -> assertThat((double) times).isCloseTo(DRAWS / 6.0, within(450.0)));
  }

  @Test
  void choose_shouldTakeEveryPairEquallyOften() {
    Map<String, Integer> seen = new HashMap<>();
    for (int i = 0; i < DRAWS; i++) {
      seen.merge(Arrays.toString(SeededRandom.choose(2, 4, random)), 1, Integer::sum);
    }

    assertThat(seen).as("ordered pairs of different numbers").hasSize(12);
    assertThat(seen.values())
        .allSatisfy(times -> assertThat((double) times).isCloseTo(DRAWS / 12.0, within(330.0)));
  }
}
