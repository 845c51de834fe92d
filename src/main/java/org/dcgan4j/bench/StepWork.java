package org.dcgan4j.bench;

import org.dcgan4j.config.Config;
import org.dcgan4j.config.TrainingConfig;
import org.dcgan4j.layer.DataShape;
import org.dcgan4j.model.Gan;

/**
 * The arithmetic that a training step really needs, of matrix products alone: no weight gradient of
 * a frozen layer, no gradient of what is not learned, no forward pass twice.
 *
 * @param generator one example's way through the generator
 * @param discriminator one example's way through the discriminator
 * @param discriminatorSteps batches that the discriminator learns in a step
 * @param reuseFakes whether the generator learns from fakes that are there already
 */
record StepWork(
    StackWork generator, StackWork discriminator, int discriminatorSteps, boolean reuseFakes) {

  static StepWork of(Config config) {
    DataShape latent = DataShape.vector(config.generator().latentSize());
    TrainingConfig training = config.training();
    return new StepWork(
        StackWork.of("generator.layers", latent, config.generator().layers()),
        StackWork.of("discriminator.layers", Gan.shapeOf(config), config.discriminator().layers()),
        training.discriminatorSteps(),
        training.reuseFakes());
  }

  /**
   * Floating-point operations of a step, for each image of its batch; a multiply-add counts two.
   */
  long flopPerImage() {
    int batchesOfFakes = discriminatorSteps + (reuseFakes ? 0 : 1);
    int judged = 2 * discriminatorSteps; // a real and a fake
    return 2
        * (batchesOfFakes * generator.forward()
            + judged * discriminatorLearns()
            + throughFrozenDiscriminator()
            + generator.weightGradients()
            + generator.innerGradients());
  }

  private long discriminatorLearns() {
    return discriminator.forward()
        + discriminator.weightGradients()
        + discriminator.innerGradients();
  }

  private long throughFrozenDiscriminator() {
    return discriminator.forward() + discriminator.inputGradients();
  }
}
