package org.dcgan4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

class ImageBatchesTest {
  /** Image i has the pixels 6i to 6i + 5, so that 43 images show all 256 values. */
  private static final ImageSet IMAGES = counting(43, 2, 3);

  @Test
  void pixels_should_be_scaled_exactly() {
    assertThat(ImageBatches.scaled(0)).isEqualTo(-1f);
    assertThat(ImageBatches.scaled(255)).isEqualTo(1f);
    float[] out = new float[43 * 6];
    int[] order = new ImageBatches(IMAGES, 43, 1).fill(0, out);
    for (int i = 0; i < out.length; i++) {
      int pixel = (order[i / 6] * 6 + i % 6) & 0xFF;
      assertThat(out[i]).isEqualTo((float) (pixel / 127.5 - 1));
      assertThat(Math.round((out[i] + 1) * 127.5f)).isEqualTo(pixel);
    }
  }

  @Test
  void array_and_view_should_hold_what_the_floats_hold() {
    ImageBatches batches = new ImageBatches(IMAGES, 4, 1);
    float[] expected = new float[24];
    batches.fill(7, expected);

    INDArray whole = Nd4j.zeros(DataType.FLOAT, 12, 1, 2, 3);
    INDArray view = whole.get(NDArrayIndex.interval(4, 8));
    batches.fill(7, view);

    assertThat(view.dup().data().asFloat()).containsExactly(expected);
    assertThat(whole.get(NDArrayIndex.interval(0, 4)).sumNumber().doubleValue()).isZero();
    assertThat(whole.get(NDArrayIndex.interval(8, 12)).maxNumber().doubleValue()).isZero();
  }

  @Test
  void unfit_array_should_be_refused() {
    ImageBatches batches = new ImageBatches(IMAGES, 4, 1);
    INDArray wrongShape = Nd4j.zeros(DataType.FLOAT, 4, 2, 3);
    INDArray doubles = Nd4j.zeros(DataType.DOUBLE, 4, 1, 2, 3);
    INDArray gaps = Nd4j.zeros(DataType.FLOAT, 4, 1, 3, 2).permute(0, 1, 3, 2);
    for (INDArray out : List.of(wrongShape, doubles, gaps)) {
      assertThatThrownBy(() -> batches.fill(0, out))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("[4, 1, 2, 3]");
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
