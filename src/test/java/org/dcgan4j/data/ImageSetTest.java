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
  void counts_shouldBeOfTheNamesGiven() {
    List<String> numbers = List.of("0", "1", "2");
    assertThat(numbered(2, 0, 2).countsOf(numbers)).containsExactly(1, 0, 2);
    assertThat(numbered(0, 3).countsOf(List.of("3", "0", "7"))).containsExactly(1, 1, 0);
    assertThat(numbered(2, 0, 2).countsOf(LETTERS)).containsExactly(0, 0, 0);
    assertThat(numbered().countsOf(numbers)).containsExactly(0, 0, 0);
    assertThat(numbered().countsOf(List.of())).isEmpty();

    byte[] pixels = new byte[4];
    Images four = Images.of(ImageShape.grey(1, 1), pixels);
    ImageSet letters = new ImageSet("letters", four, new int[] {0, 2, 2, 1}, LETTERS, List.of());
    assertThat(letters.countsOf(List.of("C", "A"))).containsExactly(2, 1);
    assertThat(letters.countsOf(List.of("C", "D"))).containsExactly(2, 0);
    assertThat(letters.countsOf(numbers)).containsExactly(1, 1, 2);
  }

  @Test
  void namedLabels_shouldStandForTheSameNames() {
    Images one = Images.of(ImageShape.grey(1, 1), new byte[1]);
    ImageSet letters = new ImageSet("letters", one, new int[1], LETTERS, List.of());

    assertThat(letters.labelsAmong(LETTERS)).containsExactly(0);
    assertThat(letters.labelsAmong(List.of("B", "A", "C"))).containsExactly(1);
    assertThat(letters.labelsAmong(List.of("A", "B"))).containsExactly(0);
    assertThat(letters.labelsAmong(List.of("B", "C"))).isEmpty();
    assertThat(letters.labelsAmong(List.of("0", "1", "2"))).isEmpty();
  }

  @Test
  void dataHash_shouldDependOnTheNamesOfTheClasses() {
    ImageSet two = named("A", "B");

    assertThat(named("A", "B").sha256()).isEqualTo(two.sha256());
    assertThat(named("A", "C").sha256()).isNotEqualTo(two.sha256());
    assertThat(named("AB", "").sha256()).isNotEqualTo(two.sha256());
    assertThat(named("A", "C").contentSha256()).isEqualTo(two.contentSha256());
  }

  @Test
  void dataHash_shouldStayWhatItWasWithoutNames() {
    ImageSet black =
        new ImageSet(
            "", Images.of(ImageShape.grey(1, 1), new byte[1]), new int[0], List.of(), List.of());

    // printf '\0\0\0\1\0\0\0\1\0\0\0\1\0' | sha256sum
    assertThat(black.sha256())
        .isEqualTo("bb0372ef14634f797286edc70188649f2632c494b6ecb770b4ab8e83699fb77b");
  }

  private static ImageSet named(String... names) {
    Images images = Images.of(ImageShape.grey(1, 1), new byte[] {1, 2});
    return new ImageSet("", images, new int[] {0, 1}, List.of(names), List.of());
  }

  private static ImageSet numbered(int... labels) {
    Images images = Images.of(ImageShape.grey(1, 1), new byte[Math.max(1, labels.length)]);
    Labels classes = Labels.of(labels, java.util.Map.of(), new Notes());
    return new ImageSet("numbers", images, classes.indices(), classes.names(), List.of());
  }
}
