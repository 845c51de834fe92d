package org.dcgan4j.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class NearestImagesTest {

  @Test
  void distances_shouldBeRootMeanSquaresToTheNearest() {
    Points training = new Points(2, 4, new float[] {0, 0, 0, 0, 1, 1, 1, 1});
    Points images = new Points(2, 4, new float[] {1, 0, 0, 0, 1, 1, 1, 0.5f});

    NearestImages nearest = NearestImages.of(images, training);

    assertThat(nearest.distances()).containsExactly(0.25, 0.5);
    assertThat(nearest.mean()).isEqualTo(0.375);
    assertThat(nearest.shareBelow(0.3)).isEqualTo(0.5);
  }

  @Test
  void copies_shouldBeExactlyAtNothing() {
    Points training = Clouds.normal(5000, 30, 10, 0.1, 1);

    assertThat(NearestImages.of(training.range(4000, 4500), training).distances()).containsOnly(0);
  }

  @Test
  void image_shouldPassOverItself() {
    Points training = Clouds.normal(3000, 30, 10, 0.1, 1);
    int[] self = {7, 2999};

    double[] found = NearestImages.of(training.at(self), training, self).distances();

    double[] expected =
        Arrays.stream(self)
            .mapToDouble(
                i ->
                    java.util.stream.IntStream.range(0, 3000)
                        .filter(j -> j != i)
                        .mapToDouble(j -> training.squaredDistance(i, training, j))
                        .min()
                        .orElseThrow())
            .map(d -> Math.sqrt(d / 30))
            .sorted()
            .toArray();
    assertThat(found).containsExactly(expected, within(1e-9));
  }

  @Test
  void quantile_shouldCountFromTheNearest() {
    NearestImages nearest = new NearestImages(new double[] {1, 2, 3, 4});

    assertThat(nearest.quantile(0)).isEqualTo(1);
    assertThat(nearest.quantile(0.5)).isEqualTo(3);
    assertThat(nearest.quantile(1)).isEqualTo(4);
  }
}
