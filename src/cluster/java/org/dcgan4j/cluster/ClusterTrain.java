package org.dcgan4j.cluster;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.util.SignalUtils;
import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.binding.Records;
import org.dcgan4j.binding.Text;
import org.dcgan4j.commandline.ConfigOptions;
import org.dcgan4j.commandline.ErrorMessages.ExitStatus;
import org.dcgan4j.config.Config;
import org.dcgan4j.config.ConfigReader;
import org.dcgan4j.config.DiscriminatorConfig;
import org.dcgan4j.config.DiscriminatorConfig.PenaltyConfig;
import org.dcgan4j.config.Schedule;
import org.dcgan4j.config.TrainingConfig;
import org.dcgan4j.data.ImageSet;
import org.dcgan4j.data.ImageSets;
import org.dcgan4j.data.Progress;
import org.dcgan4j.job.TrainingJob;
import org.dcgan4j.run.Manifest;
import org.dcgan4j.run.RunFolder;
import org.dcgan4j.training.DivergedException;
import org.dcgan4j.training.Position;
import org.dcgan4j.training.TrainingListener;
import org.dcgan4j.training.TrainingListener.StepStats;
import org.dcgan4j.training.TrainingListener.TickStats;
import org.dcgan4j.training.TrainingListener.TrainingState;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code train} on a cluster: a run folder like any other, on the driver's disk. */
@Command(
    name = "train",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Trains with every worker on its share of each batch, averaging in between.")
final class ClusterTrain implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(names = "--workers", required = true, description = "How many share a batch.")
  private int workers;

  @Option(
      names = "--local-steps",
      defaultValue = "10",
      description = "Steps between two averages. Default: ${DEFAULT-VALUE}.")
  private int localSteps;

  @Mixin private ConfigOptions options;

  @Option(
      names = "--steps",
      paramLabel = "N",
      description = "Train for N steps, counted from the start. Default: the preset's.")
  private String steps;

  @Override
  public Integer call() throws IOException {
    Path run =
        options.resume(
            spec.commandLine().getParseResult(),
            "--steps",
            Set.of("--steps", "--workers", "--local-steps"));
    Map<String, String> keys = options.overrides(); // none beside --resume
    ConfigOptions.putLimits(keys, null, steps, null);
    RunFolder resumed = run == null ? null : RunFolder.open(run, keys);
    Config config =
        resumed == null
            ? unsteered(ConfigReader.resolve(options.preset(), options.file(), keys))
            : Manifest.withDataOf(resumed);
    check(config, workers, localSteps);
    ImageSet images = ImageSets.load(config, rendered -> {}, Progress.NONE);
    images.say(spec.commandLine().getErr()::println);
    Watch watch = new Watch();
    watch.listen();
    try (JavaSparkContext spark = ClusterMain.spark();
        TrainingJob job =
            new TrainingJob(
                config,
                images,
                resumed,
                (whole, gan) -> {
                  String id = UUID.randomUUID().toString();
                  Worker.Plan plan = Worker.Plan.of(id, whole.json(), workers, images);
                  return new AveragedStep(spark, plan, gan, localSteps, watch);
                })) {
      job.notes().forEach(note -> watch.onNote("note: " + note));
      boolean finished =
          job.run(
              options.out(),
              spec.commandLine().getParent().getParseResult().originalArgs(),
              List.of(watch),
              from -> requireWhole("the checkpoint's step", from.step(), localSteps),
              watch);
      spec.commandLine().getOut().println(job.folder().path());
      return finished ? ExitStatus.DONE : ExitStatus.INTERRUPTED;
    }
  }

  /** What steers sees all reals, and a worker sees its own. */
  private Config unsteered(Config config) {
    PrintWriter err = spec.commandLine().getErr();
    if (config.training().augmentation().target() > 0) {
      err.println(
          "note: on a cluster nothing steers how images are changed, and they are not"
              + " (training.augmentation.target)");
    }
    DiscriminatorConfig d = config.discriminator();
    if (d.penalties().stream().anyMatch(d::steers)) {
      err.println(
          "note: on a cluster nothing steers penalties, and those that grow keep their first weight"
              + " (discriminator.penaltyTarget)");
    }
    return withoutSteering(config);
  }

  static Config withoutSteering(Config config) {
    Map<String, Object> changes = new HashMap<>();
    if (config.training().augmentation().target() > 0) {
      changes.put("training.augmentation.target", 0.0);
      changes.put("training.augmentation.strength", Schedule.of(0));
    }
    DiscriminatorConfig d = config.discriminator();
    if (d.penaltyTarget() > 0) {
      changes.put("discriminator.penaltyTarget", 0.0);
      changes.put(
          "discriminator.penalties",
          d.penalties().stream().map(p -> d.steers(p) ? steady(p) : p).toList());
    }
    return Records.with(config, changes);
  }

  private static PenaltyConfig steady(PenaltyConfig penalty) {
    return new PenaltyConfig(penalty.on(), Schedule.of(penalty.weight().from()), penalty.every());
  }

  /**
   * Whatever looks at the networks must find them at the end of a round.
   *
   * @throws InvalidInputException if a batch cannot be shared, or something falls into a round
   */
  static void check(Config config, int workers, int localSteps) {
    TrainingConfig training = config.training();
    if (workers < 1 || training.batchSize() % workers != 0) {
      throw InvalidInputException.of(
          "--workers: given %d, legal are the divisors of the batch of %d",
          workers, training.batchSize());
    }
    if (localSteps < 1) {
      throw InvalidInputException.of("--local-steps: given %d, legal is 1 or more", localSteps);
    }
    if (training.steps() == 0) {
      throw new InvalidInputException(
          "--steps: given nothing, and a cluster trains for a number of steps");
    }
    requireNone("training.epochs", training.epochs());
    requireNone("training.minutes", training.minutes());
    requireNone("training.augmentation.target", training.augmentation().target());
    requireNone("discriminator.penaltyTarget", config.discriminator().penaltyTarget());
    requireWhole("the number of steps", training.steps(), localSteps);
    requireWhole("tick.every", config.tick().every(), localSteps);
    requireWhole("checkpoint.every", config.checkpoint().every(), localSteps);
  }

  private static void requireNone(String key, Number given) {
    if (given.doubleValue() > 0) {
      throw InvalidInputException.of("%s: given %s, legal on a cluster is 0", key, given);
    }
  }

  private static void requireWhole(String what, long steps, int localSteps) {
    if (steps % localSteps != 0) {
      throw InvalidInputException.of(
          "%s: given %d, legal are the multiples of --local-steps %d", what, steps, localSteps);
    }
  }

  /**
   * Prints a line for each tick, with what its rounds cost, and all that whoever started the
   * training should read; a wish to stop is heard at the end of a round, where there are networks
   * to write a checkpoint of.
   */
  final class Watch implements BooleanSupplier, TrainingListener {
    private volatile boolean stopRequested;
    private boolean betweenRounds;
    private int rounds;
    private double seconds;
    private double training;

    /**
     * Turns SIGINT and SIGTERM into a wish to stop. By Spark's own handler, because a shutdown hook
     * would run beside the one with which Spark ends the round at once.
     */
    void listen() {
      SignalUtils.register("TERM", this::requestStop);
      SignalUtils.register("INT", this::requestStop);
    }

    private boolean requestStop() {
      stopRequested = true;
      return true;
    }

    /** A round has been made, and in how much of its time the slowest worker trained. */
    void add(double wholeSeconds, double slowestSeconds) {
      rounds++;
      seconds += wholeSeconds;
      training += slowestSeconds;
    }

    @Override
    public void onStep(TrainingState state, StepStats stats) {
      betweenRounds = state.step() % localSteps == 0;
    }

    /** What is not training is sending, waiting for a place, and adding up. */
    @Override
    public void onTick(TrainingState state, TickStats tick) {
      String line =
          Text.format(
              "step %d  %.0f images/s  dLoss %.3f  gLoss %.3f  a round: %.2f s training, %.2f s else",
              tick.step(),
              tick.imagesPerSecond(),
              tick.dLoss(),
              tick.gLoss(),
              training / rounds,
              (seconds - training) / rounds);
      onNote(line);
      rounds = 0;
      seconds = 0;
      training = 0;
    }

    @Override
    public void onNote(String line) {
      spec.commandLine().getErr().println(line);
    }

    @Override
    public void onRecovery(DivergedException diverged, Position from) {
      onNote(diverged.goingBackTo(from));
    }

    @Override
    public boolean getAsBoolean() {
      return stopRequested && betweenRounds;
    }
  }
}
