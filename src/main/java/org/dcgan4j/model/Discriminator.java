package org.dcgan4j.model;

import java.util.List;
import org.dcgan4j.config.OptimizerConfig;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The discriminator: examples to one logit each, positive for what it takes for real. */
public final class Discriminator {
  private final ComputationGraph graph;
  private final LayerChain layers;
  private final Optimizer optimizer;
  private final StepMemory memory;

  Discriminator(
      ComputationGraph graph, List<String> layers, OptimizerConfig config, StepMemory memory) {
    this.graph = graph;
    this.layers = new LayerChain(graph, layers);
    this.optimizer = new Optimizer(graph, config);
    this.memory = memory;
  }

  /** The network itself, with a sigmoid on top of the logit. */
  public ComputationGraph graph() {
    return graph;
  }

  /**
   * The training pass up, with dropout. Inside the step's memory.
   *
   * @param examples {@code [N, C, H, W]}
   * @return {@code [N, 1]}
   */
  public INDArray logits(INDArray examples) {
    return layers.forward(examples, true, memory.manager());
  }

  /**
   * The pass down from the last {@link #logits}, and one update of the parameters.
   *
   * @param logitGradient the loss's gradient with respect to each logit, {@code [N, 1]}
   * @param update which one it is
   */
  public void learn(INDArray logitGradient, Update update) {
    layers.backwardWeights(logitGradient, memory.manager());
    optimizer.update(update);
  }

  /** The optimiser's state itself. */
  public INDArray optimizerState() {
    return optimizer.state();
  }
}
