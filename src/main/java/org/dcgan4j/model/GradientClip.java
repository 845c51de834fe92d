package org.dcgan4j.model;

import java.util.List;
import org.dcgan4j.compute.Backend;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Scales the gradient of a whole network down to a largest Euclidean norm (Pascanu et al., "On the
 * difficulty of training recurrent neural networks", 2013, algorithm 1).
 *
 * @param norm the largest, above 0
 * @param gradients parts of the gradient, {@code [n]} each, changed
 */
record GradientClip(double norm, Backend backend, List<INDArray> gradients) {

  void apply() {
    double length = Math.sqrt(gradients.stream().mapToDouble(backend::squares).sum());
    if (length > norm) {
      gradients.forEach(gradient -> gradient.muli(norm / length));
    }
  }
}
