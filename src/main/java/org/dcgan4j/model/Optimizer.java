package org.dcgan4j.model;

import java.util.List;
import org.dcgan4j.config.OptimizerConfig;
import org.dcgan4j.model.layer.AdamKernel;
import org.dcgan4j.model.layer.HostFloats;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.updater.UpdaterBlock;
import org.deeplearning4j.nn.updater.graph.ComputationGraphUpdater;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;

/** Applies a network's gradients to its parameters, with the state of DL4J's own updater. */
final class Optimizer {
  private final ComputationGraphUpdater updater;
  private final INDArray parameters;
  private final List<Block> blocks;

  Optimizer(ComputationGraph network) {
    this.updater = network.getUpdater();
    this.parameters = flat(network.params());
    INDArray gradients = flat(gradientsOf(network));
    this.blocks =
        updater.getUpdaterBlocks().stream()
            .map(block -> Block.of(block, parameters, gradients))
            .toList();
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
    blocks.forEach(block -> block.update(iteration));
  }

  /** The updater's state itself, {@code [1, n]}; empty for an updater without state. */
  INDArray state() {
    INDArray state = updater.getStateViewArray();
    return state == null ? Nd4j.empty(parameters.dataType()) : state;
  }

  /** Neighbouring parameters that are updated alike. */
  private record Block(UpdaterBlock stock, INDArray parameters, INDArray gradients) {

    static Block of(UpdaterBlock stock, INDArray parameters, INDArray gradients) {
      var range = NDArrayIndex.interval(stock.getParamOffsetStart(), stock.getParamOffsetEnd());
      return new Block(stock, parameters.get(range), gradients.get(range));
    }

    void update(int iteration) {
      IUpdater config = stock.getGradientUpdater().getConfig();
      if (config instanceof Adam adam && HostFloats.reachable(parameters)) {
        AdamKernel.of(
                adam.getLearningRate(),
                adam.getBeta1(),
                adam.getBeta2(),
                adam.getEpsilon(),
                iteration)
            .update(
                HostFloats.of(parameters),
                HostFloats.of(gradients),
                HostFloats.of(stock.getUpdaterView()));
      } else {
        stock.update(iteration, 0);
        parameters.subi(gradients);
      }
    }
  }
}
