package org.dcgan4j.cluster;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
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
import org.dcgan4j.config.Config;
import org.dcgan4j.config.ConfigReader;
import org.dcgan4j.data.ImageSet;
import org.dcgan4j.data.ImageSets;
import org.dcgan4j.job.TrainingJob;
import org.dcgan4j.run.RunFolder;
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

  @Mixin private FolderOptions folders;

  @Override
  public Integer call() throws IOException {
    Path from =
        folders.resume(
            spec.commandLine().getParseResult(),
            "--steps",
            Set.of("--steps", "--workers", "--local-steps"));
    // The number of steps that was given, in the place of every other limit.
    Map<String, String> limit = ConfigOptions.limit(null, steps, null);
    RunFolder resumed = from == null ? null : RunFolder.open(from, limit);
    Map<String, String> keys = options.overrides();
    keys.putAll(limit);
    Config config =
        resumed == null
            ? ConfigReader.resolve(options.preset(), options.file(), keys)
            : resumed.config();
    new Rounds(workers, localSteps).check(config);
    return train(config, ImageSets.load(config.data(), rendered -> {}), resumed);
  }

  private int train(Config config, ImageSet images, RunFolder resumed) throws IOException {
    RoundClock clock = new RoundClock();
    StopAtRound stop = new StopAtRound(localSteps);
    PrintWriter err = spec.commandLine().getErr();
    try (JavaSparkContext spark = new JavaSparkContext(new SparkConf().setAppName("dcgan4j"));
        TrainingJob job =
            new TrainingJob(
                config,
                images,
                resumed,
                (whole, gan, reals) ->
                    new AveragedStep(spark, plan(whole, images), gan, localSteps, clock))) {
      boolean finished =
          job.run(
              folders.out(),
              spec.commandLine().getParent().getParseResult().originalArgs(),
              List.of(stop, new ClusterProgress(err, clock)),
              from ->
                  new Rounds(workers, localSteps)
                      .requireWhole("the checkpoint's step", from.step()),
              stop);
      spec.commandLine().getOut().println(job.folder().path());
      return finished ? ExitStatus.DONE : ExitStatus.INTERRUPTED;
    }
  }

  private WorkerPlan plan(Config config, ImageSet images) {
    String id = UUID.randomUUID().toString();
    return WorkerPlan.of(id, config.json(), workers, images);
  }
}
