package org.dcgan4j.cluster;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.dcgan4j.commandline.ConfigOptions;
import org.dcgan4j.commandline.ExitStatus;
import org.dcgan4j.commandline.FolderOptions;
import org.dcgan4j.commandline.ResumeOptions;
import org.dcgan4j.config.Config;
import org.dcgan4j.config.ConfigJson;
import org.dcgan4j.data.DataFinder;
import org.dcgan4j.data.ImageSet;
import org.dcgan4j.job.Conditioning;
import org.dcgan4j.job.TrainingJob;
import org.dcgan4j.run.RunFolder;
import org.dcgan4j.training.Position;
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
  private static final ResumeOptions BESIDE_RESUME =
      new ResumeOptions("--steps", Set.of("--resume", "--steps", "--workers", "--local-steps"));

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

  @Mixin private FolderOptions folders;

  @Override
  public Integer call() throws IOException {
    RunFolder resumed = folders.resume() == null ? null : reopened();
    Config config = resumed == null ? options.resolve(limit()) : resumed.config();
    rounds().check(config);
    ImageSet images = DataFinder.load(config.data(), rendered -> {});
    return train(Conditioning.of(config, images), images, resumed);
  }

  private int train(Config config, ImageSet images, RunFolder resumed) throws IOException {
    RoundClock clock = new RoundClock();
    StopAtRound stop = new StopAtRound(localSteps);
    try (JavaSparkContext spark = new JavaSparkContext(new SparkConf().setAppName("dcgan4j"));
        TrainingJob job =
            new TrainingJob(
                config,
                images,
                List.of(stop, new ClusterProgress(spec.commandLine().getErr(), clock)),
                (whole, gan, reals) ->
                    new AveragedStep(spark, plan(whole, images), gan, localSteps, clock))) {
      return resumed == null ? start(job, config, stop) : goOn(job, resumed, stop);
    }
  }

  private WorkerPlan plan(Config config, ImageSet images) {
    String id = UUID.randomUUID().toString();
    return WorkerPlan.of(id, ConfigJson.text(config), workers, images);
  }

  private int start(TrainingJob job, Config config, StopAtRound stop) throws IOException {
    RunFolder run = RunFolder.create(folders.out(), config);
    List<String> arguments = spec.commandLine().getParent().getParseResult().originalArgs();
    return report(run, job.train(run, arguments, stop));
  }

  private int goOn(TrainingJob job, RunFolder run, StopAtRound stop) throws IOException {
    Position from = job.load(run);
    rounds().requireWhole("the checkpoint's step", from.step());
    return report(run, job.resume(run, from, stop));
  }

  private int report(RunFolder run, boolean finished) {
    spec.commandLine().getOut().println(run.path());
    return finished ? ExitStatus.DONE : ExitStatus.INTERRUPTED;
  }

  private Rounds rounds() {
    return new Rounds(workers, localSteps);
  }

  private RunFolder reopened() {
    BESIDE_RESUME.check(spec.commandLine().getParseResult());
    return RunFolder.open(folders.resume(), limit());
  }

  /** The number of steps that was given, in the place of every other limit. */
  private Map<String, String> limit() {
    return ConfigOptions.limit(null, steps, null);
  }
}
