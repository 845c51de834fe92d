package org.dcgan4j.metrics;

import java.io.Serializable;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;

/**
 * Mean and covariance of features in double precision, over any number of parts: parts are added
 * one by one or measured apart and merged.
 *
 * <p>Two sums of squared deviations merge exactly as in Chan, Golub and LeVeque, "Updating formulae
 * and a pairwise algorithm for computing sample variances", 1979, equation 2.1.
 */
final class FeatureStatistics implements Serializable {
  private static final long serialVersionUID = 1;

  private final int width;
  final double[] mean;
  // The upper triangle of the sums of products of deviations, [width, width].
  private final double[] scatter;
  private long count;

  FeatureStatistics(int width) {
    this.width = width;
    this.mean = new double[width];
    this.scatter = new double[Math.multiplyExact(width, width)];
  }

  /** Adds points to those seen so far. */
  FeatureStatistics add(Points points) {
    if (points.count() == 0) {
      return this;
    }
    FeatureStatistics part = new FeatureStatistics(points.width());
    part.count = points.count();
    System.arraycopy(points.mean(), 0, part.mean, 0, width);
    double[] deviation = new double[width];
    for (int i = 0; i < points.count(); i++) {
      for (int j = 0; j < width; j++) {
        deviation[j] = points.values()[i * width + j] - part.mean[j];
      }
      part.addProducts(deviation, 1);
    }
    merge(part);
    return this;
  }

  /** Adds all that another has seen. */
  void merge(FeatureStatistics other) {
    if (other.width != width) {
      throw new IllegalArgumentException(other.width + " features do not merge with " + width);
    }
    if (other.count == 0) {
      return;
    }
    double all = (double) count + other.count;
    double[] shift = new double[width];
    for (int j = 0; j < width; j++) {
      shift[j] = other.mean[j] - mean[j];
      mean[j] += shift[j] * other.count / all;
    }
    for (int i = 0; i < scatter.length; i++) {
      scatter[i] += other.scatter[i];
    }
    addProducts(shift, count * (other.count / all));
    count += other.count;
  }

  private void addProducts(double[] deviation, double weight) {
    for (int i = 0; i < width; i++) {
      double scaled = weight * deviation[i];
      for (int j = i; j < width; j++) {
        scatter[i * width + j] += scaled * deviation[j];
      }
    }
  }

  /** How many points were seen. */
  long count() {
    return count;
  }

  int width() {
    return width;
  }

  /**
   * The unbiased covariance, {@code [width, width]}.
   *
   * @throws IllegalStateException if fewer than two points were seen
   */
  DMatrixRMaj covariance() {
    if (count < 2) {
      throw new IllegalStateException("a covariance needs two points, there are " + count);
    }
    DMatrixRMaj covariance = new DMatrixRMaj(width, width);
    for (int i = 0; i < width; i++) {
      for (int j = i; j < width; j++) {
        covariance.set(i, j, scatter[i * width + j] / (count - 1));
        covariance.set(j, i, covariance.get(i, j));
      }
    }
    return covariance;
  }

  /**
   * The Fréchet distance between two normal distributions (Dowson and Landau, "The Fréchet distance
   * between multivariate normal distributions", 1982), as Heusel et al., "GANs trained by a two
   * time-scale update rule", 2017, use it on features: {@code |m1 - m2|^2 + tr(C1 + C2 - 2 (C1
   * C2)^(1/2))}. It is squared, as there; 0 or more.
   */
  double frechetDistance(FeatureStatistics other) {
    double distance = 0;
    for (int i = 0; i < width; i++) {
      distance += (mean[i] - other.mean[i]) * (mean[i] - other.mean[i]);
    }
    DMatrixRMaj covarianceA = covariance();
    DMatrixRMaj covarianceB = other.covariance();
    double traces = CommonOps_DDRM.trace(covarianceA) + CommonOps_DDRM.trace(covarianceB);
    // What rounding leaves of two equal distributions may be below 0.
    return Math.max(0, distance + traces - 2 * traceOfRoot(covarianceA, covarianceB));
  }

  /**
   * The trace of {@code (A B)^(1/2)}. {@code A B} is similar to the symmetric {@code A^(1/2) B
   * A^(1/2)}, whose eigenvalues are real and not negative.
   */
  private static double traceOfRoot(DMatrixRMaj a, DMatrixRMaj b) {
    DMatrixRMaj root = root(a);
    DMatrixRMaj half = CommonOps_DDRM.mult(root, b, null);
    DMatrixRMaj product = CommonOps_DDRM.mult(half, root, null);
    EigenDecomposition_F64<DMatrixRMaj> eigen = decompose(product, false);
    double trace = 0;
    for (int i = 0; i < product.getNumRows(); i++) {
      trace += Math.sqrt(Math.max(0, eigen.getEigenvalue(i).getReal()));
    }
    return trace;
  }

  private static DMatrixRMaj root(DMatrixRMaj symmetric) {
    int n = symmetric.getNumRows();
    EigenDecomposition_F64<DMatrixRMaj> eigen = decompose(symmetric, true);
    DMatrixRMaj root = new DMatrixRMaj(n, n);
    for (int i = 0; i < n; i++) {
      double value = Math.sqrt(Math.max(0, eigen.getEigenvalue(i).getReal()));
      DMatrixRMaj vector = eigen.getEigenVector(i);
      CommonOps_DDRM.multAddTransB(value, vector, vector, root);
    }
    return root;
  }

  private static EigenDecomposition_F64<DMatrixRMaj> decompose(
      DMatrixRMaj matrix, boolean vectors) {
    DMatrixRMaj transposed = CommonOps_DDRM.transpose(matrix, null);
    DMatrixRMaj symmetric = CommonOps_DDRM.add(0.5, matrix, 0.5, transposed, null);
    EigenDecomposition_F64<DMatrixRMaj> eigen =
        DecompositionFactory_DDRM.eig(symmetric.getNumRows(), vectors, true);
    if (!eigen.decompose(symmetric)) {
      throw new IllegalStateException("the covariance has no eigenvalues: is it finite?");
    }
    return eigen;
  }
}
