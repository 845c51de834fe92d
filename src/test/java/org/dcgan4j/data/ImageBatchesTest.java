package org.dcgan4j.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ImageBatchesTest {
  /** Image i has the pixels 6i to 6i + 5, so that 43 images show all 256 values. */
  private static final ImageSet IMAGES = counting(43, 2, 3);

  @Test
  void pixels_should_be_scaled_exactly() {
    assertThat(ImageBatches.scaled(0)).isEqualTo(-1f);
    assertThat(ImageBatches.scaled(255)).isEqualTo(1f);
    float[] out = new float[43 * 6];
    new ImageBatches(IMAGES, 43, 1).fill(0, out);
    int[] order = new ShuffledBatches(43, 43, 1).indices(0);
    for (int i = 0; i < out.length; i++) {
      int pixel = (order[i / 6] * 6 + i % 6) & 0xFF;
      assertThat(out[i]).isEqualTo((float) (pixel / 127.5 - 1));
      assertThat(Math.round((out[i] + 1) * 127.5f)).isEqualTo(pixel);
    }
  }

  private static ImageSet counting(int count, int height, int width) {
    byte[] pixels = new byte[count * height * width];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) i;
    }
    return new ImageSet("counting", height, width, pixels, new int[0], List.of(), List.of());
  }
}
