package org.dcgan4j.compute;

import org.dcgan4j.compute.Backend.Geometry;
import org.dcgan4j.compute.Backend.Linear;
import org.dcgan4j.compute.Backend.Weights;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A convolution and a transposed one as the same three operations between two grids: {@code map},
 * {@code [N, many, h, w]}, is a convolution's output and a transposed one's input; {@code image} is
 * the other, {@code [N, few, H, W]}. The weights are {@code [many, few / groups, k, k]} for both.
 */
abstract class MappedConvolution implements Linear {
  private final Geometry geometry;

  MappedConvolution(Geometry geometry) {
    this.geometry = geometry;
  }

  final Geometry geometry() {
    return geometry;
  }

  /** {@code map = weights * patches of the image + bias}, {@code [many]} or null. */
  abstract void toMap(INDArray image, INDArray weights, INDArray bias, INDArray map);

  /** {@code image = overlapping sum of weights' * map + bias}, {@code [few]} or null. */
  abstract void toImage(INDArray map, INDArray weights, INDArray bias, INDArray image);

  /**
   * {@code weightGradient = map * patches'}, summed over the images.
   *
   * @param mapSums {@code [many]}, each channel's sum over the batch, written; or null
   */
  abstract void weightGradient(
      INDArray map, INDArray image, INDArray weightGradient, INDArray mapSums);

  @Override
  public final void forward(INDArray x, Weights p, INDArray out) {
    if (geometry.transposed()) {
      toImage(x, p.weights(), p.bias(), out);
    } else {
      toMap(x, p.weights(), p.bias(), out);
    }
  }

  @Override
  public final void backwardData(INDArray gradient, Weights p, INDArray xGradient) {
    if (geometry.transposed()) {
      toMap(gradient, p.weights(), null, xGradient);
    } else {
      toImage(gradient, p.weights(), null, xGradient);
    }
  }

  @Override
  public final void backwardWeights(INDArray x, INDArray gradient, Weights p, Weights gradients) {
    if (!geometry.transposed()) {
      weightGradient(gradient, x, gradients.weights(), gradients.bias());
      return;
    }
    weightGradient(x, gradient, gradients.weights(), null);
    if (gradients.bias() != null) {
      Nd4jBackend.sum(gradient, gradients.bias(), 0, 2, 3);
    }
  }
}
