package org.dcgan4j.analysis;

import java.util.Arrays;
import org.dcgan4j.analysis.Projector.Bounds;
import org.dcgan4j.analysis.Projector.Options;
import org.dcgan4j.model.FrozenStack;

/**
 * Moves many latents at once by Adam (Kingma and Ba, "Adam: a method for stochastic optimization",
 * 2015) towards a picture: by its pixels and the discriminator's features of it, each in units of
 * the mean square of what is wanted.
 *
 * @param ridge what is added to the squares of the pixels' differences for those of the latent's
 *     numbers
 */
record GradientSearch(
    FrozenStack stack, Options options, Bounds bounds, int latentSize, double ridge) {
  /** Numbers in the pictures that are made at once, about. */
  private static final int NUMBERS = 1 << 18;

  private static final double RATE = 0.15;
  private static final double DECAY1 = 0.9;
  private static final double DECAY2 = 0.99;

  /**
   * Moves all latents together; each has a loss of its own.
   *
   * @param z inputs of the generator, {@code [n, size]}, which are moved
   * @param size numbers in one
   * @param target the picture, {@code [C * H * W]}
   * @return the losses where they are now, {@code [n]}
   */
  double[] move(float[] z, int size, float[] target) {
    float[][] wanted = wanted(target);
    double[] weights = weights(wanted);
    int n = z.length / size;
    int atOnce = Math.max(1, NUMBERS / target.length);
    double[] losses = new double[n];
    for (int from = 0; from < n; from += atOnce) {
      int to = Math.min(n, from + atOnce);
      float[] part = Arrays.copyOfRange(z, from * size, to * size);
      double[] lost = move(part, size, wanted, weights);
      System.arraycopy(part, 0, z, from * size, part.length);
      System.arraycopy(lost, 0, losses, from, lost.length);
    }
    return losses;
  }

  private double[] move(float[] z, int size, float[][] wanted, double[] weights) {
    double[] losses = new double[z.length / size];
    float[] first = new float[z.length];
    float[] second = new float[z.length];
    for (int step = 1; step <= options.steps() + 1; step++) {
      float[] gradient = stack.gradient(z, made -> gradients(made, wanted, weights, losses));
      if (step > options.steps()) {
        break; // the losses are those of where they are now
      }
      double correction1 = 1 - Math.pow(DECAY1, step);
      double correction2 = 1 - Math.pow(DECAY2, step);
      for (int i = 0; i < z.length; i++) {
        if (i % size < latentSize) {
          double g = gradient[i] + 2 * weights[0] * ridge * z[i];
          first[i] = (float) (DECAY1 * first[i] + (1 - DECAY1) * g);
          second[i] = (float) (DECAY2 * second[i] + (1 - DECAY2) * g * g);
          double root = Math.sqrt(second[i] / correction2) + 1e-12;
          z[i] = bounds.within(z[i] - RATE * first[i] / correction1 / root);
        }
      }
    }
    for (int i = 0; i < z.length; i++) {
      if (i % size < latentSize) {
        losses[i / size] += weights[0] * ridge * z[i] * z[i];
      }
    }
    return losses;
  }

  /** The picture, and the discriminator's features of it. */
  private float[][] wanted(float[] target) {
    if (options.features() == 0 || stack.taps() == 0) {
      return new float[][] {target};
    }
    float[][] features = stack.features(target);
    float[][] all = new float[features.length + 1][];
    all[0] = target;
    System.arraycopy(features, 0, all, 1, features.length);
    return all;
  }

  /** For each kind of features: what makes the sum of squares of what is wanted 1. */
  private double[] weights(float[][] wanted) {
    double[] weights = new double[wanted.length];
    for (int t = 0; t < wanted.length; t++) {
      double squares = 1e-12;
      for (float number : wanted[t]) {
        squares += (double) number * number;
      }
      weights[t] = (t == 0 ? 1 : options.features() / (wanted.length - 1)) / squares;
    }
    return weights;
  }

  private static float[][] gradients(
      float[][] made, float[][] wanted, double[] weights, double[] losses) {
    Arrays.fill(losses, 0);
    float[][] gradients = new float[made.length][];
    for (int t = 0; t < wanted.length; t++) {
      int length = wanted[t].length;
      float[] gradient = new float[made[t].length];
      for (int i = 0; i < losses.length; i++) {
        double sum = 0;
        for (int k = 0; k < length; k++) {
          float apart = made[t][i * length + k] - wanted[t][k];
          gradient[i * length + k] = (float) (2 * weights[t] * apart);
          sum += apart * apart;
        }
        losses[i] += weights[t] * sum;
      }
      gradients[t] = gradient;
    }
    return gradients;
  }
}
