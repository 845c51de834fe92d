package org.dcgan4j.metrics;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;

/**
 * The Fréchet distance between two normal distributions (Dowson and Landau, "The Fréchet distance
 * between multivariate normal distributions", 1982), as Heusel et al., "GANs trained by a two
 * time-scale update rule", 2017, use it on features: {@code |m1 - m2|^2 + tr(C1 + C2 - 2 (C1
 * C2)^(1/2))}. It is squared, as there.
 */
public final class FrechetDistance {
  private FrechetDistance() {}

  /** Of the normal distributions with these means and covariances; 0 or more. */
  public static double between(FeatureStatistics a, FeatureStatistics b) {
    double[] meanA = a.mean();
    double[] meanB = b.mean();
    double distance = 0;
    for (int i = 0; i < meanA.length; i++) {
      distance += (meanA[i] - meanB[i]) * (meanA[i] - meanB[i]);
    }
    DMatrixRMaj covarianceA = new DMatrixRMaj(a.width(), a.width(), true, a.covariance());
    DMatrixRMaj covarianceB = new DMatrixRMaj(b.width(), b.width(), true, b.covariance());
    double traces = CommonOps_DDRM.trace(covarianceA) + CommonOps_DDRM.trace(covarianceB);
    // What rounding leaves of two equal distributions may be below 0.
    return Math.max(0, distance + traces - 2 * traceOfRoot(covarianceA, covarianceB));
  }

  /**
   * The trace of {@code (A B)^(1/2)}. {@code A B} is similar to the symmetric {@code A^(1/2) B
   * A^(1/2)}, whose eigenvalues are real and not negative.
   */
  private static double traceOfRoot(DMatrixRMaj a, DMatrixRMaj b) {
    int n = a.getNumRows();
    DMatrixRMaj root = root(a);
    DMatrixRMaj half = new DMatrixRMaj(n, n);
    DMatrixRMaj product = new DMatrixRMaj(n, n);
    CommonOps_DDRM.mult(root, b, half);
    CommonOps_DDRM.mult(half, root, product);
    EigenDecomposition_F64<DMatrixRMaj> eigen = decompose(product, false);
    double trace = 0;
    for (int i = 0; i < n; i++) {
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
    DMatrixRMaj symmetric = matrix.copy();
    for (int i = 0; i < symmetric.getNumRows(); i++) {
      for (int j = 0; j < i; j++) {
        double mean = (symmetric.get(i, j) + symmetric.get(j, i)) / 2;
        symmetric.set(i, j, mean);
        symmetric.set(j, i, mean);
      }
    }
    EigenDecomposition_F64<DMatrixRMaj> eigen =
        DecompositionFactory_DDRM.eig(symmetric.getNumRows(), vectors, true);
    if (!eigen.decompose(symmetric)) {
      throw new IllegalStateException("the covariance has no eigenvalues: is it finite?");
    }
    return eigen;
  }
}
