package org.dcgan4j.job;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.config.GeneratorConfig;
import org.dcgan4j.config.LatentDistribution;
import org.dcgan4j.data.Images;
import org.dcgan4j.image.AnimatedGif;
import org.dcgan4j.image.Frames;
import org.dcgan4j.image.ImageGrid;
import org.dcgan4j.model.Generator;
import org.dcgan4j.model.LatentWalk;
import org.dcgan4j.model.Latents;

/**
 * Pictures of closed walks through the latents of a trained generator.
 *
 * @param points latents that a walk goes through
 * @param steps images from one to the next
 */
public record Walks(GeneratorConfig config, Generator generator, int points, int steps, long seed) {
  private static final AnimatedGif GIF = new AnimatedGif(60, 60);
  private static final int ZOOM = 2;

  /**
   * @throws InvalidInputException if the run makes no images
   */
  public static Walks of(TrainedRun run, Generator generator, int points, int steps, long seed) {
    if (!generator.output().isImage()) {
      throw new InvalidInputException(
          "the run makes points, and only images can be walked through");
    }
    return new Walks(run.config().generator(), generator, points, steps, seed);
  }

  /**
   * Writes {@code side * side} walks side by side as an endless GIF.
   *
   * @throws IOException if it cannot be written; what was there before is still there
   */
  public void writeGif(int side, Path gif) throws IOException {
    Latents latents = new Latents(config, seed);
    Images[] walks = new Images[side * side];
    for (int i = 0; i < walks.length; i++) {
      walks[i] = draw(latents);
    }
    ImageGrid grid = grid(side, side);
    GIF.write(Frames.of(points * steps, frame -> frame(grid, walks, frame)), gif);
  }

  /**
   * Writes one walk, with a row from each latent to the next.
   *
   * @throws IOException if it cannot be written; what was there before is still there
   */
  public void writePng(Path png) throws IOException {
    grid(points, steps).write(draw(new Latents(config, seed)), png);
  }

  private Images draw(Latents latents) {
    float[] walk =
        new LatentWalk(latents.next(points), latents.size(), config.latentSize(), isNormal())
            .frames(steps);
    return generator.generateImages(walk, points * steps);
  }

  private boolean isNormal() {
    LatentDistribution ofSamples =
        config.samplingLatent() == null ? config.latent() : config.samplingLatent();
    return ofSamples == LatentDistribution.NORMAL;
  }

  private ImageGrid grid(int rows, int columns) {
    return ImageGrid.of(generator.imageShape(), rows, columns).withZoom(ZOOM);
  }

  private static BufferedImage frame(ImageGrid grid, Images[] walks, int frame) {
    int pixels = grid.shape().pixels();
    byte[] all = new byte[walks.length * pixels];
    for (int i = 0; i < walks.length; i++) {
      walks[i].copyTo(frame, all, i * pixels);
    }
    return grid.draw(Images.of(grid.shape(), all));
  }
}
