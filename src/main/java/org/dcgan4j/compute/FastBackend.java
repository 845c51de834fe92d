package org.dcgan4j.compute;

import java.nio.FloatBuffer;
import java.util.Arrays;
import org.dcgan4j.compute.Blas.Matrix;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.api.ndarray.INDArray;

/** On floats in this machine's memory: our kernels, and oneDNN for large convolutions. */
final class FastBackend implements Backend {
  /** So many fill a register of the widest processors: they may lie last. */
  static final int MANY_CHANNELS = 16;

  private final boolean bfloat16;
  private final boolean oneDnn;

  /**
   * @param bfloat16 whether convolutions multiply bfloat16 numbers, where the processor does
   */
  FastBackend(boolean bfloat16) {
    this(bfloat16 && Dnnl.multipliesBfloat16(), Dnnl.present());
  }

  private FastBackend(boolean bfloat16, boolean oneDnn) {
    Blas.load();
    this.bfloat16 = bfloat16;
    this.oneDnn = oneDnn;
  }

  /** As it is on a platform that oneDNN 3 is not there for. */
  static FastBackend withoutOneDnn() {
    return new FastBackend(false, false);
  }

  @Override
  public String word() {
    return (bfloat16 ? BackendKind.BF16 : BackendKind.FAST).word();
  }

  @Override
  public Linear dense() {
    return oneDnn ? new OneDnnDense() : new Dense();
  }

  /**
   * Each product is one BLAS call, or one on each core. Weights, and their gradients, lie in F
   * order: row by row that is their transpose.
   */
  private static final class Dense implements Linear {

    @Override
    public void forward(INDArray x, Weights p, INDArray out) {
      Blas.productInParallel(rows(x), transposed(p).transpose(), rows(out));
      if (p.bias() == null) {
        return;
      }
      if (isSmall(out)) {
        addToRows(HostFloats.of(p.bias()), HostFloats.of(out));
      } else {
        out.addiRowVector(p.bias());
      }
    }

    @Override
    public void backwardData(INDArray gradient, Weights p, INDArray xGradient) {
      Blas.productInParallel(rows(gradient), transposed(p), rows(xGradient));
    }

    @Override
    public void backwardWeights(INDArray x, INDArray gradient, Weights p, Weights gradients) {
      Blas.productInParallel(rows(gradient).transpose(), rows(x), transposed(gradients));
      if (gradients.bias() == null) {
        return;
      }
      if (isSmall(gradient)) {
        sumRows(HostFloats.of(gradient), HostFloats.of(gradients.bias()));
      } else {
        Nd4jBackend.sum(gradient, gradients.bias(), 0);
      }
    }

    /** Small arrays in a plain loop, see {@link FastElementwise}. */
    private static boolean isSmall(INDArray array) {
      return array.length() <= FastElementwise.SMALL;
    }

    private static void addToRows(FloatBuffer row, FloatBuffer matrix) {
      int columns = row.capacity();
      for (int at = 0; at < matrix.capacity(); at += columns) {
        for (int i = 0; i < columns; i++) {
          matrix.put(at + i, matrix.get(at + i) + row.get(i));
        }
      }
    }

    private static void sumRows(FloatBuffer matrix, FloatBuffer sum) {
      int columns = sum.capacity();
      float[] sums = new float[columns];
      for (int at = 0; at < matrix.capacity(); at += columns) {
        for (int i = 0; i < columns; i++) {
          sums[i] += matrix.get(at + i);
        }
      }
      sum.put(0, sums);
    }

    private static Matrix rows(INDArray matrix) {
      return Matrix.of(HostFloats.pointer(matrix), matrix.size(0), matrix.size(1));
    }

    private static Matrix transposed(Weights p) {
      return Matrix.of(HostFloats.pointer(p.weights()), p.weights().size(1), p.weights().size(0));
    }
  }

  @Override
  public Linear convolution(Geometry geometry, long few) {
    if (oneDnn) {
      return new OneDnnConvolution(geometry, few, bfloat16 ? Dnnl.BF16 : Dnnl.F32);
    }
    if (geometry.groups() > 1) {
      return new GroupByGroup(geometry.groups(), convolution(geometry.ofOneGroup(), few));
    }
    return PatchConvolution.suits(few, geometry)
        ? new PatchConvolution(geometry)
        : new Nd4jBackend.Convolution(geometry);
  }

  @Override
  public Resampling down() {
    return new FastResampling(Taps::down);
  }

  @Override
  public Resampling up() {
    return new FastResampling(Taps::up);
  }

  @Override
  public Normalisation batchNorm(double epsilon, double decay) {
    return oneDnn ? new OneDnnBatchNorm(epsilon, decay) : new FastBatchNorm(epsilon, decay);
  }

  @Override
  public ChannelAffine channelAffine() {
    return new FastChannelAffine();
  }

  @Override
  public Elementwise leakyRelu(double slope, double rate) {
    return relu(slope, rate, true);
  }

  @Override
  public Elementwise activation(ScalarFunction function) {
    return function.stock() instanceof ActivationReLU
        ? relu(0, 0, false)
        : new FastElementwise.Activation(function);
  }

  private Elementwise relu(double slope, double rate, boolean inPlace) {
    return rate == 0 && oneDnn
        ? new FastElementwise.OneDnnRelu(slope, inPlace)
        : new FastElementwise.LeakyRelu((float) slope, rate, inPlace);
  }

  @Override
  public void adam(AdamStep step, INDArray parameters, INDArray gradients, INDArray moments) {
    FloatBuffer p = HostFloats.of(parameters);
    FloatBuffer g = HostFloats.of(gradients);
    FloatBuffer m = HostFloats.of(moments);
    int n = p.capacity();
    float beta1 = (float) step.beta1();
    float beta2 = (float) step.beta2();
    float size = (float) step.size();
    float epsilon = (float) step.epsilon();
    float share1 = 1 - beta1;
    float share2 = 1 - beta2;
    sweep(
        n,
        (from, count, s) -> {
          float[] value = s[0];
          float[] gradient = s[1];
          // Without momentum the first moment is the gradient, and need not be kept.
          float[] first = beta1 == 0 ? gradient : s[2];
          float[] second = s[3];
          p.get(from, value, 0, count);
          g.get(from, gradient, 0, count);
          m.get(n + from, second, 0, count);
          if (beta1 != 0) {
            m.get(from, first, 0, count);
            for (int i = 0; i < count; i++) {
              first[i] = beta1 * first[i] + share1 * gradient[i];
            }
            m.put(from, first, 0, count);
          }
          for (int i = 0; i < count; i++) {
            second[i] = beta2 * second[i] + share2 * (gradient[i] * gradient[i]);
            value[i] -= size * first[i] / ((float) Math.sqrt(second[i]) + epsilon);
          }
          p.put(from, value, 0, count);
          m.put(n + from, second, 0, count);
        });
  }

  @Override
  public void descend(
      DescentStep step, INDArray parameters, INDArray gradients, INDArray velocities) {
    FloatBuffer p = HostFloats.of(parameters);
    FloatBuffer g = HostFloats.of(gradients);
    FloatBuffer v = velocities == null ? null : HostFloats.of(velocities);
    float rate = (float) step.learningRate();
    float momentum = (float) step.momentum();
    boolean nesterov = step.nesterov();
    sweep(
        p.capacity(),
        (from, count, s) -> {
          float[] value = s[0];
          float[] gradient = s[1];
          float[] velocity = s[2];
          p.get(from, value, 0, count);
          g.get(from, gradient, 0, count);
          if (v == null) {
            for (int i = 0; i < count; i++) {
              value[i] -= rate * gradient[i];
            }
          } else {
            v.get(from, velocity, 0, count);
            for (int i = 0; i < count; i++) {
              float descent = rate * gradient[i];
              velocity[i] = momentum * velocity[i] - descent;
              value[i] += nesterov ? momentum * velocity[i] - descent : velocity[i];
            }
            v.put(from, velocity, 0, count);
          }
          p.put(from, value, 0, count);
        });
  }

  @Override
  public void average(INDArray average, INDArray values, double decay) {
    FloatBuffer a = HostFloats.of(average);
    FloatBuffer v = HostFloats.of(values);
    float share = (float) (1 - decay);
    sweep(
        a.capacity(),
        (from, count, s) -> {
          float[] mean = s[0]; // in the loop, s[0] and s[1] would keep it from being vectorised
          float[] newest = s[1];
          a.get(from, mean, 0, count);
          v.get(from, newest, 0, count);
          for (int i = 0; i < count; i++) {
            mean[i] += share * (newest[i] - mean[i]);
          }
          a.put(from, mean, 0, count);
        });
  }

  /** In double precision, the same on any number of threads. */
  @Override
  public double squares(INDArray array) {
    FloatBuffer x = HostFloats.of(array);
    double[] sums = new double[(x.capacity() + TASK - 1) / TASK];
    sweep(
        x.capacity(),
        (from, count, s) -> {
          x.get(from, s[0], 0, count);
          double sum = sums[from / TASK];
          for (int i = 0; i < count; i++) {
            sum += (double) s[0][i] * s[0][i];
          }
          sums[from / TASK] = sum;
        });
    return Arrays.stream(sums).sum();
  }

  /** Floats that fit the cache, and those that one core goes through one block after the other. */
  private static final int BLOCK = 2048;

  static final int TASK = 32 * BLOCK;
  private static final ThreadLocal<float[][]> SCRATCH =
      ThreadLocal.withInitial(() -> new float[4][BLOCK]);

  interface Block {
    /** Of {@code count} numbers; the scratch is four arrays that hold a block each. */
    void accept(int from, int count, float[][] scratch);
  }

  /** One pass over {@code [0, total)} in blocks, large arrays on all cores. */
  static void sweep(int total, Block block) {
    Threads.forRanges(
        total,
        TASK,
        (from, to) -> {
          float[][] scratch = SCRATCH.get();
          for (int at = from; at < to; at += BLOCK) {
            block.accept(at, Math.min(BLOCK, to - at), scratch);
          }
        });
  }
}
