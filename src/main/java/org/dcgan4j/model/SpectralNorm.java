package org.dcgan4j.model;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Weights divided by their largest singular value (Miyato et al., "Spectral normalization for
 * generative adversarial networks", 2018, algorithm 1). The network's own parameters are the
 * divided ones, so every pass through it is as it always was; what the optimiser changes are the
 * raw ones, which are kept here. All other parameters are the same in both.
 */
public final class SpectralNorm {
  private static final int FIRST_ITERATIONS = 20;

  private final INDArray parameters;
  private final INDArray raw;
  private final INDArray state;
  private final List<SpectralWeight> weights = new ArrayList<>();

  /** Divides the weights of a network for the first time. */
  SpectralNorm(ComputationGraph network) {
    this.parameters = flat(network.params());
    this.raw = parameters.dup();
    INDArray gradients = flat(network.getGradientsViewArray());
    List<INDArray> all = weightsOf(network);
    int length = all.stream().mapToInt(SpectralWeight::stateLength).sum();
    this.state = Nd4j.create(parameters.dataType(), length);
    int at = 0;
    for (INDArray weight : all) {
      long from = weight.offset() - network.params().offset();
      int own = SpectralWeight.stateLength(weight);
      weights.add(
          SpectralWeight.of(
              weight,
              part(parameters, from, weight.length()),
              part(gradients, from, weight.length()),
              part(state, at, own)));
      at += own;
    }
    weights.forEach(weight -> weight.iterate(FIRST_ITERATIONS));
    weights.forEach(SpectralWeight::divide);
  }

  private static List<INDArray> weightsOf(ComputationGraph network) {
    List<INDArray> all = new ArrayList<>();
    for (Layer layer : network.getLayers()) {
      INDArray weight = layer.paramTable().get(DefaultParamInitializer.WEIGHT_KEY);
      if (weight != null) {
        all.add(weight);
      }
    }
    return all;
  }

  /**
   * One update of the raw parameters.
   *
   * @param optimizer changes the network's parameters by its gradients; when it runs, they are the
   *     raw ones and their gradient
   */
  void update(Runnable optimizer) {
    weights.forEach(SpectralWeight::gradientOfRaw);
    parameters.assign(raw);
    optimizer.run();
    raw.assign(parameters);
    weights.forEach(weight -> weight.iterate(1));
    weights.forEach(SpectralWeight::divide);
  }

  /** The parameters before the division, {@code [n]}. */
  public INDArray raw() {
    return raw;
  }

  /** Singular vectors and values, from which the next iteration goes on. */
  public INDArray state() {
    return state;
  }

  private static INDArray flat(INDArray array) {
    return array.reshape(array.length());
  }

  private static INDArray part(INDArray flat, long from, long length) {
    return flat.get(NDArrayIndex.interval(from, from + length));
  }
}
