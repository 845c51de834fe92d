package org.dcgan4j.config;

import java.util.Map;
import org.dcgan4j.binding.Check;
import org.dcgan4j.binding.Records;

/**
 * Everything a run needs to be repeated. A component of these records is a key: its name, its range
 * and its place in {@code config.json} are declared there and nowhere else.
 *
 * @param preset the name of the preset that the rest was derived from
 */
public record Config(
    String preset,
    DataConfig data,
    GeneratorConfig generator,
    DiscriminatorConfig discriminator,
    PretrainingConfig pretraining,
    TrainingConfig training,
    CheckpointConfig checkpoint,
    TickConfig tick,
    EvaluateConfig evaluate,
    CheckConfig check) {
  public Config {
    Check.components(
        Config.class,
        preset,
        data,
        generator,
        discriminator,
        pretraining,
        training,
        checkpoint,
        tick,
        evaluate,
        check);
    Check.that(
        pretraining.steps() == 0 || data.set() == DataSet.GAUSSIAN_1D,
        "pretraining.steps: given "
            + pretraining.steps()
            + ", legal for "
            + data.set().word()
            + " is 0: only the density of "
            + DataSet.GAUSSIAN_1D.word()
            + " is known");
    Check.that(
        training.conditional() != Conditional.FALSE || generator.classes() == 0,
        "generator.classes: given "
            + generator.classes()
            + ", legal without training.conditional is 0");
    Check.that(
        pretraining.steps() == 0 || !discriminator.spectralNorm(),
        "discriminator.spectralNorm: given \"true\", legal with pretraining.steps above 0 is"
            + " \"false\"");
    boolean known = training.epochs() > 0 || training.steps() > 0;
    generator.optimizer().learningRate().requireLength("generator.optimizer.learningRate", known);
    discriminator
        .optimizer()
        .learningRate()
        .requireLength("discriminator.optimizer.learningRate", known);
    discriminator
        .penalties()
        .forEach(p -> p.weight().requireLength("discriminator.penalties", known));
    training.augmentation().noise().requireLength("training.augmentation.noise", known);
  }

  /** Whether both networks are told the class of each image: what was decided on some data. */
  public boolean tellsClasses() {
    return generator.classes() > 0;
  }

  /**
   * The same for data of so many classes: decides whether they are told.
   *
   * @param count 0 for data without labels
   */
  public Config withClasses(int count) {
    Conditional decided = training.conditional().on(count);
    return Records.with(
        this,
        Map.of(
            "generator.classes",
            decided == Conditional.TRUE ? count : 0,
            "training.conditional",
            decided));
  }
}
