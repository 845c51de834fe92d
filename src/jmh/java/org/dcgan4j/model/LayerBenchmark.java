package org.dcgan4j.model;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.dcgan4j.compute.BackendKind;
import org.dcgan4j.layer.DataShape;
import org.dcgan4j.layer.LayerSpec;
import org.dcgan4j.layer.NetworkBuilder;
import org.dcgan4j.layer.NetworkBuilder.LayerKit;
import org.dcgan4j.layer.NetworkBuilder.NetworkSpec;
import org.dcgan4j.layer.NetworkBuilder.Part;
import org.dcgan4j.model.Gan.StepWorkspace;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.NoOp;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One training pass up and down through a single layer, our own or the stock one, as a training
 * step drives it.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(
    value = 1,
    jvmArgsAppend = {
      "-Xmx1g",
      "-Dorg.bytedeco.javacpp.maxbytes=2g",
      "-Dorg.bytedeco.javacpp.maxphysicalbytes=4g"
    })
public class LayerBenchmark {
  private static final int BATCH = 64;

  /** The layers of the presets, at the places where they stand there. */
  public enum Place {
    CONV(DataShape.image(64, 14, 14), "conv 128 k4 s2 p1"),
    DECONV_STRIDED(DataShape.image(128, 7, 7), "deconv 64 k4 s2 p1"),
    DECONV_DENSE(DataShape.image(256, 7, 7), "deconv 128 k5 s1 p2"),
    BATCH_NORM_OF_VECTORS(DataShape.vector(12_544), "batch-norm"),
    BATCH_NORM_OF_IMAGES(DataShape.image(64, 14, 14), "batch-norm"),
    LEAKY_RELU_AND_DROPOUT(DataShape.image(64, 14, 14), "leaky-relu 0.2", "dropout 0.3");

    private final DataShape input;
    private final List<LayerSpec> layers;

    Place(DataShape input, String... layers) {
      this.input = input;
      this.layers = Stream.of(layers).map(LayerSpec::parse).toList();
    }

    private NetworkSpec part() {
      return new NetworkSpec("x", layers, false, 0.02, 0, new NoOp(), Part.LEARNING);
    }

    private DataShape output() {
      return DataShape.behind("layers", input, layers);
    }
  }

  @Param private LayerKit kit;
  @Param private Place layer;

  private final StepWorkspace memory = new StepWorkspace("layer");
  private LayerChain chain;
  private INDArray inputs;
  private INDArray gradients;
  private INDArray input;
  private INDArray gradient;

  /** Builds the layer. */
  @Setup
  public void build() {
    NetworkBuilder stack =
        new NetworkBuilder(
                kit, BackendKind.AUTO.choose(DataType.FLOAT), DataType.FLOAT, layer.input, 1)
            .add(layer.part());
    var graph = stack.build(null);
    graph.initGradientsView();
    chain = new LayerChain(graph, stack.names());
    inputs = Nd4j.randn(DataType.FLOAT, layer.input.batch(BATCH));
    gradients = Nd4j.randn(DataType.FLOAT, layer.output().batch(BATCH));
    input = inputs.dup('c');
    gradient = gradients.dup('c');
  }

  /** Layers may compute in place, so every pass gets its arrays anew, outside the time. */
  @Setup(Level.Invocation)
  public void refill() {
    input.assign(inputs);
    gradient.assign(gradients);
  }

  /** Both gradients: of the weights and of the input. */
  @Benchmark
  @SuppressWarnings("try") // the workspace is entered, not used
  public void forwardAndBackward() {
    try (MemoryWorkspace workspace = memory.open()) {
      chain.forward(input, true, memory.manager());
      chain.backward(gradient, memory.manager());
    }
  }
}
