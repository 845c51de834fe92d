package org.dcgan4j.model.layer;

import java.nio.FloatBuffer;

/**
 * Adam in one pass over parameters, gradients and both moments (Kingma and Ba, "Adam: a method for
 * stochastic optimization", 2015, with the bias corrections folded into the step size as at the end
 * of section 2).
 *
 * @param stepSize the learning rate with both corrections
 */
public record AdamKernel(float stepSize, float beta1, float beta2, float epsilon) {
  private static final int BLOCK = 2048;
  private static final int BLOCKS_PER_TASK = 32;
  private static final ThreadLocal<float[][]> SCRATCH =
      ThreadLocal.withInitial(() -> new float[4][BLOCK]);

  /**
   * @param iteration how many updates were made before
   */
  public static AdamKernel of(
      double learningRate, double beta1, double beta2, double epsilon, int iteration) {
    double correction1 = 1 - Math.pow(beta1, iteration + 1.0);
    double correction2 = 1 - Math.pow(beta2, iteration + 1.0);
    double stepSize = learningRate * Math.sqrt(correction2) / correction1;
    return new AdamKernel((float) stepSize, (float) beta1, (float) beta2, (float) epsilon);
  }

  /**
   * One update.
   *
   * @param parameters {@code [n]}, changed
   * @param gradients {@code [n]}
   * @param moments {@code [2 n]}, the first moments and then the second, changed
   */
  public void update(FloatBuffer parameters, FloatBuffer gradients, FloatBuffer moments) {
    int n = parameters.capacity();
    Parallel.forRanges(
        n,
        BLOCK * BLOCKS_PER_TASK,
        (from, to) -> {
          float[][] s = SCRATCH.get();
          for (int at = from; at < to; at += BLOCK) {
            int count = Math.min(BLOCK, to - at);
            parameters.get(at, s[0], 0, count);
            gradients.get(at, s[1], 0, count);
            moments.get(at, s[2], 0, count);
            moments.get(n + at, s[3], 0, count);
            update(s[0], s[1], s[2], s[3], count);
            parameters.put(at, s[0], 0, count);
            moments.put(at, s[2], 0, count);
            moments.put(n + at, s[3], 0, count);
          }
        });
  }

  private void update(float[] p, float[] g, float[] m, float[] v, int count) {
    float share1 = 1 - beta1;
    float share2 = 1 - beta2;
    for (int i = 0; i < count; i++) {
      m[i] = beta1 * m[i] + share1 * g[i];
      v[i] = beta2 * v[i] + share2 * (g[i] * g[i]);
      p[i] -= stepSize * m[i] / ((float) Math.sqrt(v[i]) + epsilon);
    }
  }
}
