package org.dcgan4j.model.layer;

import static org.bytedeco.openblas.global.openblas_nolapack.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_sgemm;

import org.bytedeco.javacpp.FloatPointer;

/** Matrix products on raw floats, row by row, by the BLAS library that ND4J uses. */
final class Blas {
  private Blas() {}

  /**
   * {@code c = a b}, or {@code c += a b}, with a and b transposed first if asked for.
   *
   * @param rows of c
   * @param columns of c
   * @param inner what is summed over
   * @param add 0 or 1
   */
  static void product(
      FloatPointer a,
      boolean transposeA,
      FloatPointer b,
      boolean transposeB,
      FloatPointer c,
      int rows,
      int columns,
      int inner,
      float add) {
    cblas_sgemm(
        CblasRowMajor,
        transposeA ? CblasTrans : CblasNoTrans,
        transposeB ? CblasTrans : CblasNoTrans,
        rows,
        columns,
        inner,
        1,
        a,
        transposeA ? rows : inner,
        b,
        transposeB ? inner : columns,
        add,
        c,
        columns);
  }
}
