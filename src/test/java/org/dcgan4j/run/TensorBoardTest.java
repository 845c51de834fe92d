package org.dcgan4j.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.tensorflow.framework.HistogramProto;

/** What a run writes is read in {@code TensorBoardRunTest}. */
class TensorBoardTest {
  @Test
  void histogram_shouldCountEveryValueOnce() throws Exception {
    float[] values = new float[1000];
    for (int i = 0; i < values.length; i++) {
      values[i] = i / 999f * 4 - 1;
    }

    HistogramProto made = read(values);

    assertThat(made.getMin()).isEqualTo(-1);
    assertThat(made.getMax()).isEqualTo(3);
    assertThat(made.getNum()).isEqualTo(1000);
    assertThat(made.getSum()).isCloseTo(1000, within(0.01));
    assertThat(made.getSumSquares()).isCloseTo(1000 * (1 + 4 * 4 / 12.0), within(3.0));
    assertThat(made.getBucketList()).hasSize(40).allMatch(count -> count == 25);
    assertThat(made.getBucketLimitList()).isSorted().endsWith(3.0);
  }

  @Test
  void histogramOfEqualValues_shouldHaveOneBucketWithAll() throws Exception {
    HistogramProto made = read(7, 7, 7);

    assertThat(made.getBucketList()).containsOnlyOnce(3.0);
    assertThat(made.getBucketLimitList()).containsOnly(7.0);
  }

  private static HistogramProto read(float... values) throws Exception {
    return HistogramProto.parseFrom(TensorBoard.histogram(values).toBytes());
  }
}
