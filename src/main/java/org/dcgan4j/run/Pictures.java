package org.dcgan4j.run;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongPredicate;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.dcgan4j.config.Config;
import org.dcgan4j.data.DataSource;
import org.dcgan4j.data.GaussianPoints;
import org.dcgan4j.data.ImageSet;
import org.dcgan4j.data.ImageShape;
import org.dcgan4j.image.AnimatedGif;
import org.dcgan4j.image.Charts;
import org.dcgan4j.image.Charts.PictureException;
import org.dcgan4j.image.ImageGrid;
import org.dcgan4j.image.PictureFile;
import org.dcgan4j.image.StepChart;
import org.dcgan4j.image.StepChart.Panel;
import org.dcgan4j.image.StepChart.Quantity;
import org.dcgan4j.io.RunFiles;
import org.dcgan4j.metrics.MeasureListener.TickMeasures;
import org.dcgan4j.model.Gan;
import org.dcgan4j.model.Latents;
import org.dcgan4j.training.TrainingListener;

/**
 * The pictures of a run: some reals, the same latents drawn at the start and at every tick, all of
 * these as an animation, and the losses.
 */
public final class Pictures implements TrainingListener {
  private static final int ROWS = 10;
  private static final int COLUMNS = 10;
  private static final int MOST_COLUMNS = 40;

  /** Ten rows of ten images of 128 pixels a side; of larger ones there are fewer. */
  private static final int MOST_PIXELS = 100 * 128 * 128;

  private static final int NUMBERS = 10_000;
  private static final int PLACES = 201;
  private static final double DEVIATIONS = 5;
  private static final int POINTS = 1000;
  private static final Color RECALL = new Color(0x4C9A2A);
  private static final Color COVERAGE = new Color(0x7A4FA3);

  /** Both losses above, the discriminator's probabilities below. */
  static final StepChart<TickStats> LOSSES =
      new StepChart<>(
          "losses",
          TickStats::step,
          new Panel<>(
              "Losses",
              false,
              last -> 0,
              List.of(
                  new Quantity<>("discriminator", Charts.REALS, TickStats::dLoss),
                  new Quantity<>("generator", Charts.FAKES, TickStats::gLoss))),
          new Panel<>(
              "The discriminator's belief that an image is real",
              true,
              last -> 0.5,
              List.of(
                  new Quantity<>("D(x), of reals", Charts.REALS, TickStats::dReal),
                  new Quantity<>("D(G(z)), of fakes", Charts.FAKES, TickStats::dFake))));

  /** Dashed lines are what real images reach. */
  static final StepChart<TickMeasures> MEASURES =
      new StepChart<>(
          "measures",
          TickMeasures::step,
          new Panel<>(
              "Fréchet distance, of few samples: less is better",
              false,
              TickMeasures::frechetFloor,
              List.of(new Quantity<>("Fréchet distance", Charts.REALS, TickMeasures::frechet))),
          new Panel<>(
              "Precision, recall, coverage: more is better",
              true,
              TickMeasures::coverageFloor,
              List.of(
                  new Quantity<>("precision", Charts.FAKES, TickMeasures::precision),
                  new Quantity<>("recall", RECALL, TickMeasures::recall),
                  new Quantity<>("coverage", COVERAGE, TickMeasures::coverage))));

  private final Path folder;
  private final View view;
  private final List<TickStats> ticks;
  private final List<TrainingListener> watchers;

  /**
   * How a run's reals and fakes are seen: chosen by what kind of data they are.
   *
   * @param reals draws some of them
   * @param fakes draws what the generator makes now of the latents that the whole run is watched by
   * @param animated whether the pictures of the fakes make an animation
   */
  private record View(
      Supplier<BufferedImage> reals, Supplier<BufferedImage> fakes, boolean animated) {}

  /**
   * @param earlier the ticks of a run that is resumed
   * @param watchers are shown the fakes
   */
  public Pictures(
      RunFolder run,
      Config config,
      Gan gan,
      DataSource data,
      List<TickStats> earlier,
      List<TrainingListener> watchers) {
    this.watchers = watchers;
    this.folder = run.path();
    this.ticks = new ArrayList<>(earlier);
    if (data instanceof ImageSet images) {
      this.view = ofImages(config, gan, images);
    } else {
      GaussianPoints points = (GaussianPoints) data;
      this.view =
          points.dimensions() == 1 ? onLine(config, gan, points) : inPlane(config, gan, points);
    }
  }

  /** The reals go from the first to the last image of the set, so that every class is seen. */
  private static View ofImages(Config config, Gan gan, ImageSet images) {
    ImageGrid grid = grid(images.images().shape(), config.generator().classes());
    int count = grid.rows() * grid.columns();
    float[] latents = latents(config, count);
    return new View(
        () -> {
          int n = Math.min(count, images.count());
          IntStream shown = IntStream.range(0, n).map(i -> (int) ((long) i * images.count() / n));
          return grid.draw(images.images().select(shown.toArray()));
        },
        () -> grid.draw(gan.sampler().generateImages(latents, count)),
        true);
  }

  /**
   * Numbers: their density, what the discriminator says of each place, and the histogram of fakes.
   */
  private static View onLine(Config config, Gan gan, GaussianPoints points) {
    float[] latents = latents(config, NUMBERS);
    return new View(
        () -> line(gan, points, points.shown(NUMBERS), "reals"),
        () -> line(gan, points, gan.sampler().generate(latents, NUMBERS), "fakes"),
        false);
  }

  private static BufferedImage line(Gan gan, GaussianPoints points, float[] values, String name) {
    double middle = points.config().mu();
    double reach = DEVIATIONS * points.config().sigma();
    float[] places = new float[PLACES];
    double[] density = new double[PLACES];
    for (int i = 0; i < PLACES; i++) {
      places[i] = (float) (middle + reach * (2.0 * i / (PLACES - 1) - 1));
      density[i] = points.density(places[i]);
    }
    float[] realConfidence = gan.discriminator().probabilities(places, PLACES);
    return Charts.density(places, density, realConfidence, values, name);
  }

  /** Reals and fakes in one scatter, four standard deviations to each side of the mean. */
  private static View inPlane(Config config, Gan gan, GaussianPoints points) {
    float[] latents = latents(config, POINTS);
    float[] reals = points.shown(POINTS);
    double[] mean = points.mean();
    double x = 4 * Math.sqrt(points.covariance()[0][0]);
    double y = 4 * Math.sqrt(points.covariance()[1][1]);
    double[] bounds = {mean[0] - x, mean[0] + x, mean[1] - y, mean[1] + y};
    return new View(
        () -> Charts.scatter(reals, new float[0], bounds),
        () -> Charts.scatter(reals, gan.sampler().generate(latents, POINTS), bounds),
        false);
  }

  private static float[] latents(Config config, int count) {
    return new Latents(config.generator(), config.training().seed()).next(count);
  }

  /**
   * Ten rows of ten, or of a column for each class where they are not too many; fewer of large
   * images.
   */
  static ImageGrid grid(ImageShape shape, int classes) {
    int most = Math.max(1, MOST_PIXELS / shape.area());
    boolean ofClasses = classes > 1 && classes <= MOST_COLUMNS;
    int columns = ofClasses ? classes : Math.min(COLUMNS, (int) Math.sqrt(most));
    int rows = Math.max(1, Math.min(ROWS, most / columns));
    return ImageGrid.of(shape, rows, columns).enlargedTo(ImageGrid.SEEN);
  }

  /**
   * How older builds laid out the grids of reals and fakes, which do not say so.
   *
   * @param shape of an example, as in the manifest; empty where it is no image
   * @param classes that the generator is told apart, 0 for none
   */
  public static Optional<ImageGrid> oldGrid(List<Integer> shape, int classes) {
    if (shape.size() != 3) {
      return Optional.empty();
    }
    ImageGrid now = grid(new ImageShape(shape.get(0), shape.get(1), shape.get(2)), classes);
    return Optional.of(now.rows() == ROWS ? now.withZoom(2) : now);
  }

  /** Removes the fakes of other steps: a resumed training draws them again. */
  public static void keep(RunFolder run, LongPredicate steps) throws IOException {
    for (Map.Entry<Long, Path> fakes : RunFiles.fakesIn(run.path()).entrySet()) {
      if (fakes.getKey() > 0 && !steps.test(fakes.getKey())) {
        Files.delete(fakes.getValue());
      }
    }
  }

  /**
   * The losses of what came before the game, as {@code pretraining.png}.
   *
   * @param losses the mean squared error of each step
   */
  public static void ofPretraining(RunFolder run, List<Double> losses) {
    try {
      write(
          run.path().resolve(RunFiles.PRETRAINING),
          () -> Charts.curve("Pre-training: mean squared error to the density", losses));
    } catch (PictureException e) {
      return; // no Java without text is kept from training; the chart of the losses will say so
    }
  }

  @Override
  public void onStart(TrainingState state) {
    if (state.step() == 0) {
      write(folder.resolve(RunFiles.REALS), view.reals());
      BufferedImage fakes = view.fakes().get();
      write(folder.resolve(RunFiles.FAKES_INIT), () -> fakes);
      watchers.forEach(watcher -> watcher.onFakes(state, fakes));
    }
  }

  @Override
  public void onTick(TrainingState state, TickStats tick) {
    ticks.add(tick);
    BufferedImage fakes = view.fakes().get();
    write(folder.resolve(RunFiles.fakes(tick.step())), () -> fakes);
    try {
      write(folder.resolve(RunFiles.LOSSES), () -> LOSSES.draw(ticks));
    } finally {
      watchers.forEach(watcher -> watcher.onFakes(state, fakes));
    }
  }

  @Override
  public void onEnd(TrainingState state) {
    if (view.animated()) {
      try {
        AnimatedGif.ofRun().writeRun(folder, folder.resolve(RunFiles.ANIMATION));
      } catch (IOException e) {
        throw new UncheckedIOException("cannot write " + folder.resolve(RunFiles.ANIMATION), e);
      }
    }
  }

  static void write(Path file, Supplier<BufferedImage> picture) {
    try {
      PictureFile.write(picture.get(), file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }
}
