package org.dcgan4j.compute;

/**
 * A linear map along one side of an image, each of whose outputs is a sum of at most three inputs:
 * output i is the sum of {@code weights[3 i + k]} times input {@code sources[3 i + k]}, k from 0 to
 * 2.
 *
 * @param from inputs
 */
record Taps(int from, int[] sources, float[] weights) {
  static final int MOST = 3;

  int to() {
    return sources.length / MOST;
  }

  /** Every second of so many pixels, mixed with its neighbours. */
  static Taps down(int side) {
    float[][] matrix = new float[(side + 1) / 2][side];
    for (int i = 0; i < matrix.length; i++) {
      matrix[i][Math.max(0, 2 * i - 1)] += 0.25f;
      matrix[i][2 * i] += 0.5f;
      matrix[i][Math.min(side - 1, 2 * i + 1)] += 0.25f;
    }
    return of(matrix);
  }

  /** So many pixels, and behind each its mean with the next. */
  static Taps up(int side) {
    float[][] matrix = new float[2 * side][side];
    for (int i = 0; i < side; i++) {
      matrix[2 * i][i] += 1;
      matrix[2 * i + 1][i] += 0.5f;
      matrix[2 * i + 1][Math.min(side - 1, i + 1)] += 0.5f;
    }
    return of(matrix);
  }

  /** The gradient with respect to the inputs from that with respect to the outputs. */
  Taps transpose() {
    float[][] matrix = new float[from][to()];
    for (int i = 0; i < sources.length; i++) {
      matrix[sources[i]][i / MOST] += weights[i];
    }
    return of(matrix);
  }

  /** Of a matrix with an output in each row. */
  private static Taps of(float[][] matrix) {
    int[] sources = new int[MOST * matrix.length];
    float[] weights = new float[MOST * matrix.length];
    for (int i = 0; i < matrix.length; i++) {
      int at = MOST * i;
      for (int j = 0; j < matrix[i].length; j++) {
        if (matrix[i][j] != 0) {
          sources[at] = j;
          weights[at++] = matrix[i][j];
        }
      }
    }
    return new Taps(matrix[0].length, sources, weights);
  }

  /** {@code [to, from]}, row by row. */
  float[] matrix() {
    float[] matrix = new float[to() * from];
    for (int i = 0; i < sources.length; i++) {
      matrix[i / MOST * from + sources[i]] += weights[i];
    }
    return matrix;
  }
}
