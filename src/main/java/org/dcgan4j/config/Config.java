package org.dcgan4j.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Map;
import java.util.stream.Stream;
import org.dcgan4j.binding.ConfigWord;
import org.dcgan4j.binding.FieldType.Default;
import org.dcgan4j.binding.FieldType.Range;
import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.binding.Records;
import org.dcgan4j.binding.Text;
import org.dcgan4j.config.DataConfig.DataSet;
import org.dcgan4j.config.DiscriminatorConfig.PenaltyConfig;
import org.dcgan4j.config.TrainingConfig.AugmentationConfig;
import org.dcgan4j.config.TrainingConfig.Conditional;
import org.dcgan4j.config.TrainingConfig.LossKind;
import org.dcgan4j.layer.DataShape;

/**
 * Everything a run needs to be repeated. A component of these records is a key: its name, its range
 * and its place in {@code config.json} are declared there and nowhere else.
 *
 * @param preset the name of the preset that the rest was derived from
 * @param width of networks that follow the pictures' shape: channels of the generator's last stage,
 *     before the picture; 0 takes the layers as they stand
 * @param blocks what networks that follow the pictures' shape are made of: convolutions of stride
 *     2, with batch normalisation in the generator, or R3GAN's residual blocks
 */
public record Config(
    String preset,
    @Default("0") @Range(from = 0, to = 1024) int width,
    @Default("plain") Blocks blocks,
    DataConfig data,
    GeneratorConfig generator,
    DiscriminatorConfig discriminator,
    PretrainingConfig pretraining,
    TrainingConfig training,
    CheckpointConfig checkpoint,
    TickConfig tick,
    EvaluateConfig evaluate,
    CheckConfig check,
    RunConfig run) {
  public Config {
    Records.check(
        preset,
        width,
        blocks,
        data,
        generator,
        discriminator,
        pretraining,
        training,
        checkpoint,
        tick,
        evaluate,
        check,
        run);
    Records.require(
        pretraining.steps() == 0 || data.set() == DataSet.GAUSSIAN_1D,
        Text.format(
            "pretraining.steps: given %d, legal for %s is 0: only the density of %s is known",
            pretraining.steps(), data.set().word(), DataSet.GAUSSIAN_1D.word()));
    Records.require(
        training.conditional() != Conditional.FALSE || generator.classes() == 0,
        Text.format(
            "generator.classes: given %d, legal without training.conditional is 0",
            generator.classes()));
    Records.require(
        pretraining.steps() == 0 || !discriminator.spectralNorm(),
        "discriminator.spectralNorm: given \"true\", legal with pretraining.steps above 0 is"
            + " \"false\"");
    Records.require(
        training.loss() != LossKind.RELATIVISTIC || !discriminator.separateBatches(),
        "discriminator.separateBatches: given \"true\", legal with training.loss relativistic is"
            + " \"false\"");
    AugmentationConfig augmentation = training.augmentation();
    Records.require(
        augmentation.target() == 0 || augmentation.changes(),
        Text.format(
            "training.augmentation.target: given %s, legal without a way to change images is 0",
            augmentation.target()));
  }

  /** Whether a schedule goes over the whole run, and nothing but minutes ends that. */
  public boolean needsLength() {
    Stream<Schedule> others =
        Stream.concat(
            discriminator.penalties().stream().map(PenaltyConfig::weight),
            Stream.of(
                generator.average().halfLife(),
                training.augmentation().noise(),
                training.augmentation().strength()));
    return training.epochs() == 0
        && training.steps() == 0
        && (generator.optimizer().needsLength()
            || discriminator.optimizer().needsLength()
            || others.anyMatch(Schedule::overWholeRun));
  }

  /** As in {@code config.json}: in the order of the records, ending in a line feed. */
  public String json() {
    DefaultIndenter lines = new DefaultIndenter("  ", "\n");
    DefaultPrettyPrinter printer =
        new DefaultPrettyPrinter().withObjectIndenter(lines).withArrayIndenter(lines);
    try {
      return new JsonMapper().writer(printer).writeValueAsString(Records.written(this)) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a configuration is always writable", e);
    }
  }

  /** Whether both networks are told the class of each image: what was decided on some data. */
  public boolean tellsClasses() {
    return generator.classes() > 0;
  }

  /** The same for data of so many classes, 0 without labels: decides whether they are told. */
  public Config withClasses(int count) {
    Conditional decided = training.conditional().on(count);
    int classes = decided == Conditional.TRUE ? count : 0;
    return Records.with(
        this, Map.of("generator.classes", classes, "training.conditional", decided));
  }

  /**
   * The same with what follows the shape of examples: networks, and how many batches the generator
   * learns from.
   *
   * @throws InvalidInputException if there are none for that shape
   */
  public Config withShape(DataShape examples) {
    Config settled =
        Records.with(
            this, Map.of("training.generatorBatches", training.generatorBatches(examples)));
    if (width == 0) {
      return settled;
    }
    Recipe plain = new Recipe(examples, width);
    boolean residual = blocks == Blocks.RESIDUAL;
    ResidualRecipe other = new ResidualRecipe(plain);
    return Records.with(
        settled,
        Map.of(
            "generator.layers",
            residual ? other.generator() : plain.generator(),
            "discriminator.layers",
            residual ? other.discriminator() : plain.discriminator()));
  }

  /** Whether the layers are those that a {@link #width} above 0 makes, for some shape. */
  boolean hasLayersOfWidth() {
    try {
      DataShape latent = DataShape.vector(generator.inputSize());
      Config made = withShape(DataShape.behind("generator.layers", latent, generator.layers()));
      return made.generator.layers().equals(generator.layers())
          && made.discriminator.layers().equals(discriminator.layers());
    } catch (InvalidInputException e) {
      return false; // of no picture
    }
  }

  /** What networks that follow the pictures' shape are made of. */
  public enum Blocks implements ConfigWord {
    /** Convolutions of stride 2, with batch normalisation in the generator. */
    PLAIN,
    /** R3GAN's residual blocks, without normalisation. */
    RESIDUAL
  }

  /**
   * When the run is saved, and how often a checkpoint may save it.
   *
   * @param every steps between two checkpoints; 0 is only at the end
   * @param keep how many of the newest stay
   * @param recoveries how often a training that diverges may go back to the newest checkpoint and
   *     go on with other random numbers and half the learning rates
   */
  public record CheckpointConfig(
      @Range(from = 0, to = 1_000_000_000) int every,
      @Range(from = 1, to = 1000) int keep,
      @Range(from = 0, to = 100) int recoveries) {
    public CheckpointConfig {
      Records.check(every, keep, recoveries);
    }
  }

  /**
   * When the run reports and draws its samples.
   *
   * @param every steps between two ticks
   */
  public record TickConfig(@Range(from = 1, to = 1_000_000_000) int every) {
    public TickConfig {
      Records.check(every);
    }
  }

  /**
   * When a training measures its samples.
   *
   * @param every ticks between two measures; 0 is never
   * @param samples how many are drawn for one
   */
  public record EvaluateConfig(
      @Range(from = 0, to = 1_000_000_000) int every,
      @Range(from = 100, to = 100_000) int samples) {
    public EvaluateConfig {
      Records.check(every, samples);
    }
  }

  /**
   * What a run leaves beside the usual.
   *
   * @param tensorboard whether it writes a file of events for TensorBoard at every tick
   */
  public record RunConfig(boolean tensorboard) {
    public RunConfig {
      Records.check(tensorboard);
    }
  }

  /**
   * What a finished run has to reach; {@code evaluate} says whether it does. 0 asks for nothing.
   *
   * @param meanError how far each mean of points may be from the true one
   * @param sdError how far the standard deviation of numbers may be from the true one
   * @param covarianceError how far each entry of the covariance of points may be from the true one,
   *     as a share of that
   * @param classShare the share of the samples that the classifier reads as the one class that was
   *     learned, at least
   * @param confidence the classifier's mean confidence in its readings of the samples, at least
   * @param lossError how far both losses of the last tick may be from ln 2
   */
  public record CheckConfig(
      @Range(from = 0, to = 1000) double meanError,
      @Range(from = 0, to = 1000) double sdError,
      @Range(from = 0, to = 1000) double covarianceError,
      @Range(from = 0, to = 1) double classShare,
      @Range(from = 0, to = 1) double confidence,
      @Range(from = 0, to = 1000) double lossError) {
    public CheckConfig {
      Records.check(meanError, sdError, covarianceError, classShare, confidence, lossError);
    }
  }

  /**
   * What the discriminator learns before the game: the true density of numbers, by regression. It
   * begins the game with the weights of that, and with optimisers that have seen nothing.
   *
   * @param steps of the regression; 0 is no pre-training
   * @param batchSize places in one step
   * @param range half the width of the span around the mean that the places are drawn from
   */
  public record PretrainingConfig(
      @Range(from = 0, to = 1_000_000) int steps,
      @Range(from = 1, to = 65_536) int batchSize,
      @Range(from = 0, to = 1000, fromIncluded = false) double range,
      OptimizerConfig optimizer) {
    public PretrainingConfig {
      Records.check(steps, batchSize, range, optimizer);
    }
  }
}
