package org.dcgan4j.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ImageSetTest {
  private static final List<String> LETTERS = List.of("A", "B", "C");

  @Test
  void numberedLabels_shouldStandForOtherNames() {
    assertThat(numbered(2, 0, 1).labelsAmong(LETTERS)).containsExactly(2, 0, 1);
  }

  @Test
  void numberedLabels_shouldBeNoneWhereOneHasNoName() {
    assertThat(numbered(0, 3).labelsAmong(LETTERS)).isEmpty();
    assertThat(numbered().labelsAmong(LETTERS)).isEmpty();
  }

  @Test
  void namedLabels_shouldStandForTheSameNames() {
    ImageSet letters = new ImageSet("letters", 1, 1, new byte[1], new int[1], LETTERS, List.of());

    assertThat(letters.labelsAmong(LETTERS)).containsExactly(0);
    assertThat(letters.labelsAmong(List.of("B", "A", "C"))).containsExactly(1);
    assertThat(letters.labelsAmong(List.of("A", "B"))).isEmpty();
    assertThat(letters.labelsAmong(List.of("0", "1", "2"))).isEmpty();
  }

  private static ImageSet numbered(int... labels) {
    return ImageSet.numbered("numbers", 1, 1, new byte[Math.max(1, labels.length)], labels);
  }
}
