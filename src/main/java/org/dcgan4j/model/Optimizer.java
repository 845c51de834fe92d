package org.dcgan4j.model;

import java.util.List;
import org.dcgan4j.compute.Backend;
import org.dcgan4j.compute.Backend.AdamStep;
import org.dcgan4j.compute.Backend.DescentStep;
import org.dcgan4j.compute.Backend.Part;
import org.dcgan4j.config.OptimizerConfig;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.updater.UpdaterBlock;
import org.deeplearning4j.nn.updater.graph.ComputationGraphUpdater;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.learning.config.Sgd;

/** Applies a network's gradients to its parameters, with the state of DL4J's own updater. */
public final class Optimizer {
  private final OptimizerConfig config;
  private final Backend backend;
  private final ComputationGraphUpdater updater;
  private final Part whole;
  private final List<Part> parts;
  private final GradientClip clip;
  private final double scale;

  /**
   * @param fanIn inputs to one output of the network's layers, at most
   */
  Optimizer(ComputationGraph network, OptimizerConfig config, double fanIn, Backend backend) {
    this.scale = config.scale(fanIn);
    this.backend = backend;
    this.config = config;
    this.updater = network.getUpdater();
    this.whole = new Part(flat(network.params()), flat(gradientsOf(network)), null, true);
    this.parts = updater.getUpdaterBlocks().stream().map(this::part).toList();
    List<INDArray> learned = parts.stream().filter(Part::isLearned).map(Part::gradients).toList();
    this.clip = new GradientClip(config.clipNorm(), backend, learned);
  }

  /** The updater's own view; {@code ComputationGraphUpdater} shows it from M2.1 on only. */
  private static INDArray gradientsOf(ComputationGraph network) {
    if (network.getGradientsViewArray() == null) {
      network.initGradientsView();
    }
    return network.getGradientsViewArray();
  }

  private static INDArray flat(INDArray array) {
    return array.reshape(array.length());
  }

  static IUpdater updaterOf(OptimizerConfig config) {
    // The rate is set anew in each update.
    double rate = config.learningRate().at(0, Double.POSITIVE_INFINITY);
    if (config instanceof OptimizerConfig.Adam adam) {
      return new Adam(rate, adam.beta1(), adam.beta2().from(), adam.epsilon());
    }
    return config instanceof OptimizerConfig.Momentum momentum
        ? new Nesterovs(rate, momentum.momentum())
        : new Sgd(rate);
  }

  /** One update of all parameters from the network's gradient views. */
  void update(Update update) {
    if (config.clipNorm() > 0) {
      clip.apply();
    }
    double rate = scale * update.learningRate();
    if (config instanceof OptimizerConfig.Adam adam) {
      backend.adam(
          new AdamStep(rate, adam.beta1(), update.beta2(adam), adam.epsilon(), update.number()),
          whole,
          parts);
    } else if (config instanceof OptimizerConfig.Momentum momentum) {
      descend(new DescentStep(rate, momentum.momentum(), momentum.nesterov()), true);
    } else {
      descend(new DescentStep(rate, 0, false), false);
    }
  }

  private void descend(DescentStep step, boolean hasState) {
    for (Part part : parts) {
      backend.descend(
          part.isLearned() ? step : DescentStep.MOVED,
          part.parameters(),
          part.gradients(),
          hasState && part.isLearned() ? part.state() : null);
    }
  }

  /** The updater's state itself, {@code [1, n]}; empty for an updater without state. */
  INDArray state() {
    INDArray state = updater.getStateViewArray();
    return state == null ? Nd4j.empty(whole.parameters().dataType()) : state;
  }

  /** Neighbouring parameters that are updated alike. */
  private Part part(UpdaterBlock stock) {
    var range = NDArrayIndex.interval(stock.getParamOffsetStart(), stock.getParamOffsetEnd());
    // Not learned are the running statistics of a batch normalisation, which are only moved.
    boolean learned = !(stock.getGradientUpdater().getConfig() instanceof NoOp);
    return new Part(
        whole.parameters().get(range),
        whole.gradients().get(range),
        stock.getUpdaterView(),
        learned);
  }

  /**
   * Scales the gradient of a whole network down to a largest Euclidean norm (Pascanu et al., "On
   * the difficulty of training recurrent neural networks", 2013, algorithm 1).
   *
   * @param norm the largest, above 0
   * @param gradients parts of the gradient, {@code [n]} each, changed
   */
  record GradientClip(double norm, Backend backend, List<INDArray> gradients) {

    void apply() {
      double length = Math.sqrt(gradients.stream().mapToDouble(backend::squares).sum());
      if (length > norm) {
        gradients.forEach(gradient -> gradient.muli(norm / length));
      }
    }
  }

  /**
   * One of the updates that an optimiser makes.
   *
   * @param number how many were made before, for Adam's bias correction
   * @param learningRate of this one
   * @param images seen before it, for what else changes with them
   * @param whole images of the whole run; infinite where that is not known
   */
  public record Update(int number, double learningRate, double images, double whole) {

    /** One of those at the start of a run. */
    public Update(int number, double learningRate) {
      this(number, learningRate, 0, Double.POSITIVE_INFINITY);
    }

    /**
     * An update of a run, at the rate that the schedule says.
     *
     * @param number from 0
     * @param updates of the whole run, or {@link Long#MAX_VALUE} where that is not known
     * @param batch images in each
     */
    public static Update of(OptimizerConfig config, long number, long updates, int batch) {
      double images = (double) number * batch;
      double whole =
          updates == Long.MAX_VALUE ? Double.POSITIVE_INFINITY : (double) updates * batch;
      return new Update(
          (int) Math.min(number, Integer.MAX_VALUE), config.rate(images, whole), images, whole);
    }

    /** Bias is corrected as if it had been this one in all updates. */
    private double beta2(OptimizerConfig.Adam adam) {
      return adam.beta2().at(images, whole);
    }
  }
}
