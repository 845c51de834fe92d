package org.dcgan4j.compute;

import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.BaseActivationFunction;
import org.nd4j.linalg.api.ndarray.INDArray;

/** {@code factor x}. */
public final class ScaleActivation extends BaseActivationFunction {
  private static final long serialVersionUID = 1L;

  private final double factor;

  public ScaleActivation(double factor) {
    this.factor = factor;
  }

  @Override
  public INDArray getActivation(INDArray in, boolean training) {
    return in.muli(factor);
  }

  @Override
  public Pair<INDArray, INDArray> backprop(INDArray in, INDArray epsilon) {
    return new Pair<>(epsilon.muli(factor), null);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ScaleActivation scale && scale.factor == factor;
  }

  @Override
  public int hashCode() {
    return Double.hashCode(factor);
  }

  @Override
  public String toString() {
    return "scale " + factor;
  }
}
