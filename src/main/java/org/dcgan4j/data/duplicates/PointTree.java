package org.dcgan4j.data.duplicates;

import java.util.Arrays;
import java.util.Comparator;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * Points in a tree that halves them along their widest axis, again and again, by which those near a
 * point are found (Friedman, Bentley and Finkel 1977; distances to boxes as in Arya and Mount
 * 1993).
 */
final class PointTree {
  private static final int LEAF = 16;

  private final int width;
  private final int count;

  /** Of the points in the order of the leaves. */
  private final float[] points;

  private final int[] indices;

  /** Along which axis the node halves that has the points around this one; and where. */
  private final byte[] axes;

  private final float[] splits;

  /**
   * @param points {@code [N, width]}
   * @param width at most 127
   */
  PointTree(float[] points, int width) {
    this.width = width;
    this.count = points.length / width;
    this.axes = new byte[count];
    this.splits = new float[count];
    Integer[] order = IntStream.range(0, count).boxed().toArray(Integer[]::new);
    build(points, order, 0, count);
    this.indices = IntStream.range(0, count).map(i -> order[i]).toArray();
    this.points = new float[points.length];
    for (int i = 0; i < count; i++) {
      System.arraycopy(points, indices[i] * width, this.points, i * width, width);
    }
  }

  private void build(float[] all, Integer[] order, int low, int high) {
    if (high - low <= LEAF) {
      return;
    }
    int axis = widest(all, order, low, high);
    int middle = (low + high) >>> 1;
    axes[middle] = (byte) axis;
    Arrays.sort(
        order,
        low,
        high,
        Comparator.<Integer>comparingDouble(i -> all[i * width + axis]).thenComparing(i -> i));
    splits[middle] = all[order[middle] * width + axis];
    build(all, order, low, middle);
    build(all, order, middle, high);
  }

  private int widest(float[] all, Integer[] order, int low, int high) {
    int widest = 0;
    float most = -1;
    for (int axis = 0; axis < width; axis++) {
      float least = Float.POSITIVE_INFINITY;
      float greatest = Float.NEGATIVE_INFINITY;
      for (int i = low; i < high; i++) {
        float value = all[order[i] * width + axis];
        least = Math.min(least, value);
        greatest = Math.max(greatest, value);
      }
      if (greatest - least > most) {
        most = greatest - least;
        widest = axis;
      }
    }
    return widest;
  }

  /** Names the points that are no farther from one than {@code radius}. */
  void within(float radius, float[] point, IntConsumer found) {
    visit(0, count, 0, new Query(radius * radius, point, new float[width], found));
  }

  /**
   * @param most the largest squared distance
   * @param away how far the box of the node is from the point, along each axis
   */
  private record Query(float most, float[] point, float[] away, IntConsumer found) {}

  private void visit(int low, int high, float squared, Query query) {
    if (high - low <= LEAF) {
      look(low, high, query);
      return;
    }
    int middle = (low + high) >>> 1;
    int axis = axes[middle];
    float beyond = query.point[axis] - splits[middle];
    boolean left = beyond < 0;
    visit(left ? low : middle, left ? middle : high, squared, query);
    float before = query.away[axis];
    float farther = squared - before * before + beyond * beyond;
    if (farther <= query.most) {
      query.away[axis] = beyond;
      visit(left ? middle : low, left ? high : middle, farther, query);
      query.away[axis] = before;
    }
  }

  private void look(int low, int high, Query query) {
    for (int i = low; i < high; i++) {
      float sum = 0;
      for (int c = 0; c < width && sum <= query.most; c++) {
        float d = query.point[c] - points[i * width + c];
        sum += d * d;
      }
      if (sum <= query.most) {
        query.found.accept(indices[i]);
      }
    }
  }
}
