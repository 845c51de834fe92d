package org.dcgan4j.compute;

import java.nio.FloatBuffer;
import org.dcgan4j.compute.Backend.Elementwise;
import org.dcgan4j.compute.SeededDropout.Mask;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Functions of each number by itself, over raw floats. */
final class FastElementwise {
  /** Numbers with which a plain loop and an operation of ND4J take about the same time. */
  static final int SMALL = 1 << 13;

  private FastElementwise() {}

  /**
   * An activation that trains small arrays in a plain loop: for these, handing an operation to ND4J
   * takes many times longer than the operation. Large arrays, and everything that is not training,
   * go to ND4J, so that a sample does not depend on how many are drawn with it.
   */
  static final class Activation implements Elementwise {
    private final ScalarFunction function;
    private final Elementwise large;
    private final float[] xs = new float[SMALL];
    private final float[] ys = new float[SMALL];

    Activation(ScalarFunction function) {
      this.function = function;
      this.large = new Nd4jBackend().activation(function);
    }

    @Override
    public INDArray forward(INDArray x, boolean training, LayerWorkspaceMgr workspace) {
      if (!training || x.length() > SMALL) {
        return large.forward(x, training, workspace);
      }
      int n = (int) x.length();
      HostFloats.dense(x).get(0, xs, 0, n);
      for (int i = 0; i < n; i++) {
        ys[i] = function.value().at(xs[i]);
      }
      INDArray out = Elementwise.like(x, workspace);
      HostFloats.dense(out).put(0, ys, 0, n);
      return out;
    }

    @Override
    public INDArray backward(INDArray x, INDArray gradient) {
      if (x.length() > SMALL) {
        return large.backward(x, gradient);
      }
      FloatBuffer floats = HostFloats.dense(gradient);
      for (int i = 0; i < x.length(); i++) {
        floats.put(i, floats.get(i) * function.slope().at(xs[i], ys[i]));
      }
      return gradient;
    }
  }

  /**
   * LeakyReLU without dropout, in oneDNN 3.
   *
   * @param inPlace on its input in training, where no layer before it needs that again
   */
  record OneDnnRelu(float slope, boolean inPlace, OneDnn.Held<OneDnnRelu.Key> operations)
      implements Elementwise {
    private record Key(boolean forward, OneDnn.Grid x) {}

    OneDnnRelu(double slope, boolean inPlace) {
      this((float) slope, inPlace, new OneDnn.Held<>());
    }

    @Override
    public INDArray forward(INDArray x, boolean training, LayerWorkspaceMgr workspace) {
      INDArray out = training && inPlace ? x : Elementwise.like(x, workspace);
      Key key = new Key(true, OneDnn.Grid.of(x));
      operations.get(key, () -> new ReluInOneDnn(key.x, slope).forward()).run(x, out);
      return out;
    }

    @Override
    public INDArray backward(INDArray x, INDArray gradient) {
      Key key = new Key(false, OneDnn.Grid.of(x));
      operations
          .get(key, () -> new ReluInOneDnn(key.x, slope).backward())
          .run(x, gradient, gradient);
      return gradient;
    }
  }

  /**
   * LeakyReLU, with or without inverted dropout behind it, in one pass over raw floats.
   *
   * <p>The backward pass needs no mask and no copy of the input: the sign of the output tells which
   * side of zero the input was on, and an output of exactly zero was dropped. An input of exactly
   * zero is moved to the smallest normal number, so that it does not count as dropped; every larger
   * number absorbs that addition unchanged.
   *
   * @param inPlace on its input in training, where no layer before it needs that again
   */
  record LeakyRelu(float slope, double rate, boolean inPlace) implements Elementwise {
    private static final float HUGE = 1e38f;

    /** {@code max(x, slope x)}, in training times 0 where it is dropped and else 1 / (1 - rate). */
    @Override
    public INDArray forward(INDArray x, boolean training, LayerWorkspaceMgr workspace) {
      INDArray out = training && inPlace ? x : Elementwise.like(x, workspace);
      Mask mask = training && rate > 0 ? new Mask(rate, Nd4j.getRandom().nextLong()) : null;
      boolean reordered = mask != null && x.rank() == 4 && !HostFloats.channelsLast(x);
      float[] scales = reordered ? mask.inOrder(x.shape()) : new float[0];
      FloatBuffer in = HostFloats.dense(x);
      FloatBuffer to = HostFloats.dense(out);
      // With a slope of 0 a negative input shall look as a dropped one does: neither has a
      // gradient.
      float tiny = slope == 0 ? 0 : Float.MIN_NORMAL;
      float below = slope;
      FastBackend.sweep(
          in.capacity(),
          (from, n, scratch) -> {
            float[] a = scratch[0];
            float[] scale = scratch[1];
            in.get(from, a, 0, n);
            for (int i = 0; i < n; i++) {
              a[i] = Math.max(a[i], below * a[i]) + tiny;
            }
            if (mask != null) {
              if (reordered) {
                System.arraycopy(scales, from, scale, 0, n);
              } else {
                mask.fill(from, n, scale);
              }
              for (int i = 0; i < n; i++) {
                a[i] *= scale[i];
              }
            }
            to.put(from, a, 0, n);
          });
      return out;
    }

    @Override
    public INDArray backward(INDArray x, INDArray gradient) {
      float scale = rate == 0 ? 1 : Mask.scale(rate);
      float below = slope;
      FloatBuffer y = HostFloats.dense(x);
      FloatBuffer gradients = HostFloats.dense(gradient);
      FastBackend.sweep(
          y.capacity(),
          (from, n, scratch) -> {
            float[] a = scratch[0];
            float[] g = scratch[1];
            y.get(from, a, 0, n);
            gradients.get(from, g, 0, n);
            for (int i = 0; i < n; i++) {
              float sign = Math.min(Math.max(a[i] * HUGE, -1f), 1f);
              g[i] = g[i] * (Math.max(sign, -below * sign) * scale);
            }
            gradients.put(from, g, 0, n);
          });
      return gradient;
    }
  }

  /** {@code max(x, slope x)}. */
  private record ReluInOneDnn(OneDnn.Grid x, float slope) {

    /** From x to the output, which may be x itself. */
    OneDnn.Operation forward() {
      return new OneDnn.Operation(
          description(), OneDnn.Port.in(Dnnl.SOURCE, x), OneDnn.Port.out(Dnnl.DESTINATION, x));
    }

    /** From x or the output, and the output's gradient, to that of x, which may be the same. */
    OneDnn.Operation backward() {
      return new OneDnn.Operation(
          Dnnl.hinted(
              description(),
              (out, hint) ->
                  Dnnl.dnnl_eltwise_backward_primitive_desc_create(
                      out,
                      Dnnl.ENGINE,
                      Dnnl.RELU,
                      x.layout(),
                      x.layout(),
                      x.layout(),
                      slope,
                      0,
                      hint,
                      Dnnl.ATTRIBUTES)),
          OneDnn.Port.in(Dnnl.SOURCE, x),
          OneDnn.Port.in(Dnnl.GRADIENT + Dnnl.DESTINATION, x),
          OneDnn.Port.out(Dnnl.GRADIENT + Dnnl.SOURCE, x));
    }

    private long description() {
      return Dnnl.made(
          out ->
              Dnnl.dnnl_eltwise_forward_primitive_desc_create(
                  out,
                  Dnnl.ENGINE,
                  Dnnl.FORWARD_TRAINING,
                  Dnnl.RELU,
                  x.layout(),
                  x.layout(),
                  slope,
                  0,
                  Dnnl.ATTRIBUTES));
    }
  }
}
