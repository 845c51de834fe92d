package org.dcgan4j.data;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.stream.IntStream;
import org.apache.commons.lang3.function.FailableConsumer;
import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.binding.Text;
import org.dcgan4j.io.IoProblem;

/**
 * Pictures of one shape, one after the other: uint8, planar {@code [N, C, H, W]}, 0 black to 255.
 *
 * <p>The pixels are an array, or a file that is mapped into memory: then they may be larger than 2
 * GiB and than the heap, and processes share them. Nobody writes to them, so many threads may read.
 */
public final class Images implements Serializable {
  private static final long serialVersionUID = 1;

  /** What is larger lies in a file that is mapped. */
  static final int IN_MEMORY = 8 << 20;

  /** The most that one buffer holds; whole pictures only. */
  static final int SEGMENT_BYTES = 1 << 30;

  private final transient ImageShape shape;
  private final transient ByteBuffer[] segments;
  private final transient int perSegment;
  private final transient int[] chosen;
  private final transient int count;

  /**
   * @param segments each but the last holds {@link #perSegment} pictures
   * @param chosen which of them, and in what order; null for the first {@code count}
   */
  private Images(ImageShape shape, ByteBuffer[] segments, int[] chosen, int count) {
    this.shape = shape;
    this.segments = segments;
    this.perSegment = perSegment(shape);
    this.chosen = chosen;
    this.count = count;
  }

  /** Of whole pictures, {@code [N, C, H, W]}, which are kept and not copied. */
  public static Images of(ImageShape shape, byte[] pixels) {
    if (pixels.length % shape.pixels() != 0) {
      throw new IllegalArgumentException(
          pixels.length + " pixels are no whole number of pictures of " + shape);
    }
    int count = pixels.length / shape.pixels();
    int bytes = perSegment(shape) * shape.pixels();
    ByteBuffer[] segments = new ByteBuffer[segments(shape, count)];
    for (int i = 0; i < segments.length; i++) {
      int left = pixels.length - i * bytes;
      segments[i] = ByteBuffer.wrap(pixels).slice(i * bytes, Math.min(bytes, left));
    }
    return new Images(shape, segments, null, count);
  }

  /** The pictures that stand in a file from {@code position} on; it may be closed afterwards. */
  static Images map(ImageShape shape, int count, FileChannel file, long position)
      throws IOException {
    int perSegment = perSegment(shape);
    ByteBuffer[] segments = new ByteBuffer[segments(shape, count)];
    for (int i = 0; i < segments.length; i++) {
      long from = (long) i * perSegment;
      long bytes = Math.min(perSegment, count - from) * shape.pixels();
      segments[i] =
          file.map(FileChannel.MapMode.READ_ONLY, position + from * shape.pixels(), bytes);
    }
    return new Images(shape, segments, null, count);
  }

  /** How many pictures a segment holds. */
  static int perSegment(ImageShape shape) {
    return Math.max(1, SEGMENT_BYTES / shape.pixels());
  }

  private static int segments(ImageShape shape, int count) {
    return (int) (((long) count + perSegment(shape) - 1) / perSegment(shape));
  }

  public ImageShape shape() {
    return shape;
  }

  public int count() {
    return count;
  }

  /** A copy of one picture, {@code [C, H, W]}. */
  public byte[] image(int index) {
    byte[] pixels = new byte[shape.pixels()];
    copyTo(index, pixels, 0);
    return pixels;
  }

  /** Copies one picture, {@code [C, H, W]}, to {@code target[at]} and after. */
  public void copyTo(int index, byte[] target, int at) {
    int place = chosen == null ? Objects.checkIndex(index, count) : chosen[index];
    int pixels = shape.pixels();
    segments[place / perSegment].get(place % perSegment * pixels, target, at, pixels);
  }

  /** These of the pictures, in this order, without copying; an index may come again. */
  public Images select(int... indices) {
    int[] places = indices.clone();
    for (int i = 0; i < places.length; i++) {
      int index = Objects.checkIndex(places[i], count);
      places[i] = chosen == null ? index : chosen[index];
    }
    return new Images(shape, segments, places, places.length);
  }

  /** The pictures {@code from} to {@code to - 1}, without copying. */
  public Images range(int from, int to) {
    return from == 0 && chosen == null && to >= 0 && to <= count
        ? new Images(shape, segments, null, to)
        : select(IntStream.range(from, to).toArray());
  }

  /** A copy of all pixels, {@code [N, C, H, W]}, which are less than 2 GiB. */
  public byte[] toArray() {
    byte[] all = new byte[Math.multiplyExact(count, shape.pixels())];
    for (int i = 0; i < count; i++) {
      copyTo(i, all, i * shape.pixels());
    }
    return all;
  }

  /** A copy of all pixels in the order of {@link ImageShape#channelsLast}. */
  public byte[] channelsLast() {
    byte[] planar = toArray();
    int channels = shape.channels();
    if (channels == 1) {
      return planar;
    }
    byte[] interleaved = new byte[planar.length];
    for (int i = 0; i < interleaved.length; i++) {
      int inImage = i % shape.pixels();
      int place = inImage % channels * shape.area() + inImage / channels;
      interleaved[i] = planar[i - inImage + place];
    }
    return interleaved;
  }

  /** Hands on one picture after the other, {@code [C, H, W]}, in an array that is used again. */
  <E extends Throwable> void forEach(FailableConsumer<byte[], E> each) throws E {
    byte[] image = new byte[shape.pixels()];
    for (int i = 0; i < count; i++) {
      copyTo(i, image, 0);
      each.accept(image);
    }
  }

  /** Writes all pixels, {@code [N, C, H, W]}. */
  public void writeTo(OutputStream out) throws IOException {
    forEach(out::write);
  }

  /**
   * Takes decoded pixels as they come and makes {@link Images} of them: few in an array of just
   * their size, many in a temporary file that is mapped and has no name any more, so that they need
   * neither heap nor two copies.
   */
  public static final class Store implements Closeable {
    private final ImageShape shape;
    private final int count;
    private final String origin;
    private final long bytes;
    private final byte[] array;
    private final FileChannel file;
    private long filled;

    /** For {@code count} pictures from {@code origin}, if there is room for them. */
    public Store(ImageShape shape, int count, String origin) {
      this.shape = shape;
      this.count = count;
      this.origin = origin;
      this.bytes = (long) count * shape.pixels();
      this.file = bytes > IN_MEMORY ? open() : null;
      this.array = file == null ? new byte[Math.toIntExact(bytes)] : null;
    }

    private FileChannel open() {
      try {
        Path path = Files.createTempFile("dcgan4j-", ".pixels");
        return FileChannel.open(
            path,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            StandardOpenOption.DELETE_ON_CLOSE);
      } catch (IOException e) {
        if (bytes <= Limits.PIXELS) {
          return null; // no place for a file: the heap may have one
        }
        throw noRoom(e);
      }
    }

    ImageShape shape() {
      return shape;
    }

    /** Appends pixels, {@code [N, C, H, W]}; any number of whole or broken pictures. */
    void add(byte[] pixels, int length) {
      write(filled, pixels, length);
      filled += length;
    }

    /** Sets one picture, {@code [C, H, W]}. Several threads may set different ones. */
    public void put(int index, byte[] picture) {
      write((long) index * shape.pixels(), picture, picture.length);
    }

    private void write(long from, byte[] pixels, int length) {
      if (file == null) {
        System.arraycopy(pixels, 0, array, (int) from, length);
        return;
      }
      try {
        long at = from;
        for (ByteBuffer rest = ByteBuffer.wrap(pixels, 0, length); rest.hasRemaining(); ) {
          at += file.write(rest, at);
        }
      } catch (IOException e) {
        throw noRoom(e);
      }
    }

    /** All of them; those that were not set are black. */
    public Images images() {
      try {
        return file == null ? of(shape, array) : map(shape, count, file, 0);
      } catch (IOException e) {
        throw noRoom(e);
      }
    }

    private InvalidInputException noRoom(IOException e) {
      return new InvalidInputException(
          Text.format(
              "%s: its %d images of %s take %d bytes in %s, which cannot be written: %s",
              origin, count, shape, bytes, System.getProperty("java.io.tmpdir"), IoProblem.of(e)),
          e);
    }

    /** The file goes, and what was mapped of it stays. */
    @Override
    public void close() {
      if (file != null) {
        try {
          file.close();
        } catch (IOException e) {
          throw noRoom(e);
        }
      }
    }
  }

  /** How they travel: as an array. */
  private record Packed(ImageShape shape, byte[] pixels) implements Serializable {
    private Object readResolve() {
      return of(shape, pixels);
    }
  }

  private Object writeReplace() {
    return new Packed(shape, toArray());
  }
}
