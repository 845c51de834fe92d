package org.dcgan4j.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.dcgan4j.data.ImageSet;
import org.dcgan4j.data.ImageShape;
import org.dcgan4j.data.Images;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EvaluatorTest {
  /** Some measures take the first samples, or parts of them. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void samplesClassByClass_shouldBeMixed(int first) {
    ImageSet sorted = set(IntStream.range(0, 100).map(i -> (i / 50 + first) % 2).toArray());

    ImageSet mixed = Evaluator.mixed(sorted);

    assertThat(IntStream.range(0, 50).map(mixed::label).sum()).isBetween(15, 35);
    assertThat(IntStream.range(0, 100).map(i -> mixed.images().image(i)[0]))
        .doesNotHaveDuplicates()
        .allMatch(i -> i >= 0 && i < 100);
    for (int i = 0; i < 100; i++) {
      assertThat(mixed.label(i)).isEqualTo((mixed.images().image(i)[0] / 50 + first) % 2);
    }
  }

  @Test
  void otherSamples_shouldStayInTheirOrder() {
    ImageSet inTurn = set(IntStream.range(0, 100).map(i -> i % 2).toArray());
    ImageSet ofOneClass = set(new int[100]);

    assertThat(Evaluator.mixed(inTurn)).isSameAs(inTurn);
    assertThat(Evaluator.mixed(ofOneClass)).isSameAs(ofOneClass);
  }

  /** Their classes are not known, and they may come in that order. */
  @Test
  void samplesWithoutLabels_shouldBeMixed() {
    Images mixed = Evaluator.mixed(set()).images();

    int[] places = IntStream.range(0, 100).map(i -> mixed.image(i)[0]).toArray();
    assertThat(places).doesNotHaveDuplicates();
    assertThat(IntStream.of(places).limit(50).filter(i -> i < 50).count()).isBetween(15L, 35L);
  }

  /** A hundred images that show their numbers. */
  private static ImageSet set(int... labels) {
    byte[] pixels = new byte[100];
    for (int i = 0; i < 100; i++) {
      pixels[i] = (byte) i;
    }
    List<String> names = labels.length == 0 ? List.of() : List.of("A", "B");
    return new ImageSet("here", Images.of(ImageShape.grey(1, 1), pixels), labels, names, List.of());
  }
}
