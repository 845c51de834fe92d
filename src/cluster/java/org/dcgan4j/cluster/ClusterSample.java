package org.dcgan4j.cluster;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.apache.commons.io.function.IOConsumer;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.storage.StorageLevel;
import org.dcgan4j.api.SampleFormat;
import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.commandline.ErrorMessages.ExitStatus;
import org.dcgan4j.commandline.Outputs;
import org.dcgan4j.config.Config;
import org.dcgan4j.config.ConfigReader;
import org.dcgan4j.data.Images;
import org.dcgan4j.export.SetFiles;
import org.dcgan4j.job.TrainedRun;
import org.dcgan4j.model.Gan;
import org.dcgan4j.model.GanState;
import org.dcgan4j.model.Latents;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

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
  @Mixin private Drawn run;

  @Option(names = "--out", required = true, description = "The file; gzip if it ends in .gz.")
  private Path out;

  @Override
  public Integer call() {
    SampleFormat.IDX.requireNameOf(out);
    TrainedRun trained = run.open();
    if (!trained.gan().sampler().imageShape().isGrey()) {
      throw new InvalidInputException(
          run.run + ": draws images in colour, legal is a run on grey ones: IDX has no colour");
    }
    Task task = run.task(trained);
    Outputs.ofRun(run.run)
        .write(
            "--out",
            out,
            file ->
                new SetFiles(
                        trained.gan().sampler().imageShape(),
                        run.count,
                        task.told(),
                        trained.classes(),
                        sink -> draw(task, sink))
                    .writeIdx(file));
    return ExitStatus.DONE;
  }

  private static void draw(Task local, IOConsumer<Images> sink) throws IOException {
    try (JavaSparkContext spark = ClusterMain.spark()) {
      Broadcast<Task> task = spark.broadcast(local);
      JavaRDD<Images> images =
          Drawn.blocks(spark, local)
              .map(block -> task.value().draw(block))
              .persist(StorageLevel.MEMORY_AND_DISK());
      // All workers draw at once and keep what they drew; the iterator alone would have one block
      // drawn after the other.
      images.count();
      for (Images block : (Iterable<Images>) images::toLocalIterator) {
        sink.accept(block);
      }
    }
  }

  /** The run that images are drawn with, and how many. */
  static final class Drawn {
    @Parameters(paramLabel = "RUN", description = "A run folder, on the driver's disk.")
    Path run;

    @Option(names = "--count", required = true, description = "How many images.")
    int count;

    @Option(names = "--seed", defaultValue = "1", description = "Default: ${DEFAULT-VALUE}.")
    long seed;

    /** The run with its newest checkpoint. */
    TrainedRun open() {
      if (count < 1) {
        throw InvalidInputException.of("--count: given %d, legal is 1 or more", count);
      }
      TrainedRun trained = TrainedRun.open(run);
      if (trained.config().data().set().isDrawn()) {
        throw new InvalidInputException(run + ": draws points, legal is a run on images");
      }
      return trained;
    }

    /**
     * @param classes what to draw, one for each image; none for all in turn
     */
    Task task(TrainedRun trained, int... classes) {
      String config = trained.config().json();
      return new Task(config, GanState.copyOf(trained.gan()), seed, count, classes);
    }

    /** A task for each block, so that a worker that is lost costs little. */
    static JavaRDD<Integer> blocks(JavaSparkContext spark, Task task) {
      return spark.parallelize(task.blocks(), task.blocks().size());
    }
  }

  /**
   * Draws blocks of {@code count} images in all with one trained GAN; the last may be shorter.
   *
   * @param classes what each is; none for all in turn in every block
   */
  record Task(String config, GanState state, long seed, int count, int... classes)
      implements Serializable {
    private static final int BLOCK = 1000;
    private static final Map<String, Gan> OF_THIS_PROCESS = new ConcurrentHashMap<>();

    /** The numbers of all blocks. */
    List<Integer> blocks() {
      return IntStream.rangeClosed(0, (count - 1) / BLOCK).boxed().toList();
    }

    /** Cuts images into blocks; the last may be shorter. */
    static List<Images> blocks(Images images) {
      return IntStream.rangeClosed(0, (images.count() - 1) / BLOCK)
          .map(block -> block * BLOCK)
          .mapToObj(from -> images.range(from, Math.min(images.count(), from + BLOCK)))
          .toList();
    }

    /** The images of a block. */
    Images draw(int block) {
      OF_THIS_PROCESS.keySet().removeIf(other -> !other.equals(config));
      Gan gan =
          OF_THIS_PROCESS.computeIfAbsent(
              config, text -> Gan.create(parsed(), Gan.shapeOf(parsed())));
      int n = size(block);
      synchronized (gan) {
        state.into(gan);
        return gan.sampler().generateImages(latents(block).next(n, told(block)), n);
      }
    }

    /** The class that each image of a block is drawn to be of; empty where it is none. */
    int[] told(int block) {
      if (classes.length > 0) {
        return Arrays.copyOfRange(classes, block * BLOCK, block * BLOCK + size(block));
      }
      return latents(block).classesOf(size(block));
    }

    /** The same of all images, one byte each. */
    byte[] told() {
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      blocks().forEach(block -> Arrays.stream(told(block)).forEach(all::write));
      return all.toByteArray();
    }

    private int size(int block) {
      return Math.min(BLOCK, count - block * BLOCK);
    }

    private Latents latents(int block) {
      return new Latents(parsed().generator(), seed + block * Worker.SEED_STEP);
    }

    private Config parsed() {
      return ConfigReader.parse(config);
    }
  }
}
