package org.dcgan4j.model;

import java.util.List;
import org.dcgan4j.compute.Backend;
import org.dcgan4j.compute.BackendKind;
import org.dcgan4j.config.OptimizerConfig;
import org.dcgan4j.layer.DataShape;
import org.dcgan4j.layer.LayerKit;
import org.dcgan4j.layer.LayerSpec;
import org.dcgan4j.layer.NetworkBuilder;
import org.dcgan4j.layer.NetworkSpec;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A network of our layers that ends in logits and is trained on its own, beside a GAN: a
 * classifier. What the layer below the logits gives are its features.
 */
public final class LogitNetwork {
  private final ComputationGraph graph;
  private final LayerChain body;
  private final LayerChain top;
  private final OptimizerConfig config;
  private final Optimizer optimizer;
  private final StepWorkspace learning = new StepWorkspace("classifier");
  private final StepWorkspace reading = new StepWorkspace("classifier-reading");

  /** The loss's gradient with respect to logits {@code [N, classes]}, one row after the other. */
  @FunctionalInterface
  public interface Loss {
    float[] gradient(float[] logits);
  }

  /**
   * What comes out of the upper two layers.
   *
   * @param features {@code [N, features]}
   * @param logits {@code [N, classes]}
   */
  public record Output(float[] features, float[] logits) {}

  /**
   * @param layers the last one makes the logits
   * @param initStd the standard deviation of its initial weights
   */
  public LogitNetwork(
      DataShape input, List<LayerSpec> layers, double initStd, OptimizerConfig config, long seed) {
    NetworkSpec part = new NetworkSpec("c", layers, initStd, 0, Optimizer.updaterOf(config), false);
    Backend backend = BackendKind.AUTO.choose(DataType.FLOAT);
    NetworkBuilder stack =
        new NetworkBuilder(LayerKit.FAST, backend, DataType.FLOAT, input, seed).add(part);
    List<String> names = stack.addProbability(true).names();
    this.graph = stack.build(null);
    this.body = new LayerChain(graph, names.subList(0, names.size() - 1));
    this.top = new LayerChain(graph, names.subList(names.size() - 1, names.size()));
    this.config = config;
    this.graph.initGradientsView();
    this.optimizer = new Optimizer(graph, config, backend);
  }

  /**
   * One step of training.
   *
   * @param examples {@code [N, …]}, one after the other
   * @param step from 0
   * @param steps of the whole training
   */
  @SuppressWarnings("try") // the memory is entered, not used
  public void learn(float[] examples, long[] shape, Loss loss, int step, int steps) {
    try (MemoryWorkspace memory = learning.open()) {
      INDArray x = Nd4j.createFromArray(examples).reshape('c', shape);
      INDArray logits =
          top.forward(body.forward(x, true, learning.manager()), true, learning.manager());
      float[] gradient = loss.gradient(floats(logits));
      INDArray epsilon = Nd4j.createFromArray(gradient).reshape('c', logits.shape());
      body.backwardWeights(top.backward(epsilon, learning.manager()), learning.manager());
      optimizer.update(Update.of(config, step, steps, 1));
    }
  }

  /**
   * Reads examples as in use, without dropout.
   *
   * @param examples {@code [N, …]}, one after the other
   */
  @SuppressWarnings("try") // the memory is entered, not used
  public Output read(float[] examples, long... shape) {
    try (MemoryWorkspace memory = reading.open()) {
      INDArray x = Nd4j.createFromArray(examples).reshape('c', shape);
      INDArray features = body.forward(x, false, reading.manager());
      float[] copied = floats(features);
      return new Output(copied, floats(top.forward(features, false, reading.manager())));
    }
  }

  private static float[] floats(INDArray array) {
    return array.dup('c').data().asFloat();
  }

  /** All parameters themselves, {@code [1, n]}. */
  public INDArray parameters() {
    return graph.params();
  }
}
