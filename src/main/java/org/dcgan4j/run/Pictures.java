package org.dcgan4j.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.LongPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.dcgan4j.config.GeneratorConfig;
import org.dcgan4j.data.ImageSet;
import org.dcgan4j.image.AnimatedGif;
import org.dcgan4j.image.Frames;
import org.dcgan4j.image.ImageGrid;
import org.dcgan4j.image.LossChart;
import org.dcgan4j.image.LossPoint;
import org.dcgan4j.image.PictureException;
import org.dcgan4j.model.Generator;
import org.dcgan4j.model.Latents;
import org.dcgan4j.training.TickStats;
import org.dcgan4j.training.TrainingListener;
import org.dcgan4j.training.TrainingState;

/**
 * The pictures of a run: some reals, the same latents drawn at the start and at every tick, all of
 * these as an animation, and the losses.
 */
public final class Pictures implements TrainingListener {
  private static final Pattern FAKES = Pattern.compile("fakes-(\\d{6,18})\\.png");
  private static final int ROWS = 10;
  private static final int COLUMNS = 10;
  private static final int MOST_COLUMNS = 40;
  private static final int ZOOM = 2;

  private final Path folder;
  private final Generator generator;
  private final ImageSet reals;
  private final float[] latents;
  private final ImageGrid grid;
  private final int shown;
  private final List<LossPoint> losses = new ArrayList<>();

  /**
   * @param seed of the latents that the whole run is watched by
   * @param earlier the ticks of a run that is resumed
   */
  public Pictures(
      RunFolder run, Generator generator, ImageSet reals, long seed, List<TickStats> earlier) {
    GeneratorConfig config = run.config().generator();
    this.folder = run.path();
    this.generator = generator;
    this.reals = reals;
    int columns = columns(config.classes());
    this.latents = new Latents(config, seed).next(ROWS * columns);
    this.grid = ImageGrid.of(reals.height(), reals.width(), ROWS, columns).withZoom(ZOOM);
    this.shown = ROWS * columns;
    earlier.forEach(this::addLoss);
  }

  /** A column for each class, where they are not too many. */
  private static int columns(int classes) {
    return classes > 1 && classes <= MOST_COLUMNS ? classes : COLUMNS;
  }

  /** Removes the fakes of other steps: a resumed training draws them again. */
  public static void keep(RunFolder run, LongPredicate steps) throws IOException {
    try (Stream<Path> files = Files.list(run.path())) {
      for (Path file : files.toList()) {
        Matcher fakes = FAKES.matcher(file.getFileName().toString());
        if (fakes.matches() && !steps.test(Long.parseLong(fakes.group(1)))) {
          Files.delete(file);
        }
      }
    }
  }

  @Override
  public void onStart(TrainingState state) {
    if (state.step() == 0) {
      write(evenlySpacedReals(), "reals.png");
      write(fakes(), "fakes-init.png");
    }
  }

  @Override
  public void onTick(TrainingState state, TickStats tick) {
    addLoss(tick);
    write(fakes(), String.format(Locale.ROOT, "fakes-%06d.png", tick.step()));
    try {
      LossChart.write(losses, folder.resolve("losses.png"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (PictureException e) {
      // A chart is not worth a training; its figures are in metrics.jsonl.
      return;
    }
  }

  @Override
  public void onEnd(TrainingState state) {
    try {
      AnimatedGif.ofRun().write(Frames.ofRun(folder), folder.resolve("training.gif"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void addLoss(TickStats tick) {
    losses.add(new LossPoint(tick.step(), tick.dLoss(), tick.gLoss(), tick.dOfX(), tick.dOfGz()));
  }

  private byte[] fakes() {
    return generator.generatePixels(latents, shown);
  }

  /** From the first to the last image of the set, so that every class is seen. */
  private byte[] evenlySpacedReals() {
    int area = reals.height() * reals.width();
    int count = Math.min(shown, reals.count());
    byte[] pixels = new byte[count * area];
    for (int i = 0; i < count; i++) {
      int index = (int) ((long) i * reals.count() / count);
      System.arraycopy(reals.pixels(), index * area, pixels, i * area, area);
    }
    return pixels;
  }

  private void write(byte[] pixels, String name) {
    try {
      grid.write(pixels, folder.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
