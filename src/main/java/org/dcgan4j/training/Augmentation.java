package org.dcgan4j.training;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.dcgan4j.config.DataConfig.PixelRange;
import org.dcgan4j.config.TrainingConfig.AugmentationConfig;
import org.dcgan4j.layer.DataShape;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * What is done to images before the discriminator sees them: each is mirrored, scaled, turned,
 * moved, cut and coloured in its own way, then noise is added. All of it is linear in the image but
 * for brightness and noise, which are added, so the gradient goes back by the transpose. Without
 * any of it images and gradients pass as they are.
 */
public final class Augmentation {
  private static final RandomGeneratorFactory<RandomGenerator> GENERATORS =
      RandomGeneratorFactory.of("L64X128MixRandom");

  /** Apart from the other draws of the same step. */
  private static final long STREAM = 0x6175676D656E74L;

  /** More of it shows in the fakes (Karras et al., 2020, section 2.2 and figure 4). */
  private static final double MOST = 0.8;

  /** Less is chance: a run of batches whose reals are believed, and nothing learned by heart. */
  private static final double LEAST = 0.02;

  /** A share of a batch that is the target is not told from it by less. */
  private static final double ROUNDING = 1e-9;

  private final AugmentationConfig config;
  private final PixelRange range;
  private final DataShape shape;
  private RandomGenerator random;
  private double noise;
  private double strength;
  private double most;

  /**
   * @param range of the numbers of an image
   */
  Augmentation(AugmentationConfig config, PixelRange range, DataShape shape) {
    this.config = config;
    this.range = range;
    this.shape = shape;
    this.most = config.strength().from();
    setStrength(0);
  }

  /** Goes on from where {@link #strength} was. */
  void setStrength(double before) {
    strength = config.target() > 0 ? before : most;
  }

  /** The probability of each change of an image where it is steered, or 0. */
  double strength() {
    return config.target() > 0 ? strength : 0;
  }

  /** What a penalty that is steered, too, is to be multiplied by; 1 while nothing is changed. */
  double penaltyFactor() {
    return changesImages() ? 1 + config.penaltyGain() * strength() : 1;
  }

  /**
   * Makes it stronger or weaker, where it is steered.
   *
   * @param believed the share of the last reals that the discriminator takes for real, in [0, 1]
   * @param reals how many these were
   * @param spent whether the discriminator is too sure, and all else that calms it is spent
   */
  void steer(double believed, int reals, boolean spent) {
    if (config.target() > 0) {
      double above = spent ? 1 : 2 * believed - 1 - config.target();
      double towards = Math.abs(above) < ROUNDING ? 0 : Math.signum(above);
      double steered = strength + towards * reals / config.over();
      strength = Math.max(0, Math.min(Math.min(MOST, most), steered));
    }
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
    most = config.strength().at(images, whole);
    strength = config.target() > 0 ? strength : most;
  }

  /**
   * Draws how, and does it. Inside the step's memory.
   *
   * @param examples {@code [N, C, H, W]}, unchanged
   */
  Applied apply(INDArray examples) {
    boolean changes = changesImages();
    Change[] all = changes ? draw(Math.toIntExact(examples.size(0))) : new Change[0];
    INDArray seen = examples;
    if (changes || noise > 0) {
      double[] values = values(examples);
      each(all, values, false);
      for (int i = 0; noise > 0 && i < values.length; i++) {
        values[i] += noise * random.nextGaussian();
      }
      seen = array(values, examples);
    }
    return new Applied(seen, all);
  }

  /** Otherwise than by noise. */
  private boolean changesImages() {
    return config.changes() && strength > (config.target() > 0 ? LEAST : 0);
  }

  private Change[] draw(int count) {
    int[] d = shape.dimensions();
    Change[] changes = new Change[count];
    for (int i = 0; i < count; i++) {
      Affine affine = Affine.draw(config, strength, d[1], d[2], random);
      Warp warp = Warp.draw(config, strength, d[1], d[2], random);
      changes[i] = new Change(affine, warp, Tint.draw(config.colour(), range, strength, random));
    }
    return changes;
  }

  /** What happens to one image. */
  private record Change(Affine affine, Warp warp, Tint tint) {}

  /** What the discriminator sees, and the way back. */
  final class Applied {
    private final INDArray examples;
    private final Change[] changes;

    private Applied(INDArray examples, Change[] changes) {
      this.examples = examples;
      this.changes = changes;
    }

    INDArray examples() {
      return examples;
    }

    /** From the gradient with respect to {@link #examples} to that of what they were made of. */
    INDArray gradient(INDArray gradient) {
      if (changes.length == 0) {
        return gradient;
      }
      double[] values = values(gradient);
      each(changes, values, true);
      return array(values, gradient);
    }
  }

  /** Changes each example, or takes a gradient back, in place. */
  private void each(Change[] changes, double[] values, boolean back) {
    int length = shape.length();
    for (int i = 0; i < changes.length; i++) {
      double[] image = Arrays.copyOfRange(values, i * length, (i + 1) * length);
      double[] changed = back ? back(changes[i], image) : forth(changes[i], image);
      System.arraycopy(changed, 0, values, i * length, length);
    }
  }

  private double[] forth(Change change, double[] image) {
    double[] turned = planes(image, change.affine(), false);
    double[] moved = planes(turned, change.warp(), false);
    change.tint().apply(moved, shape.dimensions()[0], false);
    return moved;
  }

  private double[] back(Change change, double[] gradient) {
    change.tint().apply(gradient, shape.dimensions()[0], true);
    double[] moved = planes(gradient, change.warp(), true);
    return planes(moved, change.affine(), true);
  }

  /** To where the pixels of an image go. */
  sealed interface Move {

    /** Whether every pixel stays where it is. */
    boolean isNone();

    /**
     * Of one channel.
     *
     * @param from where it begins in both arrays, {@code [height, width]}
     * @param out zeros there, written
     * @param back whether to apply the transpose, as a gradient goes back
     */
    void move(double[] in, double[] out, int from, boolean back);
  }

  private double[] planes(double[] in, Move move, boolean back) {
    if (move.isNone()) {
      return in;
    }
    double[] out = new double[in.length];
    int area = in.length / shape.dimensions()[0];
    for (int from = 0; from < in.length; from += area) {
      move.move(in, out, from, back);
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
  record Warp(int height, int width, int dy, int dx, int top, int bottom, int left, int right)
      implements Move {

    /**
     * Moves by up to the configured share of each side, and cuts around a centre anywhere in the
     * image (Zhao et al., "Differentiable augmentation for data-efficient GAN training", 2020).
     */
    static Warp draw(
        AugmentationConfig config, double strength, int height, int width, RandomGenerator random) {
      double translation = happens(strength, random) ? config.translation() : 0;
      int dy = shift(translation, height, random);
      int dx = shift(translation, width, random);
      double cutout = happens(strength, random) ? config.cutout() : 0;
      int cutHeight = (int) Math.round(cutout * height);
      int cutWidth = (int) Math.round(cutout * width);
      int top = cutHeight == 0 ? 0 : random.nextInt(height + 1) - cutHeight / 2;
      int left = cutWidth == 0 ? 0 : random.nextInt(width + 1) - cutWidth / 2;
      return new Warp(height, width, dy, dx, top, top + cutHeight, left, left + cutWidth);
    }

    private static int shift(double share, int side, RandomGenerator random) {
      int most = (int) Math.round(share * side);
      return most == 0 ? 0 : random.nextInt(-most, most + 1);
    }

    @Override
    public boolean isNone() {
      return dy == 0 && dx == 0 && (top == bottom || left == right);
    }

    @Override
    public void move(double[] in, double[] out, int from, boolean back) {
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

  /** Draws nothing where it is certain. */
  private static boolean happens(double probability, RandomGenerator random) {
    return probability >= 1 || random.nextDouble() < probability;
  }

  /**
   * One image mirrored, scaled and turned about its centre. A pixel is what lies at {@code M p} in
   * the image, weighted from the four pixels around; beyond an edge lies the image mirrored there.
   *
   * @param yy the part of the row there that comes from the row here, both from the centre
   * @param yx the part of it that comes from the column
   * @param xy the part of the column there that comes from the row
   * @param xx the part of it that comes from the column
   */
  record Affine(int height, int width, double yy, double yx, double xy, double xx) implements Move {

    static Affine draw(
        AugmentationConfig config, double strength, int height, int width, RandomGenerator random) {
      boolean mirrored = config.flips() && happens(strength, random) && random.nextBoolean();
      double factor =
          config.scale() > 0 && happens(strength, random)
              ? Math.pow(2, -config.scale() * random.nextGaussian())
              : 1;
      double angle =
          config.rotation() > 0 && happens(strength, random)
              ? Math.toRadians(config.rotation() * (2 * random.nextDouble() - 1))
              : 0;
      double side = mirrored ? -factor : factor;
      double cos = Math.cos(angle);
      double sin = Math.sin(angle);
      return new Affine(height, width, factor * cos, factor * sin, -side * sin, side * cos);
    }

    @Override
    public boolean isNone() {
      return yy == 1 && yx == 0 && xy == 0 && xx == 1;
    }

    @Override
    public void move(double[] in, double[] out, int from, boolean back) {
      double middleY = (height - 1) / 2.0;
      double middleX = (width - 1) / 2.0;
      for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
          double sourceY = middleY + yy * (y - middleY) + yx * (x - middleX);
          double sourceX = middleX + xy * (y - middleY) + xx * (x - middleX);
          int top = (int) Math.floor(sourceY);
          int left = (int) Math.floor(sourceX);
          for (int corner = 0; corner < 4; corner++) {
            int row = top + corner / 2;
            int column = left + corner % 2;
            double weight = (1 - Math.abs(sourceY - row)) * (1 - Math.abs(sourceX - column));
            int here = from + y * width + x;
            int there = from + within(row, height) * width + within(column, width);
            out[back ? there : here] += weight * in[back ? here : there];
          }
        }
      }
    }

    private static int within(int index, int count) {
      int at = Math.floorMod(index, 2 * count);
      return at < count ? at : 2 * count - 1 - at;
    }
  }

  /**
   * One image's colours: {@code contrast (grey + saturation (x - grey)) + brightness}, where grey
   * is the mean of a pixel's channels. What {@link #draw} gives has the middle of the range stay as
   * it is but for a brightness of its own.
   */
  record Tint(double brightness, double contrast, double saturation) {
    private static final double BRIGHTNESS = 0.2;
    private static final double CONTRAST = 0.5;

    static Tint draw(double colour, PixelRange range, double strength, RandomGenerator random) {
      if (colour == 0) {
        return new Tint(0, 1, 1);
      }
      double brighter =
          happens(strength, random)
              ? colour * BRIGHTNESS * range.width() * random.nextGaussian()
              : 0;
      double contrast =
          happens(strength, random) ? Math.pow(2, colour * CONTRAST * random.nextGaussian()) : 1;
      double saturation =
          happens(strength, random) ? Math.pow(2, colour * random.nextGaussian()) : 1;
      return new Tint(brighter + range.middle() * (1 - contrast), contrast, saturation);
    }

    /** Its matrix is its own transpose. */
    void apply(double[] image, int channels, boolean gradient) {
      if (brightness == 0 && contrast == 1 && saturation == 1) {
        return;
      }
      int area = image.length / channels;
      for (int i = 0; i < area; i++) {
        double grey = 0;
        for (int at = i; at < image.length; at += area) {
          grey += image[at] / channels;
        }
        for (int at = i; at < image.length; at += area) {
          double coloured = channels == 1 ? image[at] : grey + saturation * (image[at] - grey);
          image[at] = contrast * coloured + (gradient ? 0 : brightness);
        }
      }
    }
  }
}
