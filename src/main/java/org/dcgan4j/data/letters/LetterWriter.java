package org.dcgan4j.data.letters;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Draws letters with all cores and writes each as a PNG file of its class folder. */
final class LetterWriter {
  private final LetterRenderer renderer;
  private final LetterFolder folder;

  /**
   * @param out an empty folder
   */
  LetterWriter(LetterRenderer renderer, Path out) {
    this.renderer = renderer;
    this.folder = new LetterFolder(out);
  }

  /**
   * Writes letters 0 to {@code count - 1}.
   *
   * @param progress called with the letters done so far, one call at a time
   */
  void write(int count, IntConsumer progress) throws IOException {
    for (int label = 0; label < FontFace.LETTERS; label++) {
      Files.createDirectory(folder.classFolder(label));
    }
    Tally tally = new Tally(progress);
    IntStream.range(0, count)
        .parallel()
        .forEach(
            index -> {
              writePng(renderer.render(index), folder.image(index, renderer.face(index)));
              tally.one();
            });
  }

  private static void writePng(BufferedImage image, Path file) {
    ByteArrayOutputStream png = new ByteArrayOutputStream(1024);
    // In memory: ImageIO's own way to a file makes a system call for every few bytes.
    try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(png)) {
      ImageIO.write(image, "png", out);
      out.flush();
      Files.write(file, png.toByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Counts for several threads and tells one listener at a time. */
  private static final class Tally {
    private final IntConsumer listener;
    private int done;

    Tally(IntConsumer listener) {
      this.listener = listener;
    }

    synchronized void one() {
      listener.accept(++done);
    }
  }
}
