package org.dcgan4j.compute;

import java.nio.FloatBuffer;
import org.dcgan4j.compute.Backend.Elementwise;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * LeakyReLU, with or without inverted dropout behind it, in one pass over raw floats; in training
 * in place on its input, which no layer before it needs again.
 *
 * <p>The backward pass needs no mask and no copy of the input: the sign of the output tells which
 * side of zero the input was on, and an output of exactly zero was dropped. An input of exactly
 * zero is moved to the smallest normal number, so that it does not count as dropped; every larger
 * number absorbs that addition unchanged.
 *
 * <p>Which elements are dropped is a pure function of the seed and the element's index (SplitMix64
 * over the index, 16 bits an element), so it depends neither on threads nor on what was drawn
 * before.
 */
final class FastLeakyRelu implements Elementwise {
  private static final float TINY = Float.MIN_NORMAL;
  private static final float HUGE = 1e38f;

  private final float slope;
  private final double rate;

  FastLeakyRelu(float slope, double rate) {
    this.slope = slope;
    this.rate = rate;
  }

  @Override
  public INDArray forward(INDArray x, boolean training, LayerWorkspaceMgr workspace) {
    if (!training) {
      INDArray out =
          workspace.createUninitialized(ArrayType.ACTIVATIONS, x.dataType(), x.shape(), 'c');
      forward(HostFloats.of(x), HostFloats.of(out), slope);
      return out;
    }
    FloatBuffer floats = HostFloats.of(x);
    if (rate == 0) {
      forward(floats, floats, slope);
    } else {
      forward(floats, slope, rate, Nd4j.getRandom().nextLong());
    }
    return x;
  }

  @Override
  public INDArray backward(INDArray x, INDArray gradient) {
    float scale = rate == 0 ? 1 : SeededDropout.Mask.scale(rate);
    backward(HostFloats.of(x), HostFloats.of(gradient), slope, scale);
    return gradient;
  }

  /**
   * {@code y = max(x, slope x)}.
   *
   * @param y of the same length, may be {@code x} itself
   */
  private static void forward(FloatBuffer x, FloatBuffer y, float slope) {
    float tiny = tiny(slope);
    FastBackend.sweep(
        x.capacity(),
        (from, n, scratch) -> {
          float[] a = scratch[0];
          x.get(from, a, 0, n);
          for (int i = 0; i < n; i++) {
            a[i] = Math.max(a[i], slope * a[i]) + tiny;
          }
          y.put(from, a, 0, n);
        });
  }

  /** {@code x = max(x, slope x) * (dropped ? 0 : 1 / (1 - rate))}. */
  private static void forward(FloatBuffer x, float slope, double rate, long seed) {
    SeededDropout.Mask mask = new SeededDropout.Mask(rate, seed);
    float tiny = tiny(slope);
    FastBackend.sweep(
        x.capacity(),
        (from, n, scratch) -> {
          float[] a = scratch[0];
          float[] scale = scratch[1];
          x.get(from, a, 0, n);
          mask.fill(from, n, scale);
          for (int i = 0; i < n; i++) {
            a[i] = (Math.max(a[i], slope * a[i]) + tiny) * scale[i];
          }
          x.put(from, a, 0, n);
        });
  }

  /**
   * Multiplies the gradient by the derivative of what made {@code y}.
   *
   * @param y the output of the forward pass
   * @param scale 1, or {@code 1 / (1 - rate)} with dropout
   */
  private static void backward(FloatBuffer y, FloatBuffer gradient, float slope, float scale) {
    FastBackend.sweep(
        y.capacity(),
        (from, n, scratch) -> {
          float[] a = scratch[0];
          float[] g = scratch[1];
          y.get(from, a, 0, n);
          gradient.get(from, g, 0, n);
          for (int i = 0; i < n; i++) {
            float sign = Math.min(Math.max(a[i] * HUGE, -1f), 1f);
            g[i] = g[i] * (Math.max(sign, -slope * sign) * scale);
          }
          gradient.put(from, g, 0, n);
        });
  }

  /**
   * With a slope of 0 a negative input shall look as a dropped one does: neither has a gradient.
   */
  private static float tiny(float slope) {
    return slope == 0 ? 0 : TINY;
  }
}
