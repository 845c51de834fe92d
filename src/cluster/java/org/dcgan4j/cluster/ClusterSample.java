package org.dcgan4j.cluster;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.dcgan4j.commandline.ExitStatus;
import org.dcgan4j.config.ConfigJson;
import org.dcgan4j.config.InvalidInputException;
import org.dcgan4j.data.IdxImageWriter;
import org.dcgan4j.job.TrainedRun;
import org.dcgan4j.model.Gan;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code sample} on a cluster, for as many images as one likes; {@code evaluate --samples} reads
 * them.
 */
@Command(
    name = "sample",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Draws images in blocks of 1,000 on all workers and writes them as IDX.",
      "A block's latents depend on the seed and its number alone, not on who draws it."
    })
final class ClusterSample implements Callable<Integer> {
  @Parameters(paramLabel = "RUN", description = "A run folder, on the driver's disk.")
  private Path run;

  @Option(names = "--count", required = true, description = "How many images.")
  private int count;

  @Option(names = "--out", required = true, description = "The file; gzip if it ends in .gz.")
  private Path out;

  @Option(names = "--seed", defaultValue = "1", description = "Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Override
  public Integer call() throws IOException {
    if (count < 1) {
      throw new InvalidInputException("--count: given %d, legal is 1 or more".formatted(count));
    }
    TrainedRun trained = TrainedRun.open(run);
    Gan gan = trained.gan();
    int[] shape = Gan.shapeOf(trained.config()).dimensions();
    try (JavaSparkContext spark = new JavaSparkContext(new SparkConf().setAppName("dcgan4j"))) {
      Broadcast<Artist> artist =
          spark.broadcast(
              new Artist(ConfigJson.text(trained.config()), GanState.of(gan), seed, count));
      int blocks = (count + Artist.BLOCK - 1) / Artist.BLOCK;
      List<Integer> numbers = IntStream.range(0, blocks).boxed().toList();
      Iterator<byte[]> drawn =
          spark
              .parallelize(numbers, Math.min(blocks, Math.max(2, spark.defaultParallelism())))
              .map(block -> artist.value().draw(block))
              .toLocalIterator();
      try (IdxImageWriter writer = new IdxImageWriter(out, count, shape[1], shape[2])) {
        while (drawn.hasNext()) {
          writer.write(drawn.next());
        }
      }
    }
    return ExitStatus.DONE;
  }
}
