package org.dcgan4j.data;

import static org.assertj.core.api.Assertions.assertThat;

import org.dcgan4j.config.DataConfig.Fit;
import org.junit.jupiter.api.Test;

class ResamplingTest {
  private static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }

  @Test
  void shrinking_shouldAverageAreas() {
    byte[] plane = bytes(0, 100, 200, 200, 100, 200, 200, 200, 10, 10, 0, 0, 10, 10, 0, 255);

    assertThat(Resampling.plane(plane, 4, 4, ImageShape.grey(2, 2), Fit.CROP))
        .isEqualTo(bytes(100, 200, 10, 64));
    assertThat(Resampling.plane(bytes(0, 90, 30), 1, 3, ImageShape.grey(1, 1), Fit.STRETCH))
        .isEqualTo(bytes(40));
    assertThat(
            Resampling.plane(
                bytes(0, 90, 30, 0, 90, 30, 0, 90, 30), 3, 3, ImageShape.grey(2, 2), Fit.CROP))
        .as("halves of the middle pixels count for both")
        .isEqualTo(bytes(30, 50, 30, 50));
  }

  @Test
  void growing_shouldInterpolate() {
    assertThat(Resampling.plane(bytes(0, 100, 0, 100), 2, 2, ImageShape.grey(4, 4), Fit.CROP))
        .startsWith(bytes(0, 25, 75, 100));
    assertThat(Resampling.plane(bytes(7), 1, 1, ImageShape.grey(8, 8), Fit.STRETCH))
        .containsOnly(7);
  }

  @Test
  void fit_shouldSayWhatBecomesOfTheLongerSide() {
    byte[] wide = bytes(1, 50, 60, 2, 1, 50, 60, 2);

    assertThat(Resampling.plane(wide, 2, 4, ImageShape.grey(2, 2), Fit.CROP))
        .isEqualTo(bytes(50, 60, 50, 60));
    assertThat(Resampling.plane(wide, 2, 4, ImageShape.grey(4, 4), Fit.PAD))
        .isEqualTo(bytes(0, 0, 0, 0, 1, 50, 60, 2, 1, 50, 60, 2, 0, 0, 0, 0));
    assertThat(Resampling.plane(wide, 2, 4, ImageShape.grey(2, 2), Fit.STRETCH))
        .isEqualTo(bytes(26, 31, 26, 31));
  }

  @Test
  void ownSize_shouldStayAsItIs() {
    byte[] plane = bytes(9, 8, 7, 6);
    assertThat(Resampling.plane(plane, 2, 2, ImageShape.grey(2, 2), Fit.PAD)).isSameAs(plane);
  }
}
