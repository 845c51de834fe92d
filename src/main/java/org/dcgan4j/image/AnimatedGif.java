package org.dcgan4j.image;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.binding.Text;
import org.dcgan4j.io.AtomicFile;

/**
 * Writes frames as an endlessly looping GIF, one frame in memory at a time.
 *
 * <p>The whole file is written anew each time, so a training should do it once, at its end.
 *
 * @param delayMillis how long a frame is seen, 20 to 60000; GIF counts in hundredths of a second
 * @param lastDelayMillis how long the last frame is seen, 20 to 60000
 */
public record AnimatedGif(int delayMillis, int lastDelayMillis) {

  /** Of more frames, this many are taken at even distances, the first and the last among them. */
  public static final int MAX_FRAMES = 200;

  // Browsers slow delays under 20 ms down to 100 ms.
  private static final int MIN_DELAY = 20;
  private static final int MAX_DELAY = 60_000;

  public AnimatedGif {
    checkDelay(delayMillis);
    checkDelay(lastDelayMillis);
  }

  /** Quick enough to see a run in some seconds, with a rest at the end. */
  public static AnimatedGif ofRun() {
    return new AnimatedGif(120, 2500);
  }

  /**
   * Writes the GIF, whole or not at all.
   *
   * @return how many frames it has
   * @throws InvalidInputException when there is no frame, or one is not of the first one's size
   */
  public int write(Frames frames, Path gif) throws IOException {
    if (frames.count() < 1) {
      throw new InvalidInputException(gif + " needs at least one picture to show; there is none");
    }
    int count = Math.min(frames.count(), MAX_FRAMES);
    AtomicFile.write(
        gif,
        part -> {
          try (GifWriter writer = new GifWriter(part)) {
            write(frames, count, writer);
          }
        });
    return count;
  }

  private void write(Frames frames, int count, GifWriter writer) throws IOException {
    BufferedImage first = frames.frame(0);
    for (int i = 0; i < count; i++) {
      BufferedImage frame = i == 0 ? first : frames.frame(source(i, count, frames.count()));
      if (frame.getWidth() != first.getWidth() || frame.getHeight() != first.getHeight()) {
        throw new InvalidInputException(
            Text.format(
                "picture %d of an animation has %d x %d pixels, its first one %d x %d",
                i + 1, frame.getWidth(), frame.getHeight(), first.getWidth(), first.getHeight()));
      }
      writer.add(frame, i == count - 1 ? lastDelayMillis : delayMillis);
    }
  }

  private static int source(int index, int count, int available) {
    return (int) Math.round((double) index * (available - 1) / (count - 1));
  }

  private static void checkDelay(int millis) {
    if (millis < MIN_DELAY || millis > MAX_DELAY) {
      throw new InvalidInputException(
          Text.format("a frame's delay of %d ms; legal is %d to %d", millis, MIN_DELAY, MAX_DELAY));
    }
  }
}
