package org.dcgan4j.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
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

  /**
   * Divides raw parameters that came from elsewhere: the mean of divided weights, and of singular
   * vectors, is none of the mean weights.
   */
  public void divideRaw() {
    parameters.assign(raw);
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

  /**
   * One layer's weights as a matrix with an output in each row, and its largest singular value by
   * power iteration.
   *
   * @param weights {@code [rows, columns]}, a view of the network's parameters
   * @param gradients the same of its gradients
   * @param left the left singular vector u, {@code [rows, 1]}
   * @param right the right one v, {@code [columns, 1]}
   * @param value the singular value {@code u' W v}, {@code [1]}
   */
  record SpectralWeight(
      INDArray weights, INDArray gradients, INDArray left, INDArray right, INDArray value) {
    private static final double TINY = 1e-12;

    /** Numbers of the singular triple of one layer's weights. */
    static int stateLength(INDArray weight) {
      long rows = rows(weight);
      return Math.toIntExact(rows + weight.length() / rows + 1);
    }

    /**
     * @param weight as the layer has it
     * @param weights as they lie in memory, {@code [n]}
     * @param gradients the same, {@code [n]}
     * @param state {@code [stateLength]}, written
     */
    static SpectralWeight of(
        INDArray weight, INDArray weights, INDArray gradients, INDArray state) {
      long rows = rows(weight);
      long columns = weight.length() / rows;
      INDArray left = state.get(NDArrayIndex.interval(0, rows)).reshape(rows, 1);
      Random random = new Random(1);
      for (int i = 0; i < rows; i++) {
        left.putScalar(i, 0, random.nextGaussian());
      }
      return new SpectralWeight(
          weights.reshape('c', rows, columns),
          gradients.reshape('c', rows, columns),
          left,
          state.get(NDArrayIndex.interval(rows, rows + columns)).reshape(columns, 1),
          state.get(NDArrayIndex.interval(rows + columns, rows + columns + 1)));
    }

    /** Dense weights {@code [in, out]} lie in F order, those of convolutions in C order. */
    private static long rows(INDArray weight) {
      return weight.rank() == 2 ? weight.size(1) : weight.size(0);
    }

    /**
     * Power iteration on raw weights; on those that were all 0 before, from its beginning.
     *
     * @param times of weights that were divided before
     */
    void iterate(int times) {
      int whole = value.getDouble(0) > 0 ? times : Math.max(times, FIRST_ITERATIONS);
      for (int i = 0; i < whole; i++) {
        INDArray back = weights.transpose().mmul(left);
        if (back.norm2Number().doubleValue() > 0) { // else its direction is kept
          right.assign(normalised(back));
          INDArray product = weights.mmul(right);
          value.assign(product.norm2Number());
          left.assign(normalised(product));
        }
      }
    }

    /** Raw weights to divided ones. */
    void divide() {
      weights.divi(singularValue());
    }

    /**
     * The gradient with respect to divided weights to that of the raw ones, in place. With {@code
     * W/s} for the divided ones and {@code ds/dW = u v'} it is {@code (G - <G, W/s> u v') / s}
     * (ibid. equation 12).
     */
    void gradientOfRaw() {
      double along = gradients.mul(weights).sumNumber().doubleValue();
      gradients.subi(left.mmul(right.transpose()).muli(along)).divi(singularValue());
    }

    /** 1 for weights that are all 0, as those of a residual block's last convolution begin. */
    private double singularValue() {
      double found = value.getDouble(0);
      return found > 0 ? Math.max(TINY, found) : 1;
    }

    private static INDArray normalised(INDArray vector) {
      return vector.divi(Math.max(TINY, vector.norm2Number().doubleValue()));
    }
  }
}
