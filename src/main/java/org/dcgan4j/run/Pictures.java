package org.dcgan4j.run;

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
import org.dcgan4j.data.ImageShape;
import org.dcgan4j.image.AnimatedGif;
import org.dcgan4j.image.Charts;
import org.dcgan4j.image.ImageGrid;
import org.dcgan4j.image.PictureException;
import org.dcgan4j.image.PictureFile;
import org.dcgan4j.image.StepChart;
import org.dcgan4j.io.RunFiles;
import org.dcgan4j.training.TrainingListener;

/**
 * The pictures of a run: some reals, the same latents drawn at the start and at every tick, all of
 * these as an animation, and the losses.
 */
public final class Pictures implements TrainingListener {
  private final Path folder;
  private final SamplePlot view;
  private final List<StepChart.Losses> losses = new ArrayList<>();

  /**
   * @param earlier the ticks of a run that is resumed
   */
  public Pictures(RunFolder run, SamplePlot view, List<TickStats> earlier) {
    this.folder = run.path();
    this.view = view;
    earlier.forEach(this::addLoss);
  }

  /**
   * How the grids of reals and fakes are laid out.
   *
   * @param shape of an example, as in the manifest; empty where it is no image
   * @param classes that the generator is told apart, 0 for none
   */
  public static Optional<ImageGrid> gridOf(List<Integer> shape, int classes) {
    return shape.size() == 3
        ? Optional.of(
            SamplePlot.grid(new ImageShape(shape.get(0), shape.get(1), shape.get(2)), classes))
        : Optional.empty();
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
    write(
        run.path().resolve(RunFiles.PRETRAINING),
        () -> Charts.curve("Pre-training: mean squared error to the density", losses));
  }

  @Override
  public void onStart(TrainingState state) {
    if (state.step() == 0) {
      write(RunFiles.REALS, view.reals());
      write(RunFiles.FAKES_INIT, view.fakes());
    }
  }

  @Override
  public void onTick(TrainingState state, TickStats tick) {
    addLoss(tick);
    write(RunFiles.fakes(tick.step()), view.fakes());
    write(RunFiles.LOSSES, () -> StepChart.ofLosses(losses));
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

  private void addLoss(TickStats tick) {
    losses.add(
        new StepChart.Losses(tick.step(), tick.dLoss(), tick.gLoss(), tick.dReal(), tick.dFake()));
  }

  private void write(String name, Supplier<BufferedImage> picture) {
    write(folder.resolve(name), picture);
  }

  private static void write(Path file, Supplier<BufferedImage> picture) {
    try {
      PictureFile.write(picture.get(), file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    } catch (PictureException e) {
      // A chart is not worth a training; its figures are in metrics.jsonl.
      return;
    }
  }
}
