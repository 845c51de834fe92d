package org.dcgan4j.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.commandline.ExitStatus;
import org.dcgan4j.commandline.OutputOption;
import org.dcgan4j.config.DataConfig;
import org.dcgan4j.config.Presets;
import org.dcgan4j.data.ImageSet;
import org.dcgan4j.data.ImageSets;
import org.dcgan4j.job.ReferenceData;
import org.dcgan4j.job.TrainedRun;
import org.dcgan4j.metrics.Bound;
import org.dcgan4j.metrics.Evaluation;
import org.dcgan4j.metrics.EvaluationJson;
import org.dcgan4j.metrics.Evaluator;
import org.dcgan4j.metrics.RealHalves;
import org.dcgan4j.metrics.ScoreTable;
import org.dcgan4j.model.Latents;
import org.dcgan4j.run.RunFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code evaluate}. */
@Command(
    name = "evaluate",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Measures how good samples are: those of a run's newest checkpoint, or those in a file.",
      "",
      "Each measure stands beside its floor: what it says of real images that take the samples' place. The first time"
          + " a data set is used, a classifier is trained on its labels, one to two minutes; it is kept beside the data."
          + " Without labels, only what needs none is measured. docs/measures.md explains each measure.",
      "",
      "A run on points is measured against the distribution that they should follow. Where the run's configuration asks"
          + " for something (check.*), it is said to pass or to fail; the exit status is 0 in both cases."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  evaluate runs/00000-notmnist-dcgan",
      "  evaluate runs/00000-gaussian-1d",
      "  evaluate runs/00000-notmnist-dcgan --count 5000 --json scores.json",
      "  evaluate --samples samples.idx3-ubyte.gz --data mnist"
    })
final class EvaluateCommand implements Callable<Integer> {
  private static final int MOST = 1_000_000;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "RUN", arity = "0..1", description = "A run folder.")
  private Path run;

  @Option(
      names = "--samples",
      paramLabel = "FILE",
      description =
          "Measure these instead: an IDX file (gzip or plain), an npz file with uint8 [N, H, W], or a folder of PNG"
              + " files; with labels, if they have some.")
  private Path samples;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "The real images. Default: those of the run, or those that train would take.")
  private Path data;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Write all figures as one flat JSON object too.")
  private Path json;

  @Option(
      names = "--count",
      paramLabel = "N",
      defaultValue = "10000",
      description = "How many samples of the run are measured. Default: ${DEFAULT-VALUE}.")
  private int count;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Seed of the run's latents. Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--raw",
      description = "Draw with the run's weights as trained, and not with their average.")
  private boolean raw;

  @Mixin private CheckpointOption checkpoint;

  /** Images to be measured, with what the JSON says of them. */
  private record Subject(ImageSet images, ObjectNode description, DataConfig data) {}

  @Mixin private ThreadsOption threads;

  @Override
  public Integer call() throws IOException {
    if ((run == null) == (samples == null)) {
      throw new InvalidInputException("give a run folder or --samples FILE, one of them");
    }
    if (count < RealHalves.LEAST || count > MOST) {
      throw new InvalidInputException(
          "--count: given %d, legal is %d to %d".formatted(count, RealHalves.LEAST, MOST));
    }
    if (run != null && RunFolder.open(run).config().data().set().isDrawn()) {
      return points(TrainedRun.open(run, checkpoint.choice()));
    }
    Subject subject = run == null ? ofFile() : ofRun();
    ReferenceData reference = reference(subject.data());
    ImageSet reals = reference.reals();
    Evaluation evaluation = new Evaluator(reals, reference.classifier()).evaluate(subject.images());
    ScoreTable.print(evaluation, spec.commandLine().getOut());
    List<Bound> checks = run == null ? List.of() : RunChecks.of(RunFolder.open(run), evaluation);
    BoundTable.print(checks, spec.commandLine().getOut());
    if (json != null) {
      ObjectNode sources = sources(subject, reals);
      ObjectNode scores = EvaluationJson.of(evaluation, reference.classifier(), sources);
      write(EvaluationJson.with(checks, scores));
    }
    return ExitStatus.DONE;
  }

  private int points(TrainedRun trained) {
    List<Bound> found = PointsReport.measure(trained.config(), trained.generator(raw), seed, count);
    PointsReport.print(trained.config(), found, count, spec.commandLine().getOut());
    if (json != null) {
      ObjectNode sources = EvaluationJson.object().put("samples", run.toString());
      write(EvaluationJson.with(found, sources.put("seed", seed).put("n", count)));
    }
    return ExitStatus.DONE;
  }

  private Subject ofFile() {
    ImageSet images = ImageSets.load(samples);
    DataConfig config = Presets.load(Presets.defaultName()).data();
    return new Subject(images, EvaluationJson.object(), config);
  }

  private Subject ofRun() throws IOException {
    TrainedRun trained = TrainedRun.open(run, checkpoint.choice());
    Samples drawn =
        new Samples(trained.generator(raw), new Latents(trained.config().generator(), seed), count);
    ImageSet images = drawn.set(run.toString(), trained.classes());
    ObjectNode description = EvaluationJson.object().put("seed", seed);
    return new Subject(images, description, trained.config().data());
  }

  private ReferenceData reference(DataConfig config) {
    PrintWriter err = spec.commandLine().getErr();
    try (RenderProgress progress = new RenderProgress(config.rendered(), err)) {
      ReferenceData reference = ReferenceData.load(config, data, progress, this::note);
      if (reference.classifier().isEmpty()) {
        note(
            "the data have no labels of several classes: measuring in pixels, without a classifier");
      }
      return reference;
    }
  }

  private void note(String line) {
    spec.commandLine().getErr().println(line);
    spec.commandLine().getErr().flush();
  }

  private static ObjectNode sources(Subject subject, ImageSet reals) {
    ObjectNode sources = EvaluationJson.object();
    sources.put("samples", subject.images().origin());
    sources.put("samplesSha256", subject.images().sha256());
    sources.setAll(subject.description());
    sources.put("data", reals.origin());
    sources.put("dataSha256", reals.sha256());
    return sources;
  }

  private void write(ObjectNode scores) {
    OutputOption.write("--json", json, () -> EvaluationJson.write(scores, json));
  }
}
