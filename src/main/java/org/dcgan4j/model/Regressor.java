package org.dcgan4j.model;

import java.util.List;
import org.dcgan4j.config.Config;
import org.dcgan4j.layer.Clip;
import org.dcgan4j.layer.LayerKit;
import org.dcgan4j.layer.LayerSpec;
import org.dcgan4j.layer.NetworkBuilder;
import org.dcgan4j.layer.NetworkSpec;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A copy of the discriminator, without a clip at its end, that learns numbers. It has parameters
 * and an optimiser of its own.
 */
public final class Regressor {
  private final ComputationGraph graph;
  private final LayerChain layers;
  private final Optimizer optimizer;
  private final StepWorkspace memory;

  /** A copy of a GAN's discriminator, which learns as the configuration's pre-training says. */
  public Regressor(Config config, Gan gan) {
    INDArray parameters = gan.discriminator().graph().params();
    NetworkBuilder stack =
        new NetworkBuilder(
                LayerKit.FAST, gan.backend(), parameters.dataType(), gan.generator().output(), 0)
            .add(
                new NetworkSpec(
                    "d",
                    unclipped(config.discriminator().layers()),
                    config.discriminator().initStd(),
                    config.discriminator().initBias(),
                    Optimizer.updaterOf(config.pretraining().optimizer()),
                    false));
    this.graph = stack.build(parameters.dup());
    this.layers = new LayerChain(graph, stack.names());
    this.optimizer = new Optimizer(graph, config.pretraining().optimizer(), gan.backend());
    this.memory = gan.memory();
  }

  private static List<LayerSpec> unclipped(List<LayerSpec> layers) {
    int last = layers.size() - 1;
    return layers.get(last) instanceof Clip ? layers.subList(0, last) : layers;
  }

  /**
   * The training pass up. Inside the step's memory.
   *
   * @param examples {@code [N, n]}
   * @return {@code [N, 1]}
   */
  public INDArray answers(INDArray examples) {
    return layers.forward(examples, true, memory.manager());
  }

  /** The pass down from the last {@link #answers}, and one update of the parameters. */
  public void learn(INDArray gradient, Update update) {
    layers.backwardWeights(gradient, memory.manager());
    optimizer.update(update);
  }

  /** The parameters themselves, in the order of the discriminator's. */
  public INDArray parameters() {
    return graph.params();
  }
}
