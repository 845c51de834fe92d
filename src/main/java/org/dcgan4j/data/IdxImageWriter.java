package org.dcgan4j.data;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/**
 * Writes an IDX file of images piece by piece, so that a long series never has to be in memory.
 *
 * <p>Gzip if the name ends in {@code .gz}; its header carries no time, so the same pixels give the
 * same bytes.
 */
public final class IdxImageWriter implements Closeable {
  private final DataOutputStream out;
  private long missing;

  /** Starts the file with its header for {@code count} grey images. */
  public IdxImageWriter(Path file, int count, ImageShape shape) throws IOException {
    if (count < 1 || !shape.isGrey()) {
      throw new IllegalArgumentException(
          "IDX needs at least one grey image, not " + count + " of " + shape);
    }
    missing = count;
    out = open(file);
    for (int value : new int[] {IdxFile.IMAGES, count, shape.height(), shape.width()}) {
      out.writeInt(value);
    }
  }

  /** Appends images. */
  public void write(Images images) throws IOException {
    if (images.count() > missing) {
      throw new IllegalArgumentException(
          images.count() + " images given, " + missing + " are missing");
    }
    images.writeTo(out);
    missing -= images.count();
  }

  /**
   * @throws IllegalStateException if fewer images were written than promised
   */
  @Override
  public void close() throws IOException {
    out.close();
    if (missing > 0) {
      throw new IllegalStateException(missing + " of the promised images are missing");
    }
  }

  /** A new file, gzipped if its name ends in {@code .gz}. */
  static DataOutputStream open(Path file) throws IOException {
    OutputStream plain = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16);
    return new DataOutputStream(gzip(file) ? new GZIPOutputStream(plain, 1 << 16) : plain);
  }

  private static boolean gzip(Path file) {
    return file.getFileName().toString().endsWith(".gz");
  }
}
