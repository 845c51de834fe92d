package org.dcgan4j.model;

import java.util.List;
import org.dcgan4j.model.Gan.StepWorkspace;
import org.dcgan4j.model.Optimizer.Update;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The generator with the frozen discriminator stacked on top. Its parameters are the generator's
 * and the discriminator's own, the same memory; its gradients of the generator are the generator's.
 * Of the discriminator it reads the parameters and nothing else: it has no updater, and only the
 * generator's is applied.
 *
 * <p>A pass up goes in two halves, so that the discriminator can learn from the same fakes in
 * between.
 */
public final class AdversarialGraph {
  private final ComputationGraph graph;
  private final LayerChain generator;
  private final LayerChain frozenDiscriminator;
  private final Optimizer generatorOptimizer;
  private final StepWorkspace memory;

  AdversarialGraph(
      ComputationGraph graph,
      List<String> generatorLayers,
      List<String> discriminatorLayers,
      Optimizer generatorOptimizer,
      StepWorkspace memory) {
    this.graph = graph;
    this.generator = new LayerChain(graph, generatorLayers);
    this.frozenDiscriminator = new LayerChain(graph, discriminatorLayers);
    this.generatorOptimizer = generatorOptimizer;
    this.memory = memory;
  }

  /** The stacked network itself. */
  public ComputationGraph graph() {
    return graph;
  }

  /**
   * The training pass through the generator. Inside the step's memory.
   *
   * @param latents {@code [N, size]}, with the one-hot classes behind them if there are any
   * @return {@code [N, C, H, W]} in [-1, 1]
   */
  public INDArray fakes(INDArray latents) {
    return generator.forward(latents, true, memory.manager());
  }

  /**
   * The pass on through the frozen discriminator, with dropout.
   *
   * @param fakes what the last {@link #fakes} returned, or what was made of it
   * @return {@code [N, 1]}, or a logit for each class, {@code [N, classes]}
   */
  public INDArray logits(INDArray fakes) {
    return frozenDiscriminator.forward(fakes, true, memory.manager());
  }

  /**
   * The pass down from the last {@link #logits} through the frozen discriminator.
   *
   * @param logitGradient the loss's gradient with respect to each logit, of their shape
   * @return the loss's gradient with respect to what {@link #logits} was given, of its shape
   */
  public INDArray fakesGradient(INDArray logitGradient) {
    return frozenDiscriminator.backward(logitGradient, memory.manager());
  }

  /**
   * The pass down from the last {@link #fakes}, and one update of the generator.
   *
   * @param fakesGradient the loss's gradient with respect to the fakes, of their shape
   */
  public void learn(INDArray fakesGradient, Update update) {
    generatorGradient(fakesGradient);
    generatorOptimizer.update(update);
  }

  /** The pass down alone: writes the generator's gradients. */
  void generatorGradient(INDArray fakesGradient) {
    generator.backwardWeights(fakesGradient, memory.manager());
  }

  /** The state itself of the generator's optimiser. */
  public INDArray optimizerState() {
    return generatorOptimizer.state();
  }
}
