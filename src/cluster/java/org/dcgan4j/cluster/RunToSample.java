package org.dcgan4j.cluster;

import java.nio.file.Path;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.binding.Text;
import org.dcgan4j.job.TrainedRun;
import org.dcgan4j.model.GanState;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The run that images are drawn with, and how many. */
final class RunToSample {
  @Parameters(paramLabel = "RUN", description = "A run folder, on the driver's disk.")
  private Path run;

  @Option(names = "--count", required = true, description = "How many images.")
  private int count;

  @Option(names = "--seed", defaultValue = "1", description = "Default: ${DEFAULT-VALUE}.")
  private long seed;

  Path path() {
    return run;
  }

  int count() {
    return count;
  }

  long seed() {
    return seed;
  }

  /**
   * The run with its newest checkpoint.
   *
   * @throws InvalidInputException if there is no such run, or it has no images
   */
  TrainedRun open() {
    if (count < 1) {
      throw new InvalidInputException(Text.format("--count: given %d, legal is 1 or more", count));
    }
    TrainedRun trained = TrainedRun.open(run);
    if (trained.config().data().set().isDrawn()) {
      throw new InvalidInputException(run + ": draws points, legal is a run on images");
    }
    return trained;
  }

  SampleBlockTask task(TrainedRun trained) {
    return new SampleBlockTask(
        trained.config().json(), GanState.copyOf(trained.gan()), seed, count);
  }

  static JavaSparkContext spark() {
    return new JavaSparkContext(new SparkConf().setAppName("dcgan4j"));
  }

  /** A task for each block, so that a worker that is lost costs little. */
  static JavaRDD<Integer> blocks(JavaSparkContext spark, SampleBlockTask task) {
    return spark.parallelize(task.blocks(), task.blocks().size());
  }
}
