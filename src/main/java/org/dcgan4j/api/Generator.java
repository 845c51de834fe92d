package org.dcgan4j.api;

import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.Arrays;
import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.data.Images;
import org.dcgan4j.image.ImageGrid;
import org.dcgan4j.job.TrainedRun;
import org.dcgan4j.model.Latents;

/**
 * A trained generator of grey images. With an average of the weights, it is that average.
 *
 * <p>Not for two threads at once; load one for each.
 */
public final class Generator {
  private final TrainedRun run;
  private final org.dcgan4j.model.Generator network;

  private Generator(TrainedRun run) {
    this.run = run;
    this.network = run.generator(false);
  }

  /**
   * Opens the newest checkpoint of a run.
   *
   * @param run a run folder
   * @throws InvalidInputException if it is none, has no checkpoint that can be read, or makes no
   *     images
   */
  public static Generator load(Path run) {
    Generator generator = new Generator(TrainedRun.open(run));
    if (!generator.network.output().isImage()) {
      throw new InvalidInputException(run + " makes points, and no images");
    }
    return generator;
  }

  /** Pixels from top to bottom. */
  public int height() {
    return network.imageShape().height();
  }

  /** Pixels from left to right. */
  public int width() {
    return network.imageShape().width();
  }

  /**
   * Numbers in one latent, with those of the one-hot class behind it where the generator is told
   * one.
   */
  public int latentSize() {
    return new Latents(run.config().generator(), 0).size();
  }

  /**
   * Draws images. The same count and seed give the same ones, and the first of a larger count are
   * those of a smaller.
   *
   * @param count at least 1
   * @return {@code [count][C * H * W]}, planar, row by row, 0 black to 255 white
   */
  public byte[][] sample(int count, long seed) {
    return split(drawn(latents(count, seed), count));
  }

  /**
   * Draws what one makes of latents.
   *
   * @param latents {@code [N][latentSize]}
   * @return {@code [N][C * H * W]}, planar, row by row, 0 black to 255 white
   */
  public byte[][] generate(float[][] latents) {
    float[] flat = new float[latents.length * latentSize()];
    for (int i = 0; i < latents.length; i++) {
      if (latents[i].length != latentSize()) {
        throw new InvalidInputException(
            "latent %d has %d numbers, legal is %d".formatted(i, latents[i].length, latentSize()));
      }
      System.arraycopy(latents[i], 0, flat, i * latentSize(), latentSize());
    }
    return latents.length == 0 ? new byte[0][] : split(drawn(flat, latents.length));
  }

  /**
   * The images of {@link #sample} in one picture, as near to a square as they go.
   *
   * @return of type {@link BufferedImage#TYPE_BYTE_GRAY}
   */
  public BufferedImage grid(int count, long seed) {
    Images images = drawn(latents(count, seed), count);
    return ImageGrid.holding(count, images.shape()).withZoom(2).draw(images);
  }

  private float[] latents(int count, long seed) {
    if (count < 1) {
      throw new InvalidInputException("count: given " + count + ", legal is at least 1");
    }
    return new Latents(run.config().generator(), seed).next(count);
  }

  private Images drawn(float[] latents, int count) {
    return network.generateImages(latents, count);
  }

  private static byte[][] split(Images images) {
    byte[][] each = new byte[images.count()][];
    Arrays.setAll(each, images::image);
    return each;
  }
}
