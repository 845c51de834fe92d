package org.dcgan4j.model;

import java.nio.FloatBuffer;
import java.util.List;
import org.dcgan4j.compute.AdamKernel;
import org.dcgan4j.compute.HostFloats;
import org.dcgan4j.compute.MomentumKernel;
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
final class Optimizer {
  private final OptimizerConfig config;
  private final ComputationGraphUpdater updater;
  private final INDArray parameters;
  private final List<Block> blocks;
  private final GradientClip clip;

  Optimizer(ComputationGraph network, OptimizerConfig config) {
    this.config = config;
    this.updater = network.getUpdater();
    this.parameters = flat(network.params());
    INDArray gradients = flat(gradientsOf(network));
    this.blocks =
        updater.getUpdaterBlocks().stream()
            .map(block -> Block.of(block, parameters, gradients))
            .toList();
    this.clip =
        new GradientClip(
            config.clipNorm(),
            blocks.stream().filter(Block::isLearned).map(Block::gradients).toList());
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
      return new Adam(rate, adam.beta1(), adam.beta2(), adam.epsilon());
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
    for (Block block : blocks) {
      if (block.isLearned() && HostFloats.reachable(parameters)) {
        onHost(block, update);
      } else {
        anywhere(block, update);
      }
    }
  }

  private void onHost(Block block, Update update) {
    FloatBuffer p = HostFloats.of(block.parameters());
    FloatBuffer g = HostFloats.of(block.gradients());
    float rate = (float) update.learningRate();
    if (config instanceof OptimizerConfig.Adam adam) {
      AdamKernel.of(
              update.learningRate(), adam.beta1(), adam.beta2(), adam.epsilon(), update.number())
          .update(p, g, HostFloats.of(block.state()));
    } else if (config instanceof OptimizerConfig.Momentum momentum) {
      new MomentumKernel(rate, (float) momentum.momentum(), momentum.nesterov())
          .update(p, g, HostFloats.of(block.state()));
    } else {
      new MomentumKernel(rate, 0, false).update(p, g);
    }
  }

  private void anywhere(Block block, Update update) {
    if (block.isLearned()
        && config instanceof OptimizerConfig.Momentum momentum
        && !momentum.nesterov()) {
      // DL4J has Nesterov's alone.
      INDArray descent = block.gradients().muli(update.learningRate());
      INDArray velocity = block.state().reshape(descent.shape());
      velocity.muli(momentum.momentum()).subi(descent);
      block.parameters().addi(velocity);
    } else {
      block.updateByStock(update);
    }
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

    /** Not so the running statistics of a batch normalisation, which are only moved. */
    boolean isLearned() {
      return !(stock.getGradientUpdater().getConfig() instanceof NoOp);
    }

    INDArray state() {
      return stock.getUpdaterView();
    }

    void updateByStock(Update update) {
      if (isLearned()) {
        stock.getGradientUpdater().getConfig().setLrAndSchedule(update.learningRate(), null);
      }
      stock.update(update.number(), 0);
      parameters.subi(gradients);
    }
  }
}
