package org.dcgan4j.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.binding.Text;
import org.dcgan4j.config.Config;
import org.dcgan4j.config.ConfigReader;
import org.dcgan4j.config.DataConfig;
import org.dcgan4j.data.DataSource;
import org.dcgan4j.data.GaussianPoints;
import org.dcgan4j.data.ImageSet;
import org.dcgan4j.data.ImageSets;
import org.dcgan4j.data.Progress;
import org.dcgan4j.data.Wanted;
import org.dcgan4j.host.NativeStart;
import org.dcgan4j.job.ReferenceData;
import org.dcgan4j.job.TrainedRun;
import org.dcgan4j.metrics.Criterion;
import org.dcgan4j.metrics.Evaluation;
import org.dcgan4j.metrics.Evaluator;
import org.dcgan4j.metrics.RealHalves;
import org.dcgan4j.model.Latents;
import org.dcgan4j.run.RunLog;
import org.dcgan4j.training.TrainingListener.TickStats;

/**
 * How good samples are, as {@code evaluate} says it.
 *
 * @param images the measures of images, each beside its floor; empty for a run on points
 * @param checks figures that the run's configuration asks for; of points, all figures
 * @param against the real examples that the samples were held against
 * @param json all of it as one flat object
 */
public record Scores(
    Optional<Evaluation> images, List<Criterion> checks, String against, ObjectNode json) {
  public Scores {
    checks = List.copyOf(checks);
  }

  /**
   * Measures samples of a run, of classes in the shares of the real images.
   *
   * @param count how many are drawn, 12 to 1,000,000
   * @param data the real images; null for those of the run
   * @throws InvalidInputException if there are no such data
   */
  public static Scores of(
      Generator generator, int count, long seed, Path data, Consumer<String> notes)
      throws IOException {
    return of(generator, count, seed, data, false, notes);
  }

  /**
   * The same.
   *
   * @param neighbours whether the tests by nearest neighbours and by a linear classifier come too
   */
  public static Scores of(
      Generator generator,
      int count,
      long seed,
      Path data,
      boolean neighbours,
      Consumer<String> notes)
      throws IOException {
    if (count < RealHalves.LEAST || count > 1_000_000) {
      throw InvalidInputException.of(
          "--count: given %d, legal is %d to %d", count, RealHalves.LEAST, 1_000_000);
    }
    TrainedRun run = generator.run;
    String path = run.folder().path().toString();
    if (run.config().data().set().isDrawn()) {
      if (neighbours) {
        throw new InvalidInputException("--neighbours: the run makes points, and it needs images");
      }
      ObjectNode sources =
          JsonNodeFactory.instance.objectNode().put("samples", path).put("step", run.step());
      sources.put("seed", seed).put("n", count).setAll(generator.choices());
      return ofPoints(generator, generator.latents(seed), count, sources);
    }
    DataConfig config = run.config().data();
    ReferenceData reference =
        ReferenceData.ofRun(run.folder(), data, rendering(config, notes), notes);
    Latents latents = generator.latentsLike(reference.reals(), seed, count);
    ImageSet images =
        new SampleFormat.Samples(generator.network, latents, generator.classes(), count).set(path);
    ObjectNode described =
        JsonNodeFactory.instance.objectNode().put("step", run.step()).put("seed", seed);
    described.setAll(generator.choices());
    return of(images, described, config, reference, neighbours, Optional.of(run), notes);
  }

  /**
   * Measures samples in a file or folder of images.
   *
   * @param data the real images; null for those that a training would take
   */
  public static Scores ofFile(Path samples, Path data, Consumer<String> notes) {
    return ofFile(samples, data, false, notes);
  }

  /** The same, with the tests by nearest neighbours where these are asked for. */
  public static Scores ofFile(Path samples, Path data, boolean neighbours, Consumer<String> notes) {
    NativeStart.prepareToCompute(OptionalInt.empty(), notes);
    DataConfig config = ConfigReader.preset(ConfigReader.defaultPreset()).data();
    ObjectNode described = JsonNodeFactory.instance.objectNode();
    ImageSet images = ImageSets.load(samples, Wanted.ANY, Progress.lines(notes));
    images.sayFlaws(line -> notes.accept("samples: " + line));
    Wanted same = Wanted.like(images.images().shape(), config.fit());
    DataConfig fitting = same.in(config);
    ReferenceData reference = ReferenceData.of(fitting, data, rendering(fitting, notes), notes);
    return of(images, described, fitting, reference, neighbours, Optional.empty(), notes);
  }

  private static IntConsumer rendering(DataConfig config, Consumer<String> notes) {
    return Dcgan.renderProgress(config.rendered(), notes);
  }

  private static Scores of(
      ImageSet images,
      ObjectNode described,
      DataConfig config,
      ReferenceData reference,
      boolean neighbours,
      Optional<TrainedRun> run,
      Consumer<String> notes) {
    ImageSet reals = reference.reals();
    int[] told = images.labelsAmong(reals.classNames());
    boolean numbers = told.length > 0;
    if (images.labelled() && !(numbers && areNames(told, images, reals))) {
      notes.accept(
          "the samples' classes "
              + Text.listed(images.classNames())
              + (numbers
                  ? " are taken for numbers of the data's, from 0 on"
                  : " are not the data's"));
    }
    Evaluator evaluator = new Evaluator(reals, reference.classifier());
    if (neighbours && told.length == 0) {
      String why =
          images.labelled() && reals.labelled()
              ? "their classes are not the data's"
              : "the samples or the data have no classes";
      notes.accept("--neighbours: " + why + "; no classifier is fitted on them");
    }
    Evaluation evaluation =
        (neighbours ? evaluator.withNeighbours(config.fit()) : evaluator).evaluate(images);
    List<Criterion> checks = run.map(trained -> checks(trained, evaluation)).orElse(List.of());
    ObjectNode sources = JsonNodeFactory.instance.objectNode();
    sources.put("samples", images.origin()).put("samplesSha256", images.sha256());
    sources.setAll(described);
    sources.put("data", reals.origin()).put("dataSha256", reals.sha256());
    ObjectNode json = evaluation.json(reference.classifier(), sources);
    return new Scores(
        Optional.of(evaluation), checks, reals.origin(), Criterion.addTo(json, checks));
  }

  private static boolean areNames(int[] told, ImageSet images, ImageSet reals) {
    return IntStream.range(0, told.length)
        .allMatch(
            i -> images.classNames().get(images.label(i)).equals(reals.classNames().get(told[i])));
  }

  private static List<Criterion> checks(TrainedRun run, Evaluation evaluation) {
    Optional<TickStats> last =
        new RunLog.Ticks(run.folder()).read().stream().reduce((before, tick) -> tick);
    return Criterion.ofImages(run.config(), evaluation, last);
  }

  private static Scores ofPoints(
      Generator generator, Latents latents, int count, ObjectNode sources) {
    Config config = generator.run.config();
    GaussianPoints truth = (GaussianPoints) DataSource.load(config, done -> {}, Progress.NONE);
    float[] points = generator.network.generate(latents.next(count), count);
    List<Criterion> found = Criterion.ofPoints(points, truth, config.check());
    return new Scores(Optional.empty(), found, truth.origin(), Criterion.addTo(sources, found));
  }
}
