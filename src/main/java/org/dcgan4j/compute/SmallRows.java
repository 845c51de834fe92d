package org.dcgan4j.compute;

import java.nio.FloatBuffer;

/** Rows of small matrices in plain loops. */
final class SmallRows {
  private SmallRows() {}

  /**
   * Adds a row to each row.
   *
   * @param row {@code [columns]}
   * @param matrix {@code [rows, columns]}, changed
   */
  static void add(FloatBuffer row, FloatBuffer matrix, int columns) {
    int n = matrix.capacity();
    for (int at = 0; at < n; at += columns) {
      for (int i = 0; i < columns; i++) {
        matrix.put(at + i, matrix.get(at + i) + row.get(i));
      }
    }
  }

  /**
   * Sums up all rows.
   *
   * @param matrix {@code [rows, columns]}
   * @param sum {@code [columns]}, written
   */
  static void sum(FloatBuffer matrix, FloatBuffer sum) {
    int columns = sum.capacity();
    float[] sums = new float[columns];
    int n = matrix.capacity();
    for (int at = 0; at < n; at += columns) {
      for (int i = 0; i < columns; i++) {
        sums[i] += matrix.get(at + i);
      }
    }
    sum.put(0, sums);
  }
}
