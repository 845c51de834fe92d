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

  /** Sees the distances of one point to the others, one by one in their order, on one thread. */
  interface Visitor {
    void accept(int point, int other, float squared);
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
      return new Block(from, to - from, new Points(to - from, width, shifted).matrix(), squares);
    }
  }

  DistanceBlocks(Points others) {
    Points.multiplyOnOneThread();
    origin = others.mean();
    for (int from = 0; from < others.count(); from += COLUMNS) {
      columns.add(Block.of(others, from, Math.min(others.count(), from + COLUMNS), origin));
    }
  }

  /** Shows the visitor the distances of each of {@code points}; different points in parallel. */
  void visit(Points points, Visitor visitor) {
    IntStream.range(0, (points.count() + ROWS - 1) / ROWS)
        .parallel()
        .forEach(block -> visitRows(points, block * ROWS, visitor));
  }

  private void visitRows(Points points, int from, Visitor visitor) {
    Block rows = Block.of(points, from, Math.min(points.count(), from + ROWS), origin);
    float[] dots = new float[ROWS * COLUMNS];
    for (Block others : columns) {
      Points.dots(rows.matrix(), others.matrix(), dots);
      for (int row = 0; row < rows.count(); row++) {
        for (int i = 0; i < others.count(); i++) {
          float sum = rows.squares()[row] + others.squares()[i];
          float distance = sum - 2 * dots[row * others.count() + i];
          visitor.accept(from + row, others.first() + i, distance > ROUNDING * sum ? distance : 0);
        }
      }
    }
    rows.matrix().close();
  }

  @Override
  public void close() {
    columns.forEach(block -> block.matrix().close());
  }
}
