package org.dcgan4j.model;

import java.util.List;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import org.dcgan4j.compute.Backend;
import org.dcgan4j.config.DiscriminatorConfig;
import org.dcgan4j.config.DiscriminatorConfig.OutputKind;
import org.dcgan4j.layer.DataShape;
import org.dcgan4j.model.Gan.StepWorkspace;
import org.dcgan4j.model.Optimizer.Update;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/** The discriminator: examples to one answer each, a logit or a probability as configured. */
public final class Discriminator {
  private final ComputationGraph graph;
  private final DataShape input;
  private final OutputKind output;
  private final LayerChain layers;
  private final Optimizer optimizer;
  private final GradientPenalty penalty;
  private final Optional<SpectralNorm> spectralNorm;
  private final StepWorkspace memory;

  Discriminator(
      ComputationGraph graph,
      List<String> layers,
      DataShape input,
      DiscriminatorConfig config,
      StepWorkspace memory,
      Backend backend) {
    this.graph = graph;
    this.input = input;
    this.output = config.output();
    this.layers = new LayerChain(graph, layers);
    this.optimizer = new Optimizer(graph, config.optimizer(), config.fanIn(input), backend);
    this.penalty = new GradientPenalty(graph, this.layers, memory);
    this.spectralNorm =
        config.spectralNorm() ? Optional.of(new SpectralNorm(graph)) : Optional.empty();
    this.memory = memory;
  }

  /** The network itself, which ends in a probability. */
  public ComputationGraph graph() {
    return graph;
  }

  /**
   * The training pass up, with dropout. Inside the step's memory.
   *
   * @param examples {@code [N, C, H, W]}
   * @return {@code [N, 1]}, or a logit for each class, {@code [N, classes]}
   */
  public INDArray logits(INDArray examples) {
    return layers.forward(examples, true, memory.manager());
  }

  /**
   * The penalty {@code weight / 2 |dD/dx|^2}, mean over the examples of the last {@link #logits}.
   * Its gradient is added to that of the next {@link #learn}.
   *
   * @param picks 1 for the logit that judges each example, 0 for the others, of the logits' shape
   * @return the penalty, for who asks within the step's memory
   */
  public DoubleSupplier penalise(INDArray picks, double weight) {
    return penalty.compute(picks, weight);
  }

  /**
   * The pass down from the last {@link #logits} alone. Its gradient is added to that of the next
   * {@link #learn}.
   *
   * @param logitGradient the loss's gradient with respect to each logit, of their shape
   */
  public void keepGradient(INDArray logitGradient) {
    layers.backwardWeights(logitGradient, memory.manager());
    penalty.keep();
  }

  /**
   * The pass down from the last {@link #logits}, and one update of the parameters.
   *
   * @param logitGradient the loss's gradient with respect to each logit, of their shape
   * @param update which one it is
   */
  public void learn(INDArray logitGradient, Update update) {
    layers.backwardWeights(logitGradient, memory.manager());
    penalty.add();
    spectralNorm.ifPresentOrElse(
        norm -> norm.update(() -> optimizer.update(update)), () -> optimizer.update(update));
  }

  /** The normalisation of its weights, where the configuration asks for one. */
  public Optional<SpectralNorm> spectralNorm() {
    return spectralNorm;
  }

  /**
   * What it believes of examples, as in use, without dropout.
   *
   * @param examples {@code [count, length]}, one after the other
   * @return {@code [count]}, the probability that each is real
   */
  @SuppressWarnings("try") // the memory is entered, not used
  public float[] probabilities(float[] examples, int count) {
    DataType type = graph.params().dataType();
    try (MemoryWorkspace pass = memory.open()) {
      INDArray batch = Nd4j.createFromArray(examples).castTo(type);
      INDArray answers =
          layers.forward(batch.reshape('c', input.batch(count)), false, memory.manager());
      INDArray probabilities =
          output == OutputKind.LOGIT ? Transforms.sigmoid(answers, false) : answers;
      return probabilities.reshape(count).toFloatVector();
    }
  }

  /** The optimiser's state itself. */
  public INDArray optimizerState() {
    return optimizer.state();
  }
}
