package org.dcgan4j.compute;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Inverted dropout on any backend and data type, whose mask is {@link Mask}'s: the same as the
 * fused layer's for the same state of {@code Nd4j.getRandom()}. The mask of a forward pass stays
 * for its backward pass.
 */
public final class SeededDropout implements IDropout {
  private static final long serialVersionUID = 1L;

  private final double rate;
  private transient INDArray mask;

  /** Drops a share of {@code rate}, in [0, 1). */
  public SeededDropout(double rate) {
    this.rate = rate;
  }

  @Override
  @SuppressWarnings("try") // the scope is entered, not used
  public INDArray applyDropout(
      INDArray input, INDArray output, int iteration, int epoch, LayerWorkspaceMgr workspace) {
    float[] scale = new Mask(rate, Nd4j.getRandom().nextLong()).inOrder(input.shape());
    try (MemoryWorkspace none = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
      mask = Nd4j.create(scale, input.shape(), 'c').castTo(input.dataType());
    }
    return input.muli(mask, output);
  }

  @Override
  public INDArray backprop(INDArray gradAtOutput, INDArray gradAtInput, int iteration, int epoch) {
    return gradAtOutput.muli(mask, gradAtInput);
  }

  /** DL4J's own dropout of the same rate, for a graph that is loaded without our classes. */
  public IDropout stock() {
    return new Dropout(1 - rate);
  }

  @Override
  public void clear() {
    mask = null;
  }

  @Override
  public SeededDropout clone() {
    return new SeededDropout(rate);
  }

  /**
   * Which elements dropout keeps: a pure function of a seed and the element's index, so that it
   * depends neither on threads nor on what was drawn before. Images are counted with the channels
   * last, {@code [N, H, W, C]}, as they lie in the fastest layers, wherever they lie.
   *
   * <p>Four elements share one number of {@link SplittableRandom}, 16 bits each. The rate is
   * rounded to a multiple of 1/65536, and the scale of what is kept follows the rounded one, so the
   * expectation is exact.
   */
  static final class Mask {
    private static final int LEVELS = 1 << 16;

    /** What SplittableRandom adds to its state before each number. */
    private static final long GAMMA = 0x9E3779B97F4A7C15L;

    private final long seed;
    private final int threshold;
    private final float[] scaleOfKept;

    /** Drops a share of {@code rate}, in [0, 1). */
    Mask(double rate, long seed) {
      this.seed = new SplittableRandom(seed - GAMMA).nextLong();
      this.threshold = threshold(rate);
      this.scaleOfKept = new float[] {0, scale(rate)};
    }

    /** What kept elements are multiplied by, {@code 1 / (1 - rate)} of the rounded rate. */
    static float scale(double rate) {
      return LEVELS / (float) (LEVELS - threshold(rate));
    }

    private static int threshold(double rate) {
      return Math.min(LEVELS - 1, (int) Math.round(rate * LEVELS));
    }

    /**
     * Fills {@code scale[0..count)} with 0 for a dropped element and {@link #scale} for a kept one.
     *
     * @param from index of the first element, a multiple of 4
     */
    void fill(int from, int count, float[] scale) {
      SplittableRandom random = new SplittableRandom(seed + ((from >>> 2) - 1) * GAMMA);
      int whole = count & ~3;
      for (int i = 0; i < whole; i += 4) {
        long bits = random.nextLong();
        scale[i] = scaleOf((int) bits & 0xFFFF);
        scale[i + 1] = scaleOf((int) (bits >>> 16) & 0xFFFF);
        scale[i + 2] = scaleOf((int) (bits >>> 32) & 0xFFFF);
        scale[i + 3] = scaleOf((int) (bits >>> 48));
      }
      long bits = random.nextLong();
      for (int i = whole; i < count; i++, bits >>>= 16) {
        scale[i] = scaleOf((int) bits & 0xFFFF);
      }
    }

    /**
     * For all elements of an array of a shape, {@code [N, features]} or {@code [N, C, H, W]}, in C
     * order.
     */
    float[] inOrder(long... shape) {
      float[] scale = new float[Math.toIntExact(Arrays.stream(shape).reduce(1, (a, b) -> a * b))];
      Threads.forRanges(
          scale.length,
          FastBackend.TASK,
          (from, to) -> {
            float[] part = new float[to - from];
            fill(from, part.length, part);
            System.arraycopy(part, 0, scale, from, part.length);
          });
      if (shape.length != 4) {
        return scale;
      }
      int channels = (int) shape[1];
      int area = (int) (shape[2] * shape[3]);
      float[] ordered = new float[scale.length];
      for (int i = 0; i < scale.length; i++) {
        int plane = i / area; // of all examples
        int pixel = plane / channels * area + i % area;
        ordered[i] = scale[pixel * channels + plane % channels];
      }
      return ordered;
    }

    /** A table look-up instead of a branch that would be mispredicted every third time. */
    private float scaleOf(int level) {
      return scaleOfKept[((level - threshold) >> 31) + 1];
    }
  }
}
