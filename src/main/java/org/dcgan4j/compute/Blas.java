package org.dcgan4j.compute;

import static org.bytedeco.openblas.global.openblas_nolapack.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_sgemm;

import com.sun.jna.Function;
import java.util.Objects;
import java.util.stream.Stream;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.openblas.global.openblas_nolapack;

/**
 * Matrix products on raw floats, row by row, by the BLAS library that ND4J uses.
 *
 * <p>Each product runs on the thread that asks for it; who wants more cores cuts the product into
 * pieces. BLAS's own threads wait for their next work by spinning, and would take the cores from
 * everything else in a step.
 */
public final class Blas {
  private static final Function SET_THREADS = setThreads();

  static {
    useThreads(1);
  }

  /** Multiply-adds that take longer than to wake another thread, some microseconds. */
  private static final long WORTH_TWO_THREADS = 1 << 17;

  private Blas() {}

  /**
   * Loads the library, which is to be done before there are other threads of ours: JavaCPP looks up
   * where it lies with the loader's locks in another order than a thread that loads a library, such
   * as that of JPEG, and both would wait for ever.
   */
  static void load() {
    // The class is initialised by now.
  }

  /** Gives BLAS so many threads of its own for each product, ND4J's included. */
  public static void useThreads(int threads) {
    SET_THREADS.invokeVoid(new Object[] {threads});
  }

  /** Looked up once: see {@link #load}. */
  private static Function setThreads() {
    Loader.load(openblas_nolapack.class);
    return Stream.of("MKL_Set_Num_Threads", "openblas_set_num_threads")
        .map(Loader::addressof)
        .filter(Objects::nonNull)
        .findFirst()
        .map(function -> Function.getFunction(new com.sun.jna.Pointer(function.address())))
        .orElseThrow(() -> new UnsatisfiedLinkError("neither OpenBLAS nor MKL is loaded"));
  }

  /**
   * A matrix as it is meant.
   *
   * @param start its first number in memory
   * @param rowLength numbers from one row in memory to the next
   * @param transposed whether its rows are columns in memory
   */
  record Matrix(FloatPointer start, int rows, int columns, int rowLength, boolean transposed) {

    static Matrix of(FloatPointer start, long rows, long columns) {
      int length = Math.toIntExact(columns);
      return new Matrix(start, Math.toIntExact(rows), length, length, false);
    }

    Matrix transpose() {
      return new Matrix(start, columns, rows, rowLength, !transposed);
    }

    Matrix rows(int from, int to) {
      FloatPointer first = start.getPointer(transposed ? from : (long) from * rowLength);
      return new Matrix(first, to - from, columns, rowLength, transposed);
    }

    private int operation() {
      return transposed ? CblasTrans : CblasNoTrans;
    }
  }

  /** {@code c = a b + add c}, with {@code add} 0 or 1. */
  static void product(Matrix a, Matrix b, Matrix c, float add) {
    if (c.transposed) {
      throw new IllegalArgumentException("a product is written row by row");
    }
    cblas_sgemm(
        CblasRowMajor,
        a.operation(),
        b.operation(),
        c.rows,
        c.columns,
        a.columns,
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
  static void productInParallel(Matrix a, Matrix b, Matrix c) {
    boolean small = (long) c.rows * c.columns * a.columns < WORTH_TWO_THREADS;
    int pieces = small ? 1 : Threads.count();
    Threads.forRanges(
        c.rows,
        (c.rows + pieces - 1) / pieces,
        (from, to) -> product(a.rows(from, to), b, c.rows(from, to), 0));
  }
}
