package org.dcgan4j.cluster;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.dcgan4j.commandline.ErrorMessages.ExitStatus;
import org.dcgan4j.commandline.Outputs;
import org.dcgan4j.data.ImageSet;
import org.dcgan4j.data.ImageShape;
import org.dcgan4j.data.Images;
import org.dcgan4j.job.ReferenceData;
import org.dcgan4j.job.TrainedRun;
import org.dcgan4j.metrics.ClassifierStatistics;
import org.dcgan4j.metrics.Evaluation;
import org.dcgan4j.metrics.RealHalves;
import org.dcgan4j.metrics.classifier.Classifier;
import org.dcgan4j.model.Latents;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code evaluate} on a cluster, for as many images as one likes: workers draw and read them, and
 * only sums come back.
 */
@Command(
    name = "evaluate",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Measures images as sample draws them with the same seed, of classes in the shares of the real images, without keeping any.",
      "Only measures that sums suffice for; sample and evaluate --samples take the others, too."
    })
final class ClusterEvaluate implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private ClusterSample.Drawn run;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "The real images, on the driver's disk. Default: those of the run.")
  private Path data;

  @Option(names = "--json", paramLabel = "FILE", description = "Write the figures there, too.")
  private Path json;

  @Override
  public Integer call() {
    Outputs outputs = Outputs.ofRun(run.run, data).file("--json", json);
    TrainedRun trained = run.open();
    ReferenceData reference =
        ReferenceData.ofRun(
            trained.folder(), data, rendered -> {}, spec.commandLine().getErr()::println);
    Classifier classifier = reference.classifier();
    RealHalves halves = new RealHalves(reference.reals());
    ImageShape shape = trained.gan().sampler().imageShape();
    halves.requireComparable(run.run.toString(), run.count, shape);
    Evaluation evaluation = measure(trained, reference.reals(), halves, classifier);
    evaluation.print(spec.commandLine().getOut());
    outputs.writeJson(
        json, evaluation.json(classifier, sources(trained.step(), reference.reals())));
    return ExitStatus.DONE;
  }

  private Evaluation measure(
      TrainedRun trained, ImageSet reals, RealHalves halves, Classifier classifier) {
    boolean told = classifier.origin().ofClasses() && trained.classes().equals(reals.classNames());
    try (JavaSparkContext spark = ClusterMain.spark()) {
      Broadcast<ClusterSample.Task> task =
          spark.broadcast(run.task(trained, classes(trained, reals)));
      Broadcast<Classifier> reader = spark.broadcast(classifier);
      ClassifierStatistics samples =
          ClusterSample.Drawn.blocks(spark, task.value())
              .map(
                  block -> {
                    int[] classes = told ? task.value().told(block) : new int[0];
                    return read(reader, task.value().draw(block), classes);
                  })
              .treeReduce(ClassifierStatistics::plus);
      ClassifierStatistics floor = readAll(spark, reader, halves.heldOut(run.count));
      return samples.evaluation(
          readAll(spark, reader, halves.reference()),
          floor,
          reals.classNames(),
          classifier.origin());
    }
  }

  /** Those of all images, in the shares that the reals have; none where the run is told none. */
  private int[] classes(TrainedRun trained, ImageSet reals) {
    int[] counts = reals.countsOf(trained.classes());
    return new Latents(trained.config().generator(), run.seed)
        .inShares(counts, run.count)
        .classesOf(run.count);
  }

  private static ClassifierStatistics readAll(
      JavaSparkContext spark, Broadcast<Classifier> reader, Images images) {
    List<Images> blocks = ClusterSample.Task.blocks(images);
    return spark
        .parallelize(blocks, blocks.size())
        .map(block -> read(reader, block))
        .treeReduce(ClassifierStatistics::plus);
  }

  /** Which samples were measured, and beside what; they were never in one place to have a sum. */
  ObjectNode sources(long step, ImageSet reals) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("samples", run.run.toString())
        .put("step", step)
        .put("seed", run.seed)
        .put("data", reals.origin())
        .put("dataSha256", reals.sha256());
  }

  /**
   * Reads images with a classifier that a worker's tasks share.
   *
   * @param told the class that each image was drawn to be of; empty where there is none
   */
  private static ClassifierStatistics read(
      Broadcast<Classifier> classifier, Images images, int... told) {
    synchronized (classifier.value()) {
      return ClassifierStatistics.of(classifier.value().read(images), told);
    }
  }
}
