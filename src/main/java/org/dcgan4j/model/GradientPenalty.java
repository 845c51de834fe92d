package org.dcgan4j.model;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.DoubleSupplier;
import org.dcgan4j.model.Gan.StepWorkspace;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * The penalty {@code weight / 2 |dD/dx|^2}, mean over examples, of a network that is linear in
 * pieces (R1 on reals: Mescheder et al., "Which training methods for GANs do actually converge?",
 * 2018, equation 9).
 *
 * <p>Within a piece the logit is {@code J x} with {@code J} a product of weights and masks, and
 * {@code g = dD/dx} a row of it. The penalty's derivative is that of {@code J v} for the constant
 * {@code v = weight / N g}: one pass up with the tangent {@code v} in place of {@code x}, and the
 * usual pass down. No second derivative is needed, and nothing is approximated.
 */
final class GradientPenalty {
  private final LayerChain layers;
  private final StepWorkspace memory;
  private final INDArray gradients;
  private final List<INDArray> biasGradients;
  private INDArray pending;

  GradientPenalty(ComputationGraph network, LayerChain layers, StepWorkspace memory) {
    this.layers = layers;
    this.memory = memory;
    this.gradients = network.getGradientsViewArray();
    long origin = network.params().offset();
    INDArray flat = gradients.reshape(gradients.length());
    this.biasGradients =
        Arrays.stream(network.getLayers())
            .map(GradientPenalty::bias)
            .filter(Objects::nonNull)
            .map(bias -> flat.get(range(bias.offset() - origin, bias.length())))
            .toList();
  }

  private static INDArray bias(Layer layer) {
    return layer.paramTable().get(DefaultParamInitializer.BIAS_KEY);
  }

  private static INDArrayIndex range(long from, long length) {
    return NDArrayIndex.interval(from, from + length);
  }

  /**
   * Computes the penalty's gradient from the last pass up, and keeps it for {@link #add} beside
   * those that are kept already. Inside the step's memory.
   *
   * @param picks 1 for the logit that judges each example, 0 for the others, of the logits' shape
   * @return the penalty, for who asks within the step's memory
   */
  DoubleSupplier compute(INDArray picks, double weight) {
    INDArray g = layers.backwardInput(picks.dup('c'), memory.manager());
    double each = weight / g.size(0);
    layers.tangent(g.dup('c').muli(each), memory.manager());
    layers.backwardWeights(picks.dup('c'), memory.manager());
    biasGradients.forEach(bias -> bias.assign(0));
    keep();
    return () -> g.mul(g).sumNumber().doubleValue() * each / 2;
  }

  /** Keeps the network's gradient for {@link #add} beside those that are kept already. */
  void keep() {
    pending = pending == null ? gradients.dup() : pending.addi(gradients);
  }

  /** Adds the gradient that {@link #compute} kept, once, to the network's. */
  void add() {
    if (pending != null) {
      gradients.addi(pending);
      pending = null;
    }
  }
}
