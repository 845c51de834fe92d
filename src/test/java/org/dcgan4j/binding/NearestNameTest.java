package org.dcgan4j.binding;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestNameTest {

  @Test
  public void distance_shouldCountInsertionsDeletionsReplacementsAndSwaps() {
    assertThat(NearestName.distance("dens", "dense")).isEqualTo(1);
    assertThat(NearestName.distance("denses", "dense")).isEqualTo(1);
    assertThat(NearestName.distance("dunse", "dense")).isEqualTo(1);
    assertThat(NearestName.distance("desne", "dense")).isEqualTo(1);
    assertThat(NearestName.distance("kitten", "sitting")).isEqualTo(3);
    assertThat(NearestName.distance("", "abc")).isEqualTo(3);
  }

  @Test
  public void nearest_shouldIgnoreCaseAndTakeTheFirstOfEquallyNearNames() {
    assertThat(NearestName.of("TANH", List.of("relu", "tanh"))).hasValue("tanh");
    assertThat(NearestName.of("aax", List.of("aab", "aac"))).hasValue("aab");
  }

  @Test
  public void nearest_shouldBeEmptyWhenNothingIsNear() {
    assertThat(NearestName.of("xyz", List.of("relu", "tanh"))).isEmpty();
    assertThat(NearestName.of("relu", List.of())).isEmpty();
    assertThat(NearestName.of("r".repeat(1_000_000), List.of("r"))).isEmpty();
  }

  @Test
  public void hint_shouldNameTheNearestOrSayNothing() {
    assertThat(NearestName.hint("wid", List.of("wide"))).isEqualTo("; did you mean \"wide\"?");
    assertThat(NearestName.hint("xyz", List.of("wide"))).isEmpty();
  }
}
