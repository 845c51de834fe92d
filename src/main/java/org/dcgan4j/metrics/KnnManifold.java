package org.dcgan4j.metrics;

import java.util.Arrays;

/** Points, each with the ball around it that reaches to its k-th nearest neighbour. */
public final class KnnManifold {
  private final Points points;
  private final float[] squaredRadii;

  private KnnManifold(Points points, float[] squaredRadii) {
    this.points = points;
    this.squaredRadii = squaredRadii;
  }

  /** Sees one point and one ball. */
  interface Visitor {
    /**
     * @param row the point, seen by one thread
     * @param inside whether it is in the ball, its surface included
     * @param squaredDistance to the ball's centre
     */
    void accept(int row, int ball, boolean inside, float squaredDistance);
  }

  /**
   * @param k more than 0 and less than the number of points
   */
  public static KnnManifold around(Points points, int k) {
    if (k < 1 || k >= points.count()) {
      throw new IllegalArgumentException(
          "neighbour " + k + " of one of " + points.count() + " points");
    }
    // One more than k, because a point is its own nearest neighbour.
    float[] nearest = new float[points.count() * (k + 1)];
    Arrays.fill(nearest, Float.POSITIVE_INFINITY);
    try (DistanceBlocks blocks = new DistanceBlocks(points)) {
      blocks.visit(
          points,
          (row, first, squared, offset, count) -> {
            int start = row * (k + 1);
            for (int i = offset; i < offset + count; i++) {
              // A point's distance to itself is 0, whatever rounding makes of it.
              insert(nearest, start, k, first + i - offset == row ? 0 : squared[i]);
            }
          });
    }
    float[] radii = new float[points.count()];
    for (int i = 0; i < radii.length; i++) {
      radii[i] = nearest[i * (k + 1) + k];
    }
    return new KnnManifold(points, radii);
  }

  /** Keeps the least k + 1 distances of a row in order. */
  private static void insert(float[] nearest, int start, int k, float distance) {
    int at = start + k;
    if (distance >= nearest[at]) {
      return;
    }
    while (at > start && nearest[at - 1] > distance) {
      nearest[at] = nearest[at - 1];
      at--;
    }
    nearest[at] = distance;
  }

  /** Shows the visitor all others with all balls. */
  void visit(Points others, Visitor visitor) {
    try (DistanceBlocks blocks = new DistanceBlocks(points)) {
      blocks.visit(
          others,
          (row, first, squared, offset, count) -> {
            for (int i = 0; i < count; i++) {
              float distance = squared[offset + i];
              visitor.accept(row, first + i, distance <= squaredRadii[first + i], distance);
            }
          });
    }
  }

  public Points points() {
    return points;
  }

  int count() {
    return points.count();
  }

  float squaredRadius(int index) {
    return squaredRadii[index];
  }
}
