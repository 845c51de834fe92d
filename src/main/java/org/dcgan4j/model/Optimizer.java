package org.dcgan4j.model;

import org.dcgan4j.config.OptimizerConfig;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.updater.UpdaterBlock;
import org.deeplearning4j.nn.updater.graph.ComputationGraphUpdater;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;

/** Applies a network's gradients with DL4J's updater. */
final class Optimizer {
  private final ComputationGraphUpdater updater;
  private final INDArray parameters;
  private final INDArray gradients;

  Optimizer(ComputationGraph network) {
    this.updater = network.getUpdater();
    this.parameters = flat(network.params());
    this.gradients = flat(updater.getFlattenedGradientsView());
  }

  private static INDArray flat(INDArray array) {
    return array.reshape(array.length());
  }

  static IUpdater updaterOf(OptimizerConfig config) {
    return switch (config.type()) {
      case ADAM ->
          new Adam(config.learningRate(), config.beta1(), config.beta2(), config.epsilon());
    };
  }

  /**
   * One update of all parameters from the network's gradient views.
   *
   * @param iteration how many updates were made before, for Adam's bias correction
   */
  void update(int iteration) {
    for (UpdaterBlock block : updater.getUpdaterBlocks()) {
      block.update(iteration, 0);
    }
    parameters.subi(gradients);
  }

  /** The updater's state itself, {@code [1, n]}; empty for an updater without state. */
  INDArray state() {
    INDArray state = updater.getStateViewArray();
    return state == null ? Nd4j.empty(parameters.dataType()) : state;
  }
}
