package org.dcgan4j.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.dcgan4j.data.ImageShape;
import org.dcgan4j.data.Images;
import org.junit.jupiter.api.Test;

class NearestImagesTest {

  @Test
  void distances_shouldBeRootMeanSquaresToTheNearest() {
    byte full = (byte) 255;
    Images training = images(4, (byte) 0, (byte) 0, (byte) 0, (byte) 0, full, full, full, full);
    Images images = images(4, full, full, full, (byte) 204, full, (byte) 0, (byte) 0, (byte) 0);

    NearestImages nearest = NearestImages.of(images, training);

    assertThat(nearest.indices()).containsExactly(1, 0);
    assertThat(nearest.distances()).containsExactly(0.1, 0.5);
    assertThat(nearest.mean()).isEqualTo(0.3);
    assertThat(nearest.shareBelow(0.3)).isEqualTo(0.5);
  }

  @Test
  void colours_shouldCountAllChannels() {
    ImageShape shape = new ImageShape(3, 1, 1);
    Images training = Images.of(shape, new byte[] {0, 0, 0, 0, 0, 51});

    NearestImages nearest = NearestImages.of(Images.of(shape, new byte[] {0, 0, 102}), training);

    assertThat(nearest.indices()).containsExactly(1);
    assertThat(nearest.distances()[0]).isCloseTo(0.2 / Math.sqrt(3), within(1e-12));
  }

  @Test
  void largeImages_shouldBeLookedUpReducedAndMeasuredWhole() {
    ImageShape shape = new ImageShape(3, 65, 40);
    byte[] pixels = new byte[30 * shape.pixels()];
    new Random(2).nextBytes(pixels);
    Images training = Images.of(shape, pixels);
    byte[] nearly = training.image(17);
    nearly[0] ^= (byte) 0x80;

    NearestImages nearest = NearestImages.of(Images.of(shape, nearly), training);

    assertThat(nearest.indices()).containsExactly(17);
    assertThat(nearest.distances()[0])
        .isCloseTo(128 / 255.0 / Math.sqrt(shape.pixels()), within(1e-12));
  }

  @Test
  void points_shouldBeMeansOfSquaresOfPixels() {
    byte[] pixels = {0, 51, 102, 51, 0, 51};

    Points points = Points.ofPixels(Images.of(ImageShape.grey(2, 3), pixels), 2);

    assertThat(points.values()).containsExactly(0.1f, 0.3f);
  }

  @Test
  void copies_shouldBeExactlyAtNothing() {
    Images training = noise(20_000, 30);

    NearestImages nearest = NearestImages.of(training.range(16_200, 16_700), training);

    assertThat(nearest.distances()).containsOnly(0);
    assertThat(nearest.indices()).startsWith(16_200, 16_201).endsWith(16_699);
  }

  @Test
  void image_shouldPassOverItself() {
    Images training = noise(3000, 30);
    int[] self = {7, 2999};

    double[] found = NearestImages.of(training.select(self), training, self).distances();

    double[] expected =
        Arrays.stream(self)
            .mapToDouble(
                i ->
                    java.util.stream.IntStream.range(0, 3000)
                        .filter(j -> j != i)
                        .mapToDouble(j -> NearestImages.distance(training, i, training, j))
                        .min()
                        .orElseThrow())
            .toArray();
    assertThat(found).containsExactly(expected, within(1e-9));
  }

  @Test
  void quantile_shouldCountFromTheNearest() {
    NearestImages nearest = new NearestImages(new int[4], new double[] {2, 4, 3, 1});

    assertThat(nearest.quantile(0)).isEqualTo(1);
    assertThat(nearest.quantile(0.5)).isEqualTo(3);
    assertThat(nearest.quantile(1)).isEqualTo(4);
  }

  @Test
  void imagesThatEqualOthers_shouldBeNoScale() {
    NearestImages nearest = new NearestImages(new int[6], new double[] {0, 4, 0, 3, 2, 1});

    assertThat(nearest.quantileOfUnequal(0)).isEqualTo(1);
    assertThat(nearest.quantileOfUnequal(0.5)).isEqualTo(3);
    assertThat(nearest.shareBelow(nearest.quantileOfUnequal(0))).isCloseTo(1 / 3.0, within(1e-12));
    NearestImages copies = new NearestImages(new int[2], new double[2]);
    assertThat(copies.shareBelow(copies.quantileOfUnequal(0.05))).isEqualTo(1);
  }

  private static Images images(int pixels, byte... values) {
    return Images.of(ImageShape.grey(1, pixels), values);
  }

  private static Images noise(int count, int pixels) {
    byte[] values = new byte[count * pixels];
    new Random(1).nextBytes(values);
    return images(pixels, values);
  }
}
