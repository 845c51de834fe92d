package org.dcgan4j.layer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.dcgan4j.compute.BackendKind;
import org.dcgan4j.layer.NetworkBuilder.LayerKit;
import org.dcgan4j.layer.NetworkBuilder.NetworkSpec;
import org.dcgan4j.layer.NetworkBuilder.Part;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.NoOp;

/** What each kind says of itself, against the DL4J layers that it makes. */
class EveryLayerTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2x6x6 | conv 3 k4 s2 p1",
        "4x6x6 | conv 6 k3 s1 p1 g2",
        "2x6x6 | deconv 3 k5 s3 p0",
        "2x6x6 | residual[down, up]",
        "2x6x6 | batch-norm",
        "12 | batch-norm",
        "2x6x6 | minibatch-std 4",
        "2x6x6 | residual[minibatch-std 4, conv 2 k3 s1 p1]",
        "2x6x6 | dense 7",
        "12 | dense 7",
        "12 | reshape 3x2x2",
        "12 | leaky-relu 0.1",
        "12 | tanh",
        "12 | dropout 0.2",
        "12 | scale 2",
        "12 | clip -3 1",
        "2x6x6 | residual[batch-norm, relu, conv 2 k3 s1 p1, residual[conv 2 k1 s1 p0]]"
      })
  void parameters_shouldBeThoseOfItsLayersInBothKits(String input, String text) {
    DataShape in =
        new DataShape(Arrays.stream(input.split("x")).mapToInt(Integer::parseInt).toArray());
    LayerSpec layer = LayerSpec.parse(text);

    ComputationGraph fast = network(LayerKit.FAST, in, layer);
    ComputationGraph stock = network(LayerKit.STOCK, in, layer);

    assertThat(learned(fast)).isEqualTo(layer.parameters(in));
    assertThat(List.copyOf(stock.paramTable().keySet()))
        .as("the same order")
        .isEqualTo(List.copyOf(fast.paramTable().keySet()));
  }

  private static long learned(ComputationGraph network) {
    return network.paramTable().entrySet().stream()
        .filter(parameter -> !parameter.getKey().matches(".*_(mean|var)"))
        .mapToLong(parameter -> parameter.getValue().length())
        .sum();
  }

  private static ComputationGraph network(LayerKit kit, DataShape in, LayerSpec layer) {
    NetworkSpec spec =
        new NetworkSpec("x", List.of(layer), false, 0.1, 0, new NoOp(), Part.LEARNING);
    return new NetworkBuilder(kit, BackendKind.AUTO.choose(DataType.FLOAT), DataType.FLOAT, in, 1)
        .add(spec)
        .build(null);
  }
}
