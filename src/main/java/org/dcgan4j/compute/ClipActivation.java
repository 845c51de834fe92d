package org.dcgan4j.compute;

import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.BaseActivationFunction;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/** {@code min(greatest, max(least, x))}, whose gradient is 0 where it clips. */
public final class ClipActivation extends BaseActivationFunction {
  private static final long serialVersionUID = 1L;

  private final double least;
  private final double greatest;

  public ClipActivation(double least, double greatest) {
    this.least = least;
    this.greatest = greatest;
  }

  @Override
  public INDArray getActivation(INDArray in, boolean training) {
    Transforms.max(in, least, false);
    return Transforms.min(in, greatest, false);
  }

  @Override
  public Pair<INDArray, INDArray> backprop(INDArray in, INDArray epsilon) {
    INDArray inside = in.gte(least).castTo(epsilon.dataType());
    inside.muli(in.lte(greatest).castTo(epsilon.dataType()));
    return new Pair<>(epsilon.muli(inside), null);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ClipActivation clip && clip.least == least && clip.greatest == greatest;
  }

  @Override
  public int hashCode() {
    return 31 * Double.hashCode(least) + Double.hashCode(greatest);
  }

  @Override
  public String toString() {
    return "clip " + least + " " + greatest;
  }
}
