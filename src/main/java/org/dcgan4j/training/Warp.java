package org.dcgan4j.training;

import java.util.random.RandomGenerator;
import org.dcgan4j.config.AugmentationConfig;

/**
 * One image's translation, and the rectangle that is cut out of it after that. Both leave 0 behind:
 * mid-grey, which no data set has for background, so the discriminator can tell what was moved in.
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
   */
  void apply(double[] in, double[] out, int from) {
    for (int y = Math.max(0, dy); y < Math.min(height, height + dy); y++) {
      for (int x = Math.max(0, dx); x < Math.min(width, width + dx); x++) {
        if (!isCut(y, x)) {
          out[from + y * width + x] = in[from + (y - dy) * width + x - dx];
        }
      }
    }
  }

  /** The transpose of {@link #apply}. */
  void back(double[] gradient, double[] out, int from) {
    for (int y = Math.max(0, dy); y < Math.min(height, height + dy); y++) {
      for (int x = Math.max(0, dx); x < Math.min(width, width + dx); x++) {
        if (!isCut(y, x)) {
          out[from + (y - dy) * width + x - dx] = gradient[from + y * width + x];
        }
      }
    }
  }

  private boolean isCut(int y, int x) {
    return y >= top && y < bottom && x >= left && x < right;
  }
}
