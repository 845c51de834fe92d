package org.dcgan4j.training;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.dcgan4j.config.TrainingConfig.AugmentationConfig;
import org.dcgan4j.layer.DataShape;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * What is done to images before the discriminator sees them: each is moved and cut in its own way,
 * then noise is added. All of it is linear in the image but for the noise, which is added, so the
 * gradient goes back by the transpose. Without any of it images and gradients pass as they are.
 */
final class Augmentation {
  private static final RandomGeneratorFactory<RandomGenerator> GENERATORS =
      RandomGeneratorFactory.of("L64X128MixRandom");

  /** Apart from the other draws of the same step. */
  private static final long STREAM = 0x6175676D656E74L;

  private final AugmentationConfig config;
  private final DataShape shape;
  private RandomGenerator random;
  private double noise;

  Augmentation(AugmentationConfig config, DataShape shape) {
    this.config = config;
    this.shape = shape;
  }

  /**
   * Begins a step.
   *
   * @param images seen before it
   * @param whole images of the whole run; infinite where that is not known
   */
  void begin(long seed, double images, double whole) {
    random = GENERATORS.create(TrainingStep.seed(seed, STREAM));
    noise = config.noise().at(images, whole);
  }

  /**
   * Draws how, and does it. Inside the step's memory.
   *
   * @param examples {@code [N, C, H, W]}, unchanged
   */
  Applied apply(INDArray examples) {
    Warp[] warps = config.warps() ? warps(Math.toIntExact(examples.size(0))) : new Warp[0];
    INDArray seen = examples;
    if (warps.length > 0 || noise > 0) {
      double[] values = values(examples);
      if (warps.length > 0) {
        values = warped(warps, values, false);
      }
      for (int i = 0; noise > 0 && i < values.length; i++) {
        values[i] += noise * random.nextGaussian();
      }
      seen = array(values, examples);
    }
    return new Applied(seen, warps);
  }

  private Warp[] warps(int count) {
    int[] d = shape.dimensions();
    Warp[] warps = new Warp[count];
    for (int i = 0; i < count; i++) {
      warps[i] = Warp.draw(config, d[1], d[2], random);
    }
    return warps;
  }

  /** What the discriminator sees, and the way back. */
  final class Applied {
    private final INDArray examples;
    private final Warp[] warps;

    private Applied(INDArray examples, Warp[] warps) {
      this.examples = examples;
      this.warps = warps;
    }

    INDArray examples() {
      return examples;
    }

    /** From the gradient with respect to {@link #examples} to that of what they were made of. */
    INDArray gradient(INDArray gradient) {
      return warps.length == 0 ? gradient : array(warped(warps, values(gradient), true), gradient);
    }
  }

  /** Each example's channels by the example's warp. */
  private double[] warped(Warp[] warps, double[] in, boolean back) {
    double[] out = new double[in.length];
    int channels = shape.dimensions()[0];
    int area = shape.length() / channels;
    for (int i = 0; i < warps.length * channels; i++) {
      warps[i / channels].move(in, out, i * area, back);
    }
    return out;
  }

  private static double[] values(INDArray array) {
    return array.dup('c').data().asDouble();
  }

  private static INDArray array(double[] values, INDArray like) {
    return Nd4j.createFromArray(values).castTo(like.dataType()).reshape('c', like.shape());
  }

  /**
   * One image's translation, and the rectangle that is cut out of it after that. Both leave 0
   * behind: mid-grey, which no data set has for background, so the discriminator can tell what was
   * moved in.
   *
   * @param dy how far down the image moves, in pixels
   * @param dx how far to the right
   * @param top first row of the rectangle
   * @param bottom row below it
   * @param left first column of the rectangle
   * @param right column beside it
   */
  record Warp(int height, int width, int dy, int dx, int top, int bottom, int left, int right) {

    /**
     * Moves by up to the configured share of each side, and cuts around a centre anywhere in the
     * image (Zhao et al., "Differentiable augmentation for data-efficient GAN training", 2020).
     */
    static Warp draw(AugmentationConfig config, int height, int width, RandomGenerator random) {
      int dy = shift(config.translation(), height, random);
      int dx = shift(config.translation(), width, random);
      int cutHeight = (int) Math.round(config.cutout() * height);
      int cutWidth = (int) Math.round(config.cutout() * width);
      int top = cutHeight == 0 ? 0 : random.nextInt(height + 1) - cutHeight / 2;
      int left = cutWidth == 0 ? 0 : random.nextInt(width + 1) - cutWidth / 2;
      return new Warp(height, width, dy, dx, top, top + cutHeight, left, left + cutWidth);
    }

    private static int shift(double share, int side, RandomGenerator random) {
      int most = (int) Math.round(share * side);
      return most == 0 ? 0 : random.nextInt(-most, most + 1);
    }

    /**
     * @param from where the image begins in both arrays, {@code [height, width]}
     * @param out zeros there, written
     * @param back whether to apply the transpose, as a gradient goes back
     */
    void move(double[] in, double[] out, int from, boolean back) {
      for (int y = Math.max(0, dy); y < Math.min(height, height + dy); y++) {
        for (int x = Math.max(0, dx); x < Math.min(width, width + dx); x++) {
          int moved = from + y * width + x;
          int original = moved - dy * width - dx;
          if (!isCut(y, x)) {
            out[back ? original : moved] = in[back ? moved : original];
          }
        }
      }
    }

    private boolean isCut(int y, int x) {
      return y >= top && y < bottom && x >= left && x < right;
    }
  }
}
