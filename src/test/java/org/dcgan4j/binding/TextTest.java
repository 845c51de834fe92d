package org.dcgan4j.binding;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TextTest {

  @Test
  public void distance_shouldCountInsertionsDeletionsReplacementsAndSwaps() {
    assertThat(Text.distance("dens", "dense")).isEqualTo(1);
    assertThat(Text.distance("denses", "dense")).isEqualTo(1);
    assertThat(Text.distance("dunse", "dense")).isEqualTo(1);
    assertThat(Text.distance("desne", "dense")).isEqualTo(1);
    assertThat(Text.distance("kitten", "sitting")).isEqualTo(3);
    assertThat(Text.distance("", "abc")).isEqualTo(3);
  }

  @Test
  public void nearest_shouldIgnoreCaseAndTakeTheFirstOfEquallyNearNames() {
    assertThat(Text.nearest("TANH", List.of("relu", "tanh"))).hasValue("tanh");
    assertThat(Text.nearest("aax", List.of("aab", "aac"))).hasValue("aab");
  }

  @Test
  public void escaped_shouldLeaveOneLineWithoutCommandsToATerminal() {
    assertThat(Text.escaped("Zürich 1%")).isEqualTo("Zürich 1%");
    assertThat(Text.escaped("a\nb\u001b[2J\u009b\u202e$1"))
        .isEqualTo("a\\nb\\u001b[2J\\u009b\\u202e$1");
    assertThat(Text.listed(List.of("A", "\t"))).isEqualTo("A, \\u0009");
  }

  @Test
  public void nearest_shouldBeEmptyWhenNothingIsNear() {
    assertThat(Text.nearest("xyz", List.of("relu", "tanh"))).isEmpty();
    assertThat(Text.nearest("relu", List.of())).isEmpty();
    assertThat(Text.nearest("r".repeat(1_000_000), List.of("r"))).isEmpty();
  }

  @Test
  public void hint_shouldNameTheNearestOrSayNothing() {
    assertThat(Text.hint("wid", List.of("wide"))).isEqualTo("; did you mean \"wide\"?");
    assertThat(Text.hint("xyz", List.of("wide"))).isEmpty();
  }
}
