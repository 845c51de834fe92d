package org.dcgan4j.model;

import java.util.List;
import org.dcgan4j.compute.Backend;
import org.dcgan4j.config.OptimizerConfig;
import org.dcgan4j.layer.DataShape;
import org.dcgan4j.layer.LayerSpec;
import org.dcgan4j.layer.NetworkBuilder;
import org.dcgan4j.layer.NetworkBuilder.LayerKit;
import org.dcgan4j.layer.NetworkBuilder.NetworkSpec;
import org.dcgan4j.layer.NetworkBuilder.Part;
import org.dcgan4j.model.Gan.StepWorkspace;
import org.dcgan4j.model.Optimizer.Update;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A network of our layers that is trained on its own, beside a GAN: a classifier, whose top layer
 * makes logits of the features below it, or a copy of the discriminator that learns numbers.
 */
public final class LogitNetwork {
  private final ComputationGraph graph;
  private final LayerChain layers;
  private final LayerChain body;
  private final LayerChain top;
  private final DataType type;
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
      DataShape input,
      List<LayerSpec> layers,
      double initStd,
      OptimizerConfig config,
      long seed,
      Backend backend,
      DataType type) {
    NetworkSpec part =
        new NetworkSpec("c", layers, false, initStd, 0, Optimizer.updaterOf(config), Part.LEARNING);
    NetworkBuilder stack = new NetworkBuilder(LayerKit.FAST, backend, type, input, seed).add(part);
    List<String> names = stack.addProbability(true).names();
    int last = names.size() - 1;
    this.graph = stack.build(null);
    this.layers = new LayerChain(graph, names);
    this.body = new LayerChain(graph, names.subList(0, last));
    this.top = new LayerChain(graph, names.subList(last, last + 1));
    this.type = type;
    this.optimizer = new Optimizer(graph, config, DataShape.fanIn(input, layers), backend);
  }

  /**
   * One step of training.
   *
   * @param examples {@code [N, …]}, one after the other
   */
  @SuppressWarnings("try") // the memory is entered, not used
  public void learn(float[] examples, long[] shape, Loss loss, Update update) {
    try (MemoryWorkspace memory = learning.open()) {
      INDArray logits = layers.forward(array(examples, shape), true, learning.manager());
      float[] gradient = loss.gradient(floats(logits));
      layers.backwardWeights(array(gradient, logits.shape()), learning.manager());
      optimizer.update(update);
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
      INDArray features = body.forward(array(examples, shape), false, reading.manager());
      float[] copied = floats(features);
      return new Output(copied, floats(top.forward(features, false, reading.manager())));
    }
  }

  private INDArray array(float[] values, long... shape) {
    return Nd4j.createFromArray(values).reshape('c', shape).castTo(type);
  }

  private static float[] floats(INDArray array) {
    return array.dup('c').data().asFloat();
  }

  /** All parameters themselves, {@code [1, n]}. */
  public INDArray parameters() {
    return graph.params();
  }
}
