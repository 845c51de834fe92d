package org.dcgan4j.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.dcgan4j.data.ImageSet;
import org.dcgan4j.data.ImageShape;
import org.dcgan4j.data.Images;
import org.dcgan4j.metrics.Evaluation.Score;
import org.dcgan4j.metrics.NeighbourTests.TwoSample;
import org.dcgan4j.metrics.RealHalves.LabelledSplit;
import org.junit.jupiter.api.Test;

class NeighbourTestsTest {

  @Test
  void pointsOnALine_shouldBeToldAsCountedByHand() {
    // Nearest others: 0 -> 1, 1 -> 0, 5 -> 5.5, 20 -> 21; 5.5 -> 5, 21 -> 20, 30 -> 31, 31 -> 30.
    TwoSample found = TwoSample.of(Clouds.line(0, 1, 5, 20), Clouds.line(5.5f, 21, 30, 31));

    assertThat(found).isEqualTo(new TwoSample(0.5, 0.5));
  }

  @Test
  void equalDistributions_shouldBeGuessed() {
    TwoSample found =
        TwoSample.of(Clouds.normal(1000, 8, 0, 1, 1), Clouds.normal(1000, 8, 0, 1, 2));

    assertThat(found.accuracy()).isCloseTo(0.5, within(0.03));
  }

  @Test
  void setsFarApart_shouldBeToldAlways() {
    TwoSample found = TwoSample.of(Clouds.normal(100, 8, 0, 1, 1), Clouds.normal(100, 8, 50, 1, 2));

    assertThat(found.accuracy()).isEqualTo(1);
  }

  /** Copies of the reals have them as their nearest: below 0.5 is no merit. */
  @Test
  void copies_shouldBeTakenForReals() {
    Points reals = Clouds.normal(500, 8, 0, 1, 1);

    assertThat(TwoSample.of(reals, reals).accuracy()).isZero();
  }

  /** All samples lie in one place between reals: they are told by each other. */
  @Test
  void collapse_shouldShowInTheSamples() {
    TwoSample found = TwoSample.of(Clouds.line(0, 0.1f, 0.2f, 0.3f), Clouds.line(-1, 1.2f, 10, 11));

    assertThat(found).isEqualTo(new TwoSample(1, 0.5));
  }

  /** Images of one pixel: classes are 40 and 200, or so. */
  private static ImageSet set(int... pixels) {
    byte[] bytes = new byte[pixels.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) pixels[i];
    }
    int[] labels = Arrays.stream(pixels).map(p -> p < 120 ? 0 : 1).toArray();
    Images images = Images.of(new ImageShape(1, 1, 1), bytes);
    return new ImageSet("test", images, labels, List.of("dark", "light"), List.of());
  }

  @Test
  void samplesOfTheWrongClass_shouldTeachErrors() {
    ImageSet test = set(30, 40, 50, 60, 180, 190, 200, 210);
    Images samples = set(31, 41, 51, 61, 181, 191, 201, 211).images();

    // The two lightest are said to be dark; 200 has 201 and 210 has 211 next to it.
    double error = NeighbourTests.nearest(samples, new int[] {0, 0, 0, 0, 1, 1, 0, 0}, test);

    assertThat(error).isEqualTo(0.25);
  }

  @Test
  void classifiers_shouldStandBesideThoseTaughtByReals() {
    int[] pixels = IntStream.range(0, 200).map(i -> i % 2 * 150 + i / 4).toArray();
    ImageSet reals = set(pixels);
    int[] swapped = Arrays.stream(reals.labels()).map(label -> 1 - label).toArray();

    List<Score> scores =
        NeighbourTests.classifiers(reals.images(), swapped, new LabelledSplit(reals, reals, true));

    assertThat(scores).extracting(Score::name).containsExactly("neighbourError", "linearError");
    assertThat(scores).extracting(Score::value).containsExactly(1.0, 1.0);
    assertThat(scores).extracting(Score::floor).containsExactly(0.0, 0.0);
  }
}
