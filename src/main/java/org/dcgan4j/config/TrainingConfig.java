package org.dcgan4j.config;

import org.dcgan4j.binding.Check;
import org.dcgan4j.binding.Range;
import org.dcgan4j.compute.BackendKind;

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
    Conditional conditional,
    AugmentationConfig augmentation) {
  public TrainingConfig {
    Check.components(
        TrainingConfig.class,
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
        conditional,
        augmentation);
    Check.that(
        epochs > 0 || steps > 0 || minutes > 0,
        "given 0 epochs, 0 steps and 0 minutes, legal is at least one above 0");
  }
}
