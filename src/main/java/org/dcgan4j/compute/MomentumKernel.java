package org.dcgan4j.compute;

import java.nio.FloatBuffer;

/**
 * Gradient descent with momentum, in one pass over parameters, gradients and velocities (Sutskever
 * et al., "On the importance of initialization and momentum in deep learning", 2013, equations 1 to
 * 4): {@code v = momentum v - rate g}, and then {@code p += v}, or {@code p += momentum v - rate g}
 * for Nesterov's, which is DL4J's {@code Nesterovs}. Without momentum it needs no velocities.
 *
 * @param momentum in [0, 1)
 */
public record MomentumKernel(float learningRate, float momentum, boolean nesterov) {

  /**
   * One update without momentum.
   *
   * @param parameters {@code [n]}, changed
   * @param gradients {@code [n]}
   */
  public void update(FloatBuffer parameters, FloatBuffer gradients) {
    Sweep.over(
        parameters.capacity(),
        (from, count, scratch) -> {
          float[] p = scratch[0];
          float[] g = scratch[1];
          parameters.get(from, p, 0, count);
          gradients.get(from, g, 0, count);
          for (int i = 0; i < count; i++) {
            p[i] -= learningRate * g[i];
          }
          parameters.put(from, p, 0, count);
        });
  }

  /**
   * One update.
   *
   * @param parameters {@code [n]}, changed
   * @param gradients {@code [n]}
   * @param velocities {@code [n]}, changed
   */
  public void update(FloatBuffer parameters, FloatBuffer gradients, FloatBuffer velocities) {
    Sweep.over(
        parameters.capacity(),
        (from, count, scratch) -> {
          parameters.get(from, scratch[0], 0, count);
          gradients.get(from, scratch[1], 0, count);
          velocities.get(from, scratch[2], 0, count);
          update(scratch[0], scratch[1], scratch[2], count);
          parameters.put(from, scratch[0], 0, count);
          velocities.put(from, scratch[2], 0, count);
        });
  }

  private void update(float[] p, float[] g, float[] v, int count) {
    for (int i = 0; i < count; i++) {
      float descent = learningRate * g[i];
      v[i] = momentum * v[i] - descent;
      p[i] += nesterov ? momentum * v[i] - descent : v[i];
    }
  }
}
