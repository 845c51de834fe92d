package org.dcgan4j.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.config.Config;
import org.dcgan4j.data.ImageSet;
import org.dcgan4j.data.ImageShape;
import org.dcgan4j.data.Images;
import org.dcgan4j.layer.DataShape;
import org.dcgan4j.model.Gan;
import org.dcgan4j.model.SmallGan;
import org.junit.jupiter.api.Test;

class PooledFeaturesTest {

  private static float[] counting(int length) {
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = i;
    }
    return values;
  }

  @Test
  void eightByEight_shouldGiveTheGreatestOfEachTwoByTwo() {
    float[] pooled = PooledFeatures.pool(counting(64), 1, DataShape.image(1, 8, 8));

    assertThat(pooled).hasSize(16).startsWith(9, 11, 13, 15, 25).endsWith(63);
  }

  /** Of seven: 0 to 1, 1 to 3, 3 to 5, 5 to 6. */
  @Test
  void sevenBySeven_shouldShareRowsBetweenCells() {
    float[] pooled = PooledFeatures.pool(counting(2 * 49), 1, DataShape.image(2, 7, 7));

    assertThat(pooled).hasSize(32).startsWith(8, 10, 12, 13, 22);
    assertThat(pooled[16]).isEqualTo(49 + 8);
  }

  @Test
  void smallerThanTheGrid_shouldStayAsItIs() {
    assertThat(PooledFeatures.pool(counting(12), 2, DataShape.image(1, 3, 2)))
        .isEqualTo(counting(12));
    assertThat(PooledFeatures.pool(counting(6), 2, DataShape.vector(3))).isEqualTo(counting(6));
  }

  private static PooledFeatures features(String... overrides) {
    Config config = SmallGan.config(overrides);
    return new PooledFeatures(Gan.create(config, Gan.shapeOf(config)), config);
  }

  private static Images images(int count) {
    byte[] pixels = new byte[64 * count];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (i * 37 % 251);
    }
    return Images.of(new ImageShape(1, 8, 8), pixels);
  }

  @Test
  void features_shouldNotDependOnTheBatch() {
    PooledFeatures features = features();

    float[] all = features.of(images(300)).values();

    assertThat(features.width()).isEqualTo(4 * 16 + 8 * 4);
    assertThat(features.layers()).containsExactly("d.conv1 4x4x4", "d.conv2 8x2x2");
    assertThat(Arrays.copyOfRange(all, 299 * 96, 300 * 96))
        .isEqualTo(features.of(images(300).range(299, 300)).values());
  }

  @Test
  void normalised_shouldHaveALengthOfOneOverTheChannelsOfACell() {
    PooledFeatures features = features();
    float[] plain = features.of(images(3)).values();
    float[] normalised = features.normalised(images(3)).values();

    // 4x4x4 and 8x2x2, side by side, of each of three images.
    for (int[] layer : new int[][] {{0, 4, 16}, {64, 8, 4}}) {
      for (int cell = 0; cell < 3 * layer[2]; cell++) {
        int first = cell / layer[2] * 96 + layer[0] + cell % layer[2];
        double square = 0;
        for (int c = 0; c < layer[1]; c++) {
          square += Math.pow(Math.max(0, plain[first + c * layer[2]]), 2);
        }
        for (int c = 0; c < layer[1]; c++) {
          int at = first + c * layer[2];
          double lit = Math.max(0, plain[at]);
          assertThat(normalised[at])
              .isCloseTo((float) (square > 0 ? lit / Math.sqrt(square) : 0), within(1e-6f));
        }
      }
    }
  }

  @Test
  void normalised_shouldLeaveNothingWhereNothingIsLit() {
    float[] values = {7, -1, 3, -2, 0, -3, 4};

    PooledFeatures.normalise(values, 1, 3, 2, 0);
    assertThat(values).containsExactly(7, 0, 3, 0, 0, 0, 4);

    PooledFeatures.normalise(values, 2, 2, 4, 0);
    assertThat(values).containsExactly(7, 0, 0.6f, 0, 0, 0, 0.8f);

    float[] signed = {3, -4};
    PooledFeatures.normalise(signed, 0, 2, 1, Float.NEGATIVE_INFINITY);
    assertThat(signed).containsExactly(0.6f, -0.8f);
  }

  @Test
  void pixels_shouldBeInTheRangeOfTheTraining() {
    assertThat(features("data.pixelRange=unit").scaled(images(1), 0, 1)[1]).isEqualTo(37 / 255f);
    assertThat(features().scaled(images(1), 0, 1)[0]).isEqualTo(-1);
  }

  @Test
  void logitsAlone_shouldBeRefused() {
    assertThatThrownBy(() -> features("discriminator.layers=dense 1"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("no layer below its logits");
  }

  @Test
  void stratified_shouldTakeAsManyOfEachClassAsThereAre() {
    // 90 of the first, 7 of the second, 3 of the third.
    int[] labels = IntStream.range(0, 100).map(i -> i < 90 ? 0 : i < 97 ? 1 : 2).toArray();
    ImageSet set =
        new ImageSet(
            "test", images(100), labels, java.util.List.of("a", "b", "c"), java.util.List.of());

    int[] chosen = Probe.stratified(set, 20, 1);

    int[] counts = new int[3];
    Arrays.stream(chosen).forEach(i -> counts[labels[i]]++);
    assertThat(counts).containsExactly(10, 7, 3);
    assertThat(chosen).doesNotHaveDuplicates().isEqualTo(Probe.stratified(set, 20, 1));
    assertThat(chosen).isNotEqualTo(Probe.stratified(set, 20, 2));
  }

  @Test
  void signedNumbers_shouldHaveGreyInTheirMiddle() {
    byte[] pixels = new byte[4];

    FeaturePictures.paint(new float[] {9, 0, -2, 1}, 1, 3, pixels, 1);

    assertThat(pixels).containsExactly(0, (byte) 128, 0, (byte) 191);
  }
}
