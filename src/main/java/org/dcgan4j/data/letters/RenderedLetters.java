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
import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.config.DataConfig;
import org.dcgan4j.data.ImageShape;
import org.dcgan4j.data.letters.LetterFolder.Manifest;
import org.dcgan4j.io.AtomicFile;
import org.dcgan4j.io.IoProblem;

/**
 * A set of rendered letters on disk, as notMNIST has it: folders A to J of PNG files, with {@code
 * letters.json} beside them.
 *
 * <p>The same faces, count and seed give the same bytes. A folder appears whole or not at all; one
 * that this program did not make is never touched.
 */
public final class RenderedLetters {
  /** About twice as many as notMNIST's large set has. */
  public static final int MOST = 1_000_000;

  private RenderedLetters() {}

  /**
   * The shape of letters.
   *
   * @throws InvalidInputException when the side is not of 8 to 256 pixels
   */
  public static ImageShape shape(int side, boolean colours) {
    if (side < DataConfig.LEAST_SIZE || side > DataConfig.GREATEST_SIZE) {
      throw InvalidInputException.of(
          "letters of %d pixels a side to render; legal are %d to %d",
          side, DataConfig.LEAST_SIZE, DataConfig.GREATEST_SIZE);
    }
    return new ImageShape(colours ? 3 : 1, side, side);
  }

  /** Renders from the faces on the class path, unless the folder holds that set: then false. */
  public static boolean ensure(
      Path folder, ImageShape shape, int count, long seed, IntConsumer progress) {
    Manifest wanted = Manifest.of(FontFaces.BUNDLED, FontFaces.bundledNames(), shape, count, seed);
    try {
      if (new LetterFolder(folder).holds(wanted)) {
        return false;
      }
    } catch (IOException e) {
      throw new InvalidInputException(folder + " cannot be read: " + e.getMessage(), e);
    }
    make(FontFaces.bundled(), shape, count, seed, folder, progress, true);
    return true;
  }

  /**
   * Draws a set with all cores and puts it in place of the folder.
   *
   * @param shape as {@link #shape} gives it
   * @param count letters in all, from 10 to 1,000,000, spread evenly over the ten classes
   * @param out new, empty, or made by this program before, in which case it is replaced
   * @param progress called with the letters done so far: 1, 2, … up to count, one call at a time,
   *     on any thread; must be quick
   * @throws InvalidInputException when the count is out of range, or when the folder is there and
   *     not ours, or cannot be written
   */
  public static void render(
      FontFaces faces, ImageShape shape, int count, long seed, Path out, IntConsumer progress) {
    make(faces, shape, count, seed, out, progress, false);
  }

  /** With {@code keepEqual} a set may stay that another process put in place meanwhile. */
  private static void make(
      FontFaces faces,
      ImageShape shape,
      int count,
      long seed,
      Path out,
      IntConsumer progress,
      boolean keepEqual) {
    if (count < FontFace.LETTERS || count > MOST) {
      throw InvalidInputException.of(
          "%d letters to render; legal are %d to %d", count, FontFace.LETTERS, MOST);
    }
    Manifest manifest = Manifest.of(faces.origin(), faces.names(), shape, count, seed);
    try {
      Path target = Files.exists(out) ? out.toRealPath() : out.toAbsolutePath().normalize();
      LetterFolder folder = new LetterFolder(target);
      folder.requireOurs();
      AtomicFile.writeFolder(
          target,
          false,
          part -> {
            LetterFolder made = new LetterFolder(part);
            draw(new LetterRenderer(faces, shape, seed), made, count, progress);
            made.write(manifest);
            if (keepEqual && folder.holds(manifest)) {
              return false;
            }
            folder.requireOurs();
            return true;
          });
    } catch (IOException e) {
      throw cannotWrite(out, e);
    } catch (UncheckedIOException e) {
      throw cannotWrite(out, e.getCause());
    }
  }

  private static InvalidInputException cannotWrite(Path out, IOException e) {
    String why = IoProblem.of(e);
    return new InvalidInputException("letters cannot be written to " + out + ": " + why, e);
  }

  private static void draw(
      LetterRenderer renderer, LetterFolder folder, int count, IntConsumer progress)
      throws IOException {
    for (int label = 0; label < FontFace.LETTERS; label++) {
      Files.createDirectory(folder.classFolder(label));
    }
    int[] done = new int[1];
    IntStream.range(0, count)
        .parallel()
        .forEach(
            index -> {
              writePng(renderer.render(index), folder.image(index, renderer.face(index)));
              synchronized (done) {
                progress.accept(++done[0]);
              }
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
}
