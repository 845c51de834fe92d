package org.dcgan4j.model;

import java.util.List;
import org.dcgan4j.compute.HostFloats;
import org.dcgan4j.compute.NormKernel;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Scales the gradient of a whole network down to a largest Euclidean norm (Pascanu et al., "On the
 * difficulty of training recurrent neural networks", 2013, algorithm 1).
 *
 * @param norm the largest, above 0
 * @param gradients parts of the gradient, {@code [n]} each, changed
 */
record GradientClip(double norm, List<INDArray> gradients) {

  void apply() {
    double length = Math.sqrt(gradients.stream().mapToDouble(GradientClip::squares).sum());
    if (length > norm) {
      gradients.forEach(gradient -> gradient.muli(norm / length));
    }
  }

  private static double squares(INDArray gradient) {
    if (HostFloats.reachable(gradient)) {
      return NormKernel.squares(HostFloats.of(gradient));
    }
    double length = gradient.norm2Number().doubleValue();
    return length * length;
  }
}
