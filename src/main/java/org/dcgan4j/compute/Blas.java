package org.dcgan4j.compute;

import static org.bytedeco.openblas.global.openblas_nolapack.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_sgemm;

import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.openblas.presets.openblas_nolapack;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Matrix products on raw floats, row by row, by the BLAS library that ND4J uses.
 *
 * <p>Each product runs on the thread that asks for it; who wants more cores cuts the product into
 * pieces. BLAS's own threads wait for their next work by spinning, and would take the cores from
 * everything else in a step.
 */
public final class Blas {
  static {
    useThreads(1);
  }

  /** Multiply-adds that take longer than to wake another thread, some microseconds. */
  private static final long WORTH_TWO_THREADS = 1 << 17;

  private Blas() {}

  /**
   * How many threads of its own BLAS takes for one product from now on, ND4J's products included.
   */
  public static void useThreads(int threads) {
    openblas_nolapack.blas_set_num_threads(threads);
  }

  /**
   * A matrix as it lies in memory.
   *
   * @param start its first number
   * @param rowLength numbers from one row to the next
   * @param transposed whether its transpose is meant
   */
  record Matrix(FloatPointer start, int rowLength, boolean transposed) {

    static Matrix of(INDArray array, long rowLength) {
      return new Matrix(HostFloats.pointer(array), Math.toIntExact(rowLength), false);
    }

    Matrix transpose() {
      return new Matrix(start, rowLength, !transposed);
    }

    /** The matrix without the rows (columns of memory, when transposed) before {@code row}. */
    Matrix fromRow(int row) {
      long offset = transposed ? row : (long) row * rowLength;
      return new Matrix(start.getPointer(offset), rowLength, transposed);
    }

    private int operation() {
      return transposed ? CblasTrans : CblasNoTrans;
    }
  }

  /**
   * {@code c = a b}, or {@code c += a b}.
   *
   * @param rows of c
   * @param columns of c
   * @param inner what is summed over
   * @param add 0 or 1
   */
  static void product(Matrix a, Matrix b, Matrix c, int rows, int columns, int inner, float add) {
    cblas_sgemm(
        CblasRowMajor,
        a.operation(),
        b.operation(),
        rows,
        columns,
        inner,
        1,
        a.start,
        a.rowLength,
        b.start,
        b.rowLength,
        add,
        c.start,
        c.rowLength);
  }

  /** {@code c = a b}; a large one on all cores, each with some rows of c. */
  static void productInParallel(Matrix a, Matrix b, Matrix c, int rows, int columns, int inner) {
    if ((long) rows * columns * inner < WORTH_TWO_THREADS) {
      product(a, b, c, rows, columns, inner, 0);
      return;
    }
    int cores = Threads.count();
    Threads.forRanges(
        rows,
        (rows + cores - 1) / cores,
        (from, to) -> product(a.fromRow(from), b, c.fromRow(from), to - from, columns, inner, 0));
  }
}
