package org.dcgan4j.compute;

import java.nio.FloatBuffer;

/**
 * Adam in one pass over parameters, gradients and both moments (Kingma and Ba, "Adam: a method for
 * stochastic optimization", 2015, with the bias corrections folded into the step size as at the end
 * of section 2).
 *
 * @param stepSize the learning rate with both corrections
 */
public record AdamKernel(float stepSize, float beta1, float beta2, float epsilon) {
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
    Sweep.over(
        n,
        (from, count, s) -> {
          parameters.get(from, s[0], 0, count);
          gradients.get(from, s[1], 0, count);
          moments.get(from, s[2], 0, count);
          moments.get(n + from, s[3], 0, count);
          update(s[0], s[1], s[2], s[3], count);
          parameters.put(from, s[0], 0, count);
          moments.put(from, s[2], 0, count);
          moments.put(n + from, s[3], 0, count);
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
