package org.dcgan4j.data.duplicates;

import java.util.Comparator;
import java.util.function.IntFunction;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;
import org.dcgan4j.data.ImageShape;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;

/**
 * A few numbers of each picture, by which those that may be copies are found without comparing all
 * with all.
 *
 * <p>The brightness in the middle of a picture, all but a margin, is averaged over 8x8 cells. Of a
 * shifted copy, the same place of the original is in a window that is shifted as much, to the last
 * pixel. The distance of two such sketches, with cells weighted by the root of their areas, is
 * never above the root of the mean squared difference of the pixels; nor is that of their first
 * principal components. So what has close components is a candidate, and nothing else is.
 */
final class Sketches {
  private static final int CELLS = 8;
  private static final int COMPONENTS = 32;

  /** From this side on, copies may be shifted by two pixels. */
  private static final int FINE = 48;

  private final int height;
  private final int width;
  private final int reach;
  private final int cells;
  private final int count;
  private final float radius;
  private float[][] basis;
  private float[] origin;
  private PointTree tree;

  /**
   * @param radius the largest distance of two sketches that counts
   */
  Sketches(ImageShape shape, int count, float radius) {
    this.height = shape.height();
    this.width = shape.width();
    int side = Math.min(height, width);
    this.reach = Math.min(side < FINE ? 1 : 2, (side - 1) / 4);
    this.cells = Math.min(CELLS, side - 2 * reach);
    this.count = count;
    this.radius = radius;
  }

  /** Sketches the middle of every picture, {@code luma} of which gives the brightness. */
  void build(IntFunction<float[]> luma) {
    int size = cells * cells;
    float[] all = new float[Math.multiplyExact(count, size)];
    IntStream.range(0, count)
        .parallel()
        .forEach(i -> sketch(integral(luma.apply(i)), 0, 0, all, i * size));
    learn(all, size);
    float[] points = new float[count * basis.length];
    IntStream.range(0, count)
        .parallel()
        .forEach(i -> project(all, i * size, points, i * basis.length));
    tree = new PointTree(points, basis.length);
  }

  /** The principal components of all sketches, the widest first. */
  private void learn(float[] all, int size) {
    double[] mean = new double[size];
    for (int i = 0; i < all.length; i++) {
      mean[i % size] += all[i] / (double) count;
    }
    DMatrixRMaj covariance = new DMatrixRMaj(size, size);
    double[] centred = new double[size];
    for (int i = 0; i < count; i++) {
      for (int j = 0; j < size; j++) {
        centred[j] = all[i * size + j] - mean[j];
      }
      for (int j = 0; j < size * size; j++) {
        covariance.data[j] += centred[j / size] * centred[j % size];
      }
    }
    EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(size, true, true);
    if (!eigen.decompose(covariance)) {
      throw new IllegalStateException("the sketches have no principal components");
    }
    basis =
        IntStream.range(0, size)
            .boxed()
            .sorted(Comparator.comparing(j -> -eigen.getEigenvalue(j).getReal()))
            .limit(COMPONENTS)
            .map(j -> toFloats(eigen.getEigenVector(j).data))
            .toArray(float[][]::new);
    origin = toFloats(mean);
  }

  private static float[] toFloats(double... values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }

  /** Sums of all pixels above and left of each, {@code [H + 1, W + 1]}. */
  private double[] integral(float[] luma) {
    double[] sums = new double[(height + 1) * (width + 1)];
    for (int y = 0; y < height; y++) {
      double row = 0;
      for (int x = 0; x < width; x++) {
        row += luma[y * width + x];
        int at = (y + 1) * (width + 1) + x + 1;
        sums[at] = sums[at - width - 1] + row;
      }
    }
    return sums;
  }

  private void sketch(double[] sums, int down, int right, float[] target, int at) {
    int rows = height - 2 * reach;
    int columns = width - 2 * reach;
    for (int cell = 0; cell < cells * cells; cell++) {
      int top = reach + down + cell / cells * rows / cells;
      int bottom = reach + down + (cell / cells + 1) * rows / cells;
      int left = reach + right + cell % cells * columns / cells;
      int end = reach + right + (cell % cells + 1) * columns / cells;
      double sum =
          sums[bottom * (width + 1) + end]
              - sums[top * (width + 1) + end]
              - sums[bottom * (width + 1) + left]
              + sums[top * (width + 1) + left];
      double area = (bottom - top) * (double) (end - left);
      target[at + cell] = (float) (sum / Math.sqrt(area * rows * columns));
    }
  }

  private void project(float[] sketch, int from, float[] target, int at) {
    for (int c = 0; c < basis.length; c++) {
      float sum = 0;
      for (int j = 0; j < origin.length; j++) {
        sum += (sketch[from + j] - origin[j]) * basis[c][j];
      }
      target[at + c] = sum;
    }
  }

  /**
   * Names all pictures before {@code index} that may be a copy of it; one may be named again.
   *
   * @param found gets for each its index times {@code (2 reach + 1)^2} and a number of the shift,
   *     see {@link #down}
   */
  void candidates(int index, float[] luma, LongConsumer found) {
    double[] sums = integral(luma);
    float[] sketch = new float[cells * cells];
    float[] point = new float[basis.length];
    int side = 2 * reach + 1;
    for (int shift = 0; shift < side * side; shift++) {
      sketch(sums, -down(shift), -right(shift), sketch, 0);
      project(sketch, 0, point, 0);
      long number = shift;
      tree.within(
          radius,
          point,
          other -> {
            if (other < index) {
              found.accept((long) other * side * side + number);
            }
          });
    }
  }

  /** How many shifts there are. */
  int shifts() {
    return (2 * reach + 1) * (2 * reach + 1);
  }

  /** By how many pixels a candidate lies lower. */
  int down(int shift) {
    return shift / (2 * reach + 1) - reach;
  }

  /** By how many it lies more to the right. */
  int right(int shift) {
    return shift % (2 * reach + 1) - reach;
  }
}
