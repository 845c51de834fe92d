package org.dcgan4j.config;

import org.dcgan4j.binding.ConfigWord;
import org.dcgan4j.binding.FieldType.Default;
import org.dcgan4j.binding.FieldType.Range;
import org.dcgan4j.binding.Records;
import org.dcgan4j.compute.BackendKind;
import org.dcgan4j.layer.DataShape;

/**
 * The adversarial game. It ends at the first reached of {@code epochs}, {@code steps} and {@code
 * minutes}; 0 is no such limit, and at least one is above 0.
 *
 * @param loss what both networks learn from
 * @param batchSize images in one batch
 * @param epochs passes over the data after which it ends
 * @param steps generator steps after which it ends
 * @param minutes of training after which it ends
 * @param seed of all randomness of a training
 * @param backend what computes; a resumed run may change it, and its bits with it
 * @param discriminatorSteps discriminator steps before each generator step, k
 * @param realTarget what the discriminator shall answer for reals; 1 is no label smoothing
 * @param reuseFakes whether the generator learns from the fakes that the discriminator just saw,
 *     and not from fresh ones
 * @param generatorBatches how many batches of fresh fakes the generator learns from at once in each
 *     of its steps; with more its gradient is less of chance, at the price of a pass through both
 *     networks each; 0 is 2 for pictures in grey and else 1; it is one as long as the
 *     discriminator's penalties are steered to less than they begin with
 * @param discriminatorBatches how many batches of fresh fakes the discriminator learns from at
 *     once, beside one of reals, which weighs as much as all of them
 * @param conditional whether both networks are told the class; {@code true} needs data with labels,
 *     and {@code auto} looks whether there are any
 * @param augmentation of what the discriminator sees
 */
public record TrainingConfig(
    LossKind loss,
    @Range(from = 1, to = 65_536) int batchSize,
    @Range(from = 0, to = 1_000_000) int epochs,
    @Range(from = 0, to = 1e12) long steps,
    @Range(from = 0, to = 525_600) double minutes,
    long seed,
    BackendKind backend,
    @Range(from = 1, to = 100) int discriminatorSteps,
    @Range(from = 0, to = 1, fromIncluded = false) double realTarget,
    boolean reuseFakes,
    @Default("1") @Range(from = 0, to = 64) int generatorBatches,
    @Default("1") @Range(from = 1, to = 64) int discriminatorBatches,
    Conditional conditional,
    AugmentationConfig augmentation) {
  public TrainingConfig {
    Records.check(
        loss,
        batchSize,
        epochs,
        steps,
        minutes,
        seed,
        backend,
        discriminatorSteps,
        realTarget,
        reuseFakes,
        generatorBatches,
        discriminatorBatches,
        conditional,
        augmentation);
    Records.require(
        epochs > 0 || steps > 0 || minutes > 0,
        "given 0 epochs, 0 steps and 0 minutes, legal is at least one above 0");
    Records.require(
        !reuseFakes || generatorBatches <= 1,
        "generatorBatches: given " + generatorBatches + ", legal with training.reuseFakes is 1");
    Records.require(
        discriminatorBatches <= 1 || !reuseFakes && loss != LossKind.RELATIVISTIC,
        "discriminatorBatches: given "
            + discriminatorBatches
            + ", legal with training.reuseFakes or pairs of a real and a fake is 1");
  }

  /** Whether its backend keeps fewer bits of products than of all else. */
  public boolean roundsProducts() {
    return backend == BackendKind.BF16;
  }

  /** {@link #generatorBatches} for examples of a shape. */
  public int generatorBatches(DataShape examples) {
    boolean grey = examples.isImage() && examples.dimensions()[0] == 1;
    return generatorBatches > 0 ? generatorBatches : grey && !reuseFakes ? 2 : 1;
  }

  /** What the two networks minimise; {@code D} is a probability in the first two. */
  public enum LossKind implements ConfigWord {
    /** Cross-entropy; {@code -log D(G(z))} keeps the generator's gradient large on bad fakes. */
    NON_SATURATING,
    /** Cross-entropy; {@code log(1 - D(G(z)))} for the generator, as in the original game. */
    MINIMAX,
    /** Half the squared distance of the logit from 1 and from 0. */
    LEAST_SQUARES,
    /** The logit's distance from a margin of 1 on its side of 0; itself for the generator. */
    HINGE,
    /** Cross-entropy of how far a real is ahead of a fake, in pairs of one batch. */
    RELATIVISTIC
  }

  /** Whether both networks are told the class of each image. */
  public enum Conditional implements ConfigWord {
    TRUE,
    FALSE,
    /** Where the data have labels that say something: those of two to 256 classes. */
    AUTO;

    /** As many classes as networks may be told. */
    public static final int MOST_CLASSES = 256;

    /** TRUE or FALSE for data of so many classes, 0 where there are no labels. */
    public Conditional on(int classes) {
      if (this != AUTO) {
        return this;
      }
      return classes >= 2 && classes <= MOST_CLASSES ? TRUE : FALSE;
    }
  }

  /**
   * What is done to all images, reals and fakes alike, before the discriminator sees them. The
   * generator learns through it (Zhao et al., "Differentiable augmentation for data-efficient GAN
   * training", 2020).
   *
   * @param translation how far an image moves at most, up, down, left and right, as a share of its
   *     side; what comes in is 0
   * @param cutout the side of the square that is set to 0, as a share of the image's
   * @param noise the standard deviation of Gaussian noise that is added (Sønderby et al.,
   *     "Amortised MAP inference for image super-resolution", 2017)
   * @param flips whether half of the images are mirrored, left to right
   * @param scale the standard deviation of the binary logarithm of the factor by which an image is
   *     made larger or smaller about its centre; what comes in is the image mirrored at its edge
   * @param rotation how far an image is turned at most, to the left and to the right, in degrees
   * @param colour how far brightness, contrast and, in colour, saturation are changed: standard
   *     deviations of 0.2 of the range of values, and of 0.5 and 1 of the binary logarithm of the
   *     factor, each times this
   * @param strength the probability of each change of an image but the noise, or where a target
   *     steers it, the most that it becomes; 0 changes nothing, and above 0.8 changes begin to show
   *     in the fakes
   * @param target the share of reals that the discriminator believes, less the share that it does
   *     not, which steers how strong all this is but the noise: above it more images are changed,
   *     below it fewer, each in each way with the strength as probability, from 0 at the start
   *     (Karras et al., "Training generative adversarial networks with limited data", 2020, section
   *     3); more also where a penalty that is steered is at its end and the discriminator still too
   *     sure; 0 changes all images always
   * @param over images that are seen while the strength goes from 0 to 1 at the fastest
   * @param penaltyGain where the strength is steered, the weight of penalties that are steered,
   *     too, is multiplied by 1 and so many times the strength
   */
  public record AugmentationConfig(
      @Range(from = 0, to = 1) double translation,
      @Range(from = 0, to = 1) double cutout,
      @Range(from = 0, to = 10) Schedule noise,
      @Default("false") boolean flips,
      @Default("0") @Range(from = 0, to = 4) double scale,
      @Default("0") @Range(from = 0, to = 180) double rotation,
      @Default("0") @Range(from = 0, to = 4) double colour,
      @Default("1") @Range(from = 0, to = 1) Schedule strength,
      @Default("0") @Range(from = 0, to = 1) double target,
      @Default("100000") @Range(from = 1, to = 1e12) double over,
      @Default("0") @Range(from = 0, to = 1000) double penaltyGain) {
    public AugmentationConfig {
      Records.check(
          translation,
          cutout,
          noise,
          flips,
          scale,
          rotation,
          colour,
          strength,
          target,
          over,
          penaltyGain);
    }

    /** Of moving, cutting and noise alone. */
    public AugmentationConfig(double translation, double cutout, Schedule noise) {
      this(translation, cutout, noise, false, 0, 0, 0, Schedule.of(1), 0, 100_000, 0);
    }

    /** Whether images are changed otherwise than by noise. */
    public boolean changes() {
      return flips || translation + cutout + scale + rotation + colour > 0;
    }
  }
}
