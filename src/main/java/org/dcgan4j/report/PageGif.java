package org.dcgan4j.report;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.dcgan4j.image.AnimatedGif;

/** The animation of a training, small enough for a page. */
final class PageGif {
  private static final long LARGEST = 1_600_000;

  private PageGif() {}

  /**
   * The run's own, or where that is too large one of these frames.
   *
   * @param small frames at their own size; empty where they have none
   * @return empty where the run has none yet, or none is small enough
   */
  static Optional<byte[]> of(Path gif, List<BufferedImage> small) throws IOException {
    if (!Files.exists(gif)) {
      return Optional.empty();
    }
    if (Files.size(gif) <= LARGEST || small.isEmpty()) {
      return within(gif);
    }
    Path scratch = Files.createTempDirectory("dcgan4j-report");
    Path made = scratch.resolve("small.gif");
    try {
      AnimatedGif.ofRun().write(small.size(), small::get, made);
      return within(made);
    } finally {
      Files.deleteIfExists(made);
      Files.deleteIfExists(scratch);
    }
  }

  private static Optional<byte[]> within(Path gif) throws IOException {
    return Files.size(gif) <= LARGEST ? Optional.of(Files.readAllBytes(gif)) : Optional.empty();
  }
}
