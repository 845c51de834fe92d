package org.dcgan4j.bench;

import java.util.List;
import org.dcgan4j.config.Config;
import org.dcgan4j.config.DiscriminatorConfig.PenaltyConfig;
import org.dcgan4j.config.TrainingConfig;
import org.dcgan4j.layer.DataShape;
import org.dcgan4j.layer.LayerSpec;
import org.dcgan4j.model.Gan;

/**
 * The arithmetic that a training step really needs, of matrix products alone: no weight gradient of
 * a frozen layer, no gradient of what is not learned, no forward pass twice.
 *
 * @param generator one example's way through the generator
 * @param discriminator one example's way through the discriminator
 * @param discriminatorSteps batches that the discriminator learns in a step
 * @param discriminatorBatches of fakes in each of these, beside one of reals
 * @param freshBatches of fakes that the generator makes to learn from, 0 where it takes those that
 *     are there
 * @param penalised the share of the discriminator's updates that pay a penalty on its gradient
 */
record StepWork(
    StackWork generator,
    StackWork discriminator,
    int discriminatorSteps,
    int discriminatorBatches,
    int freshBatches,
    double penalised) {

  /**
   * The multiply-adds that one example costs in a stack of layers, in dense layers, convolutions
   * and deconvolutions alone. The gradient of such a layer's weights costs as many as its forward
   * pass, and so does the gradient of its input.
   *
   * @param forward of the pass up
   * @param first the part of {@code forward} in the lowest layer that has weights
   */
  record StackWork(long forward, long first) {

    /** Of layers that fit each other. */
    static StackWork of(DataShape input, List<LayerSpec> layers) {
      long first = 0;
      long all = 0;
      DataShape in = input;
      for (LayerSpec layer : layers) {
        long work = layer.multiplyAdds(in);
        first = first == 0 ? work : first;
        all = Math.addExact(all, work);
        in = layer.shape(in);
      }
      return new StackWork(all, first);
    }

    /** Of the gradients of all weights. */
    long weightGradients() {
      return forward;
    }

    /** Of the gradients that the weights' gradients need: of each layer's input but the first's. */
    long innerGradients() {
      return forward - first;
    }

    /** Of the gradients of each layer's input, down to the stack's own. */
    long inputGradients() {
      return forward;
    }
  }

  static StepWork of(Config config) {
    DataShape latent = DataShape.vector(config.generator().latentSize());
    TrainingConfig training = config.training();
    List<PenaltyConfig> penalties = config.discriminator().penalties();
    return new StepWork(
        StackWork.of(latent, config.generator().layers()),
        StackWork.of(Gan.shapeOf(config), config.discriminator().layers()),
        training.discriminatorSteps(),
        training.discriminatorBatches(),
        training.reuseFakes() ? 0 : training.generatorBatches(Gan.shapeOf(config)),
        penalties.stream().mapToDouble(penalty -> 1.0 / penalty.every()).sum());
  }

  /** After how many steps those that pay a penalty come round again. */
  static int cycle(Config config) {
    int k = config.training().discriminatorSteps();
    return config.discriminator().penalties().stream()
        .mapToInt(penalty -> penalty.every() / gcd(penalty.every(), k))
        .reduce(1, (a, b) -> a / gcd(a, b) * b);
  }

  private static int gcd(int a, int b) {
    return b == 0 ? a : gcd(b, a % b);
  }

  /** A step's FLOP for each image, in the mean over a cycle; a multiply-add counts two. */
  long flopPerImage() {
    int told = discriminatorSteps * discriminatorBatches; // fakes for each real
    int judged = discriminatorSteps + told;
    long learning =
        discriminator.forward() + discriminator.weightGradients() + discriminator.innerGradients();
    // Down to the real, the tangent's way up, and the gradients of the weights on its way down.
    long penalty = discriminator.inputGradients() + learning;
    // Of the fakes that it learns from: through the frozen discriminator, and down the generator.
    long generatorLearns =
        discriminator.forward()
            + discriminator.inputGradients()
            + generator.weightGradients()
            + generator.innerGradients();
    return 2
        * ((told + freshBatches) * generator.forward()
            + judged * learning
            + Math.max(1, freshBatches) * generatorLearns
            + Math.round(discriminatorSteps * penalised * penalty));
  }
}
