package org.dcgan4j.compute;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.dcgan4j.compute.Backend.Geometry;
import org.dcgan4j.compute.Backend.Linear;
import org.dcgan4j.compute.Backend.Weights;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What one thread made runs on others, which never made any operation, or smaller ones. */
class OneDnnThreadsTest {

  @ParameterizedTest
  @EnumSource(names = {"FAST", "BF16"})
  void operations_shouldGiveTheSameOnEveryThread(BackendKind kind) {
    for (Geometry geometry :
        List.of(
            new Geometry(4, 2, 1, false, 1),
            new Geometry(5, 1, 2, false, 1),
            new Geometry(3, 2, 1, true, 1))) {
      for (int[] size : new int[][] {{1, 3, 5}, {33, 7, 9}, {8, 64, 48}}) {
        int few = geometry.transposed() ? size[2] : size[1];
        Linear layer = kind.choose(DataType.FLOAT).convolution(geometry, few);
        List<INDArray> here = passes(layer, geometry, size);
        Executor fresh = task -> new Thread(task).start();
        CompletableFuture<List<INDArray>> there =
            CompletableFuture.supplyAsync(
                () -> {
                  Linear other = kind.choose(DataType.FLOAT).convolution(geometry, 2);
                  passes(other, geometry, 1, 2, 2);
                  return passes(layer, geometry, size);
                },
                fresh);
        assertThat(there.join()).isEqualTo(here);
        assertThat(CompletableFuture.supplyAsync(() -> passes(layer, geometry, size), fresh).join())
            .isEqualTo(here);
      }
    }
  }

  /** Output, and the gradients of input, weights and bias; size is examples, channels in, out. */
  private static List<INDArray> passes(Linear layer, Geometry geometry, int... size) {
    long side = geometry.made(11);
    int k = geometry.kernel();
    INDArray x = LayerRig.numbers(1, DataType.FLOAT, size[0], size[1], 11, 11);
    INDArray gradient = LayerRig.numbers(2, DataType.FLOAT, size[0], size[2], side, side);
    long[] shape =
        geometry.transposed()
            ? new long[] {size[1], size[2], k, k}
            : new long[] {size[2], size[1], k, k};
    Weights own =
        new Weights(
            LayerRig.numbers(3, DataType.FLOAT, shape),
            LayerRig.numbers(4, DataType.FLOAT, 1, size[2]));
    List<INDArray> made = new ArrayList<>();
    made.add(gradient.like());
    layer.forward(x, own, made.get(0));
    made.add(x.like());
    layer.backwardData(gradient, own, made.get(1));
    Weights learned = new Weights(own.weights().like(), own.bias().like());
    layer.backwardWeights(x, gradient, own, learned);
    made.add(learned.weights());
    made.add(learned.bias());
    return made;
  }
}
