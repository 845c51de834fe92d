package org.dcgan4j.cluster;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.concurrent.Callable;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.storage.StorageLevel;
import org.dcgan4j.commandline.ExitStatus;
import org.dcgan4j.commandline.OutputOption;
import org.dcgan4j.data.IdxFile;
import org.dcgan4j.data.ImageShape;
import org.dcgan4j.data.Images;
import org.dcgan4j.io.AtomicFile;
import org.dcgan4j.job.TrainedRun;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sample} on a cluster, for as many images as one likes. */
@Command(
    name = "sample",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Draws images in blocks of 1,000 on all workers and writes them as IDX.",
      "A block's latents depend on the seed and its number alone, not on who draws it."
    })
final class ClusterSample implements Callable<Integer> {
  @Mixin private RunToSample run;

  @Option(names = "--out", required = true, description = "The file; gzip if it ends in .gz.")
  private Path out;

  @Override
  public Integer call() {
    TrainedRun trained = run.open();
    SampleBlockTask task = run.task(trained);
    OutputOption.write(
        "--out",
        out,
        () -> {
          IdxFile.requireLabelsMayBeWritten(out, task.told().length > 0);
          AtomicFile.write(out, part -> draw(task, trained.gan().sampler().imageShape(), part));
          IdxFile.writeLabelsBeside(out, task.told(), trained.classes());
        });
    return ExitStatus.DONE;
  }

  private void draw(SampleBlockTask local, ImageShape shape, Path file) throws IOException {
    try (IdxFile.Writer writer = new IdxFile.Writer(file, run.count(), shape);
        JavaSparkContext spark = RunToSample.spark()) {
      Broadcast<SampleBlockTask> task = spark.broadcast(local);
      JavaRDD<Images> images =
          RunToSample.blocks(spark, local)
              .map(block -> task.value().draw(block))
              .persist(StorageLevel.MEMORY_AND_DISK());
      // All workers draw at once and keep what they drew; the iterator alone would have one block
      // drawn after the other.
      images.count();
      Iterator<Images> drawn = images.toLocalIterator();
      while (drawn.hasNext()) {
        writer.write(drawn.next());
      }
    }
  }
}
