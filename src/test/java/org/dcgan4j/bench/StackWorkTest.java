package org.dcgan4j.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.dcgan4j.bench.StepWork.StackWork;
import org.dcgan4j.layer.DataShape;
import org.dcgan4j.layer.LayerSpec;
import org.junit.jupiter.api.Test;

class StackWorkTest {
  private static StackWork work(DataShape input, String... layers) {
    List<LayerSpec> specs = Stream.of(layers).map(LayerSpec::parse).toList();
    return StackWork.of(input, specs);
  }

  @Test
  void convolution_shouldCountEveryTapOfItsOutput() {
    // (9 + 2 - 3) / 2 + 1 = 5, (6 + 2 - 3) / 2 + 1 = 3
    StackWork work = work(DataShape.image(2, 9, 6), "conv 7 k3 s2 p1");
    assertThat(work.forward()).isEqualTo(5 * 3 * 7 * 3 * 3 * 2);
  }

  @Test
  void groups_shouldDivideTheTaps() {
    StackWork work = work(DataShape.image(32, 8, 8), "conv 64 k3 s1 p1 g4");
    assertThat(work.forward()).isEqualTo(8 * 8 * 64 * 3 * 3 * 8);
  }

  @Test
  void deconvolution_shouldCostWhatTheConvolutionItTransposesDoes() {
    StackWork up = work(DataShape.image(128, 7, 7), "deconv 64 k4 s2 p1");
    StackWork down = work(DataShape.image(64, 14, 14), "conv 128 k4 s2 p1");
    assertThat(up.forward()).isEqualTo(7 * 7 * 128 * 4 * 4 * 64).isEqualTo(down.forward());
  }

  @Test
  void inner_gradients_shouldLeaveOutTheFirstLayerWithWeights() {
    StackWork work =
        work(
            DataShape.vector(5),
            "dropout 0.5",
            "dense 3",
            "batch-norm",
            "leaky-relu 0.2",
            "dense 2");
    assertThat(work.forward()).isEqualTo(5 * 3 + 3 * 2);
    assertThat(work.weightGradients()).isEqualTo(5 * 3 + 3 * 2);
    assertThat(work.innerGradients()).isEqualTo(3 * 2);
    assertThat(work.inputGradients()).isEqualTo(5 * 3 + 3 * 2);
  }

  @Test
  void layersInsideOfOthers_shouldCount() {
    StackWork work = work(DataShape.vector(5), "dense 4", "residual[dense 3, relu, dense 4]");
    assertThat(work.forward()).isEqualTo(5 * 4 + 4 * 3 + 3 * 4);
  }

  @Test
  void large_networks_shouldNotOverflow() {
    StackWork work = work(DataShape.image(1024, 512, 512), "conv 1024 k5 s1 p2");
    assertThat(work.forward()).isEqualTo(512L * 512 * 1024 * 25 * 1024);
  }
}
