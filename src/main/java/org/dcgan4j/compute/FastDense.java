package org.dcgan4j.compute;

import java.nio.FloatBuffer;
import org.dcgan4j.compute.Backend.Linear;
import org.dcgan4j.compute.Backend.Weights;
import org.dcgan4j.compute.Blas.Matrix;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Each product is one BLAS call, or one on each core. Weights, and their gradients, lie in F order:
 * row by row that is their transpose.
 */
final class FastDense implements Linear {

  @Override
  public void forward(INDArray x, Weights p, INDArray out) {
    Blas.productInParallel(rows(x), transposed(p).transpose(), rows(out));
    if (p.bias() == null) {
      return;
    }
    if (isSmall(out)) {
      addToRows(HostFloats.of(p.bias()), HostFloats.of(out));
    } else {
      out.addiRowVector(p.bias());
    }
  }

  @Override
  public void backwardData(INDArray gradient, Weights p, INDArray xGradient) {
    Blas.productInParallel(rows(gradient), transposed(p), rows(xGradient));
  }

  @Override
  public void backwardWeights(INDArray x, INDArray gradient, Weights p, Weights gradients) {
    Blas.productInParallel(rows(gradient).transpose(), rows(x), transposed(gradients));
    if (gradients.bias() == null) {
      return;
    }
    if (isSmall(gradient)) {
      sumRows(HostFloats.of(gradient), HostFloats.of(gradients.bias()));
    } else {
      Nd4jBackend.sum(gradient, gradients.bias(), 0);
    }
  }

  /** Small arrays in a plain loop, see {@link FastActivation}. */
  private static boolean isSmall(INDArray array) {
    return array.length() <= FastActivation.SMALL;
  }

  private static void addToRows(FloatBuffer row, FloatBuffer matrix) {
    int columns = row.capacity();
    for (int at = 0; at < matrix.capacity(); at += columns) {
      for (int i = 0; i < columns; i++) {
        matrix.put(at + i, matrix.get(at + i) + row.get(i));
      }
    }
  }

  private static void sumRows(FloatBuffer matrix, FloatBuffer sum) {
    int columns = sum.capacity();
    float[] sums = new float[columns];
    for (int at = 0; at < matrix.capacity(); at += columns) {
      for (int i = 0; i < columns; i++) {
        sums[i] += matrix.get(at + i);
      }
    }
    sum.put(0, sums);
  }

  private static Matrix rows(INDArray matrix) {
    return Matrix.of(HostFloats.pointer(matrix), matrix.size(0), matrix.size(1));
  }

  private static Matrix transposed(Weights p) {
    return Matrix.of(HostFloats.pointer(p.weights()), p.weights().size(1), p.weights().size(0));
  }
}
