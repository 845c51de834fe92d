package org.dcgan4j.api;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.config.GeneratorConfig;
import org.dcgan4j.config.GeneratorConfig.LatentDistribution;
import org.dcgan4j.data.Images;
import org.dcgan4j.image.AnimatedGif;
import org.dcgan4j.image.ImageGrid;
import org.dcgan4j.model.Latents;
import org.dcgan4j.model.Latents.LatentWalk;

/**
 * Closed walks through latents, for {@link Generator#interpolate}: {@code side * side} of them side
 * by side as an endless GIF, or one as a PNG with a row from each latent to the next.
 *
 * @param out the file, in .gif or .png
 * @param points latents that a walk goes through, 2 to 100
 * @param steps images from one to the next, 1 to 100, and at most 200 in all
 * @param side 1 to 20
 */
public record Walks(Path out, int points, int steps, int side, long seed) {
  private static final AnimatedGif GIF = new AnimatedGif(60, 60);

  /** Refuses what is not legal. */
  public Walks {
    if (!hasEnding(".gif", out) && !hasEnding(".png", out)) {
      throw new InvalidInputException("--out: given " + out + ", legal is a name in .gif or .png");
    }
    within("--points", points, 2, 100);
    within("--steps", steps, 1, 100);
    within("--side", side, 1, 20);
    within("--points times --steps", points * steps, 2, 200);
  }

  private static boolean hasEnding(String ending, Path out) {
    return out.toString().toLowerCase(Locale.ROOT).endsWith(ending);
  }

  private static void within(String what, int given, int least, int most) {
    if (given < least || given > most) {
      throw InvalidInputException.of("%s: given %d, legal is %d to %d", what, given, least, most);
    }
  }

  /** Whether it is a GIF, by its name, and not a PNG. */
  public boolean isGif() {
    return hasEnding(".gif", out);
  }

  void write(GeneratorConfig config, Latents latents, org.dcgan4j.model.Generator generator)
      throws IOException {
    if (!isGif()) {
      ImageGrid rows = grid(generator, points, steps);
      rows.write(generator.generateImages(walk(config, latents), points * steps), out);
      return;
    }
    ImageGrid grid = grid(generator, side, side);
    int walks = side * side;
    int size = latents.size();
    float[][] each = new float[walks][];
    Arrays.setAll(each, walk -> walk(config, latents));
    float[] at = new float[walks * size];
    GIF.write(
        points * steps,
        frame -> {
          for (int walk = 0; walk < walks; walk++) {
            System.arraycopy(each[walk], frame * size, at, walk * size, size);
          }
          return grid.draw(generator.generateImages(at, walks));
        },
        out);
  }

  /**
   * Draws a walk between the projections of two pictures: there and back as a GIF, or as one row of
   * a PNG with the pictures themselves at its ends.
   *
   * @param steps images from one to the other, 1 to 100
   */
  static void between(Generator generator, Projections ends, int steps, Path out)
      throws IOException {
    new Walks(out, 2, steps, 1, 0); // refuses what is not legal
    if (ends.all().size() != 2) {
      throw InvalidInputException.of(
          "ends: given projections of %d pictures, legal are 2", ends.all().size());
    }
    GeneratorConfig config = generator.run.config().generator();
    int size = config.inputSize();
    float[] points = new float[2 * size];
    System.arraycopy(ends.all().get(0).input(), 0, points, 0, size);
    System.arraycopy(ends.all().get(1).input(), 0, points, size, size);
    float[] frames = walk(config, points, size).frames(steps);
    Images made = generator.network.generateImages(frames, 2 * steps);
    if (hasEnding(".gif", out)) {
      ImageGrid one = grid(generator.network, 1, 1);
      GIF.write(2 * steps, frame -> one.draw(made.range(frame, frame + 1)), out);
      return;
    }
    int pixels = made.shape().pixels();
    byte[] row = new byte[(steps + 3) * pixels];
    System.arraycopy(ends.given().image(0), 0, row, 0, pixels);
    System.arraycopy(made.range(0, steps + 1).toArray(), 0, row, pixels, (steps + 1) * pixels);
    System.arraycopy(ends.given().image(1), 0, row, (steps + 2) * pixels, pixels);
    grid(generator.network, 1, steps + 3).write(Images.of(made.shape(), row), out);
  }

  /** Latents one after the other, {@code [points * steps, size]}. */
  private float[] walk(GeneratorConfig config, Latents latents) {
    return walk(config, latents.next(points), latents.size()).frames(steps);
  }

  private static LatentWalk walk(GeneratorConfig config, float[] points, int size) {
    boolean spherical = config.drawnFrom() == LatentDistribution.NORMAL;
    return new LatentWalk(points, size, config.latentSize(), spherical);
  }

  private static ImageGrid grid(org.dcgan4j.model.Generator generator, int rows, int columns) {
    return ImageGrid.of(generator.imageShape(), rows, columns).enlargedTo(ImageGrid.SEEN);
  }
}
