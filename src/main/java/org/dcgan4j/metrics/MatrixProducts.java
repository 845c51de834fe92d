package org.dcgan4j.metrics;

import org.dcgan4j.compute.Blas;
import org.dcgan4j.compute.HostFloats;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Dot products of many points with many, as one matrix product. */
final class MatrixProducts {
  private MatrixProducts() {}

  /**
   * From now on each product runs on the thread that asks for it: the sums do not depend on the
   * number of threads, and who wants more cores asks on several.
   */
  static void onOneThread() {
    if (Nd4j.getEnvironment().isCPU()) {
      Blas.useThreads(1);
    }
  }

  /** The points as a matrix, {@code [count, width]} in C order; the caller closes it. */
  static INDArray matrix(Points points) {
    // No view, not even a reshaped array: DL4J M1.1 refuses to close one.
    return Nd4j.create(points.values(), new long[] {points.count(), points.width()}, 'c');
  }

  /**
   * All dot products of the rows of two matrices.
   *
   * @param products gets {@code [a's rows, b's rows]}
   */
  static void dots(INDArray a, INDArray b, float[] products) {
    try (INDArray product = Nd4j.createUninitialized(DataType.FLOAT, rowsOf(b, a), 'f')) {
      // In F order, so that what belongs to one row of a lies side by side.
      Nd4j.gemm(b.transpose(), a.transpose(), product, true, false, 1, 0);
      HostFloats.copy(product.transpose(), products);
    }
  }

  private static long[] rowsOf(INDArray first, INDArray second) {
    return new long[] {first.size(0), second.size(0)};
  }
}
