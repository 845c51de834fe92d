package org.dcgan4j.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Squared distances of all points to a fixed set of others, a block at a time: the whole matrix of
 * distances is never in memory.
 *
 * <p>{@code |a - b|^2 = |a|^2 + |b|^2 - 2 a b}, so that the work is a matrix product. Coordinates
 * are taken relative to the others' mean, which keeps the differences of large numbers exact
 * enough; what is still as small as rounding is 0.
 */
final class DistanceBlocks implements AutoCloseable {
  private static final int ROWS = 128;
  private static final int COLUMNS = 2048;
  private static final float ROUNDING = 1e-6f;

  private final double[] origin;
  private final List<Block> columns = new ArrayList<>();

  /** Sees the distances of one point to some neighbouring others. */
  interface Visitor {
    /**
     * Called for one row by one thread, from the first column to the last.
     *
     * @param row the point
     * @param firstColumn the first of the others
     * @param squared the squared distances, from {@code offset} on
     * @param count how many
     */
    void accept(int row, int firstColumn, float[] squared, int offset, int count);
  }

  private record Block(int first, int count, INDArray matrix, float[] squares) {

    static Block of(Points points, int from, int to, double[] origin) {
      int width = points.width();
      float[] shifted = new float[(to - from) * width];
      float[] squares = new float[to - from];
      for (int i = 0; i < squares.length; i++) {
        double sum = 0;
        for (int j = 0; j < width; j++) {
          float value = (float) (points.values()[(from + i) * width + j] - origin[j]);
          shifted[i * width + j] = value;
          sum += (double) value * value;
        }
        squares[i] = (float) sum;
      }
      return new Block(
          from, to - from, MatrixProducts.matrix(new Points(to - from, width, shifted)), squares);
    }
  }

  DistanceBlocks(Points others) {
    MatrixProducts.onOneThread();
    origin = others.mean();
    for (int from = 0; from < others.count(); from += COLUMNS) {
      columns.add(Block.of(others, from, Math.min(others.count(), from + COLUMNS), origin));
    }
  }

  /** Shows the visitor the distances of each of {@code points}; different rows in parallel. */
  void visit(Points points, Visitor visitor) {
    IntStream.range(0, (points.count() + ROWS - 1) / ROWS)
        .parallel()
        .forEach(block -> visitRows(points, block * ROWS, visitor));
  }

  private void visitRows(Points points, int from, Visitor visitor) {
    Block rows = Block.of(points, from, Math.min(points.count(), from + ROWS), origin);
    float[] distances = new float[ROWS * COLUMNS];
    for (Block others : columns) {
      MatrixProducts.dots(rows.matrix(), others.matrix(), distances);
      for (int row = 0; row < rows.count(); row++) {
        int offset = row * others.count();
        toDistances(distances, offset, rows.squares()[row], others.squares());
        visitor.accept(from + row, others.first(), distances, offset, others.count());
      }
    }
    rows.matrix().close();
  }

  private static void toDistances(float[] dots, int offset, float square, float[] squares) {
    for (int column = 0; column < squares.length; column++) {
      float sum = square + squares[column];
      float distance = sum - 2 * dots[offset + column];
      dots[offset + column] = distance > ROUNDING * sum ? distance : 0;
    }
  }

  @Override
  public void close() {
    columns.forEach(block -> block.matrix().close());
  }
}
