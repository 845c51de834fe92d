package org.dcgan4j.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.dcgan4j.bench.BenchReport.Spread;
import org.junit.jupiter.api.Test;

class SpreadTest {
  @Test
  void odd_count_has_its_quartiles_at_values() {
    assertThat(Spread.of(5, 1, 4, 2, 3)).isEqualTo(new Spread(1, 2, 3, 4, 5));
  }

  @Test
  void even_count_is_interpolated() {
    assertThat(Spread.of(40, 10, 20, 30)).isEqualTo(new Spread(10, 17.5, 25, 32.5, 40));
  }

  @Test
  void one_value_is_all_of_it() {
    assertThat(Spread.of(7)).isEqualTo(new Spread(7, 7, 7, 7, 7));
  }
}
