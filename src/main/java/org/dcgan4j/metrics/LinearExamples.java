package org.dcgan4j.metrics;

import de.bwaldvogel.liblinear.Feature;
import de.bwaldvogel.liblinear.FeatureNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.dcgan4j.binding.ConfigWord;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.CholeskyDecomposition_F64;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Points that a linear classifier learns from. A coordinate takes a byte: it is rounded to one of
 * 256 steps between the least and the greatest that was seen in the first points, which keeps
 * pixels as they are, and a large set in memory.
 */
public final class LinearExamples {
  static final int STEPS = 255;

  /** Fewer points than coordinates, and than this, are given to the solver in fewer coordinates. */
  private static final int FEW = 3000;

  /** More numbers than this are too many as liblinear's objects. */
  private static final long MANY = 10_000_000;

  private final int width;
  private final float[] least;
  private final float[] step;
  private final double[] mean;
  private final double[] deviation;
  private final int[] used;
  private final List<byte[]> rows = new ArrayList<>();

  /** How coordinates are scaled. */
  public enum Scaling implements ConfigWord {
    /** All by one number, so that those which vary more say more. */
    TOGETHER,
    /** Each to a deviation of 1. */
    EACH
  }

  /**
   * @param first points that the scaling is learned from; not yet added
   */
  public LinearExamples(Points first) {
    width = first.width();
    least = new float[width];
    step = new float[width];
    float[] greatest = new float[width];
    Arrays.fill(least, Float.POSITIVE_INFINITY);
    Arrays.fill(greatest, Float.NEGATIVE_INFINITY);
    mean = first.mean();
    deviation = new double[width];
    float[] values = first.values();
    for (int i = 0; i < values.length; i++) {
      int j = i % width;
      least[j] = Math.min(least[j], values[i]);
      greatest[j] = Math.max(greatest[j], values[i]);
      deviation[j] += (values[i] - mean[j]) * (values[i] - mean[j]) / first.count();
    }
    for (int j = 0; j < width; j++) {
      step[j] = (greatest[j] - least[j]) / STEPS;
      deviation[j] = step[j] > 0 ? Math.sqrt(deviation[j]) : 0;
    }
    used = IntStream.range(0, width).filter(j -> deviation[j] > 0).toArray();
  }

  /** Adds points, in their order. */
  public void add(Points points) {
    for (int i = 0; i < points.count(); i++) {
      byte[] row = new byte[width];
      for (int j : used) {
        float steps = (points.values()[i * width + j] - least[j]) / step[j];
        row[j] = (byte) Math.round(Math.max(0, Math.min(STEPS, steps)));
      }
      rows.add(row);
    }
  }

  public int count() {
    return rows.size();
  }

  int width() {
    return width;
  }

  /** Takes each coordinate of a point that lies beyond those seen for the nearest of them. */
  void limit(float... values) {
    for (int i = 0; i < values.length; i++) {
      int j = i % width;
      values[i] = Math.max(least[j], Math.min(least[j] + STEPS * step[j], values[i]));
    }
  }

  /**
   * What each coordinate is divided by, after its mean is taken off; 0 for one that never varies.
   */
  private double[] divisors(Scaling scaling) {
    double all = Math.sqrt(Arrays.stream(deviation).map(d -> d * d).sum());
    double each = Math.sqrt(used.length);
    double[] divisors = new double[width];
    for (int j : used) {
      divisors[j] = scaling == Scaling.TOGETHER ? all : deviation[j] * each;
    }
    return divisors;
  }

  /** Whether all points are too many for {@link #scaled}. */
  boolean areTooMany() {
    return count() > FEW && (long) count() * used.length > MANY;
  }

  /** The first points as liblinear takes them. */
  Scaled scaled(Scaling scaling, int n) {
    return n < used.length && n <= FEW ? new Few(scaling, n) : new Many(scaling, n);
  }

  /** All points as they are stored, of the coordinates that vary. */
  Bytes bytes(Scaling scaling) {
    return new Bytes(scaling);
  }

  /** Scaled points in a space that keeps their dot products, and the way back from it. */
  abstract static class Scaled {
    /** Of each point, and behind them a 1 for the offset. */
    final Feature[][] features;

    Scaled(int count) {
      features = new Feature[count][];
    }

    /** How many coordinates a point has there at most, without the 1. */
    abstract int size();

    /**
     * A linear function of the space, as one of the points as they came.
     *
     * @param solved its weights and, behind them, its offset
     * @param into gets a weight for each coordinate, from {@code at} on
     * @return the offset
     */
    abstract double backTo(double[] solved, float[] into, int at);
  }

  /** Scaled points that are numbers only while they are looked at. */
  final class Bytes {
    private final double[] divisors;
    private final float[] factor = new float[used.length];
    private final float[] shift = new float[used.length];

    private Bytes(Scaling scaling) {
      divisors = divisors(scaling);
      for (int k = 0; k < used.length; k++) {
        int j = used[k];
        factor[k] = (float) (step[j] / divisors[j]);
        shift[k] = (float) ((least[j] - mean[j]) / divisors[j]);
      }
    }

    int count() {
      return LinearExamples.this.count();
    }

    int width() {
      return used.length;
    }

    void copyTo(int index, float... target) {
      byte[] row = rows.get(index);
      for (int k = 0; k < used.length; k++) {
        target[k] = factor[k] * (row[used[k]] & 0xFF) + shift[k];
      }
    }

    /** As {@link Scaled#backTo}. */
    double backTo(float[] solved, float[] into, int at) {
      double[] weights = IntStream.range(0, solved.length).mapToDouble(k -> solved[k]).toArray();
      return back(weights, solved[used.length], divisors, into, at);
    }
  }

  private double value(int row, int j, double[] divisors) {
    return (least[j] + (double) step[j] * (rows.get(row)[j] & 0xFF) - mean[j]) / divisors[j];
  }

  private double back(double[] weights, double offset, double[] divisors, float[] into, int at) {
    double shifted = offset;
    for (int k = 0; k < used.length; k++) {
      int j = used[k];
      double weight = weights[k] / divisors[j];
      into[at + j] = (float) weight;
      shifted -= weight * mean[j];
    }
    return shifted;
  }

  /** Each coordinate as it is. */
  private final class Many extends Scaled {
    private final double[] divisors;

    Many(Scaling scaling, int n) {
      super(n);
      divisors = divisors(scaling);
      Feature one = new FeatureNode(used.length + 1, 1);
      for (int i = 0; i < n; i++) {
        features[i] = new Feature[used.length + 1];
        features[i][used.length] = one;
        for (int k = 0; k < used.length; k++) {
          features[i][k] = new FeatureNode(k + 1, value(i, used[k], divisors));
        }
      }
    }

    @Override
    int size() {
      return used.length;
    }

    @Override
    double backTo(double[] solved, float[] into, int at) {
      return back(solved, solved[used.length], divisors, into, at);
    }
  }

  /**
   * Fewer points than coordinates lie in a space of as many dimensions as there are points. The
   * rows of L in {@code X X' = L L'} have the dot products of the points X, all that a support
   * vector machine depends on, and half of L is 0.
   */
  private final class Few extends Scaled {
    private final double[] divisors;
    private final DMatrixRMaj lower;

    Few(Scaling scaling, int n) {
      super(n);
      divisors = divisors(scaling);
      lower = cholesky(n);
      Feature one = new FeatureNode(n + 1, 1);
      for (int i = 0; i < n; i++) {
        features[i] = new Feature[i + 2];
        features[i][i + 1] = one;
        for (int k = 0; k <= i; k++) {
          features[i][k] = new FeatureNode(k + 1, lower.get(i, k));
        }
      }
    }

    private DMatrixRMaj cholesky(int n) {
      float[] x = new float[n * used.length];
      for (int i = 0; i < x.length; i++) {
        x[i] = (float) value(i / used.length, used[i % used.length], divisors);
      }
      float[] dots = new float[n * n];
      try (INDArray matrix = new Points(n, used.length, x).matrix()) {
        Points.dots(matrix, matrix, dots);
      }
      // Points that are the same, or depend on others, leave it singular but for rounding.
      for (double more = 1e-6; ; more *= 10) {
        DMatrixRMaj gram = new DMatrixRMaj(n, n);
        for (int i = 0; i < dots.length; i++) {
          gram.data[i] = dots[i] + (i % (n + 1) == 0 ? more : 0);
        }
        CholeskyDecomposition_F64<DMatrixRMaj> solver = DecompositionFactory_DDRM.chol(n, true);
        if (solver.decompose(gram)) {
          return solver.getT(null);
        }
      }
    }

    @Override
    int size() {
      return lower.numRows;
    }

    /** With weights v for the rows of L they are {@code X' a} for the points', {@code L' a = v}. */
    @Override
    double backTo(double[] solved, float[] into, int at) {
      int n = lower.numRows;
      double[] a = Arrays.copyOf(solved, n);
      double[] weights = new double[used.length];
      for (int i = n - 1; i >= 0; i--) {
        a[i] /= lower.get(i, i);
        for (int k = 0; k < i; k++) {
          a[k] -= lower.get(i, k) * a[i];
        }
        for (int k = 0; k < used.length; k++) {
          weights[k] += a[i] * value(i, used[k], divisors);
        }
      }
      return back(weights, solved[n], divisors, into, at);
    }
  }
}
