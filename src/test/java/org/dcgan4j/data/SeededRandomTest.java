package org.dcgan4j.data;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SeededRandomTest {
  /**
   * Made by 17.0.19, 17.0.21.1 and 25; of seeds of bytes the second made others than those before
   * it.
   */
  @Test
  void numbers_should_never_change_between_versions_of_java() {
    assertThat(SeededRandom.of(2026, 3).nextLong()).isEqualTo(3_401_213_318_515_633_202L);
    assertThat(SeededRandom.of(-1, Long.MAX_VALUE).nextLong())
        .isEqualTo(4_086_513_229_935_040_858L);
  }

  @Test
  void seed_and_number_should_both_matter() {
    long drawn = SeededRandom.of(1, 1).nextLong();

    assertThat(SeededRandom.of(1, 1).nextLong()).isEqualTo(drawn);
    assertThat(SeededRandom.of(2, 1).nextLong()).isNotEqualTo(drawn);
    assertThat(SeededRandom.of(1, 2).nextLong()).isNotEqualTo(drawn);
  }
}
