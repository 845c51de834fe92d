package org.dcgan4j.data;

import java.io.IOException;
import java.io.OutputStream;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.zip.CRC32C;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.commons.lang3.function.FailableConsumer;
import org.dcgan4j.binding.InvalidInputException;
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
  private final transient Checks checks;

  /**
   * What the pictures of a file must be, because they are not read before they are wanted.
   *
   * @param sums the CRC-32C of each
   */
  record Checks(Path file, int... sums) {}

  /**
   * @param segments each but the last holds {@link #perSegment} pictures
   * @param chosen which of them, and in what order; null for the first {@code count}
   */
  private Images(ImageShape shape, ByteBuffer[] segments, int[] chosen, int count, Checks checks) {
    this.shape = shape;
    this.segments = segments;
    this.perSegment = perSegment(shape);
    this.chosen = chosen;
    this.count = count;
    this.checks = checks;
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
    return new Images(shape, segments, null, count, null);
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
    return new Images(shape, segments, null, count, null);
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

  long bytes() {
    return (long) count * shape.pixels();
  }

  /** A copy of one picture, {@code [C, H, W]}. */
  public byte[] image(int index) {
    byte[] pixels = new byte[shape.pixels()];
    copyTo(index, pixels, 0);
    return pixels;
  }

  /**
   * Copies one picture, {@code [C, H, W]}, to {@code target[at]} and after.
   *
   * @throws InvalidInputException if it is not what was once written; its file is gone then
   */
  public void copyTo(int index, byte[] target, int at) {
    int place = place(index);
    int pixels = shape.pixels();
    segments[place / perSegment].get(place % perSegment * pixels, target, at, pixels);
    if (checks != null && checks.sums[place] != sum(target, at, pixels)) {
      throw damaged(index);
    }
  }

  private int place(int index) {
    return chosen == null ? Objects.checkIndex(index, count) : chosen[index];
  }

  private static int sum(byte[] pixels, int from, int length) {
    CRC32C sum = new CRC32C();
    sum.update(pixels, from, length);
    return (int) sum.getValue();
  }

  private InvalidInputException damaged(int index) {
    String kept = "delete it";
    try {
      Files.deleteIfExists(checks.file);
      kept = "it is deleted";
    } catch (IOException e) {
      kept += " (" + IoProblem.of(e) + ")";
    }
    return InvalidInputException.of(
        "%s: picture %d of %d is damaged in this file of decoded pictures; %s: start again, and they are decoded anew",
        checks.file, index, count, kept);
  }

  /** Knows from now on what its pictures must be. */
  Images checked(Checks known) {
    return new Images(shape, segments, chosen, count, known);
  }

  boolean sharesPixels(Images others) {
    return segments == others.segments;
  }

  /** The CRC-32C of each picture at its place; 0 where none is chosen. */
  int[] sums() {
    int[] sums = new int[chosen == null ? count : IntStream.of(chosen).max().orElse(-1) + 1];
    byte[] image = new byte[shape.pixels()];
    for (int i = 0; i < count; i++) {
      copyTo(i, image, 0);
      sums[place(i)] = sum(image, 0, image.length);
    }
    return sums;
  }

  /**
   * The places of the pictures among those that are stored; empty where all are, in their order.
   */
  int[] chosen() {
    return chosen == null ? new int[0] : chosen.clone();
  }

  /**
   * Copies one of many that are wanted in no order of theirs: of a file, it and nothing around it
   * is read. When the system meets a page that is not in memory, it reads its neighbours as well,
   * ten times as much as a picture has, for which others must go where memory is short; what it is
   * asked to load is read as it is.
   */
  void pick(int index, byte... target) {
    int place = place(index);
    if (segments[place / perSegment] instanceof MappedByteBuffer segment) {
      segment.slice(place % perSegment * shape.pixels(), shape.pixels()).load();
    }
    copyTo(index, target, 0);
  }

  /** For each picture the first one that has the same pixels: often itself. */
  public int[] firstEqual() {
    Map<ByteBuffer, Integer> seen = new HashMap<>();
    int[] firsts = new int[count];
    for (int i = 0; i < count; i++) {
      byte[] hash = Arrays.copyOf(DigestUtils.sha256(image(i)), 16);
      Integer first = seen.putIfAbsent(ByteBuffer.wrap(hash), i);
      firsts[i] = first == null ? i : first;
    }
    return firsts;
  }

  /** These of the pictures, in this order, without copying; an index may come again. */
  public Images select(int... indices) {
    int[] places = indices.clone();
    for (int i = 0; i < places.length; i++) {
      int index = Objects.checkIndex(places[i], count);
      places[i] = chosen == null ? index : chosen[index];
    }
    return new Images(shape, segments, places, places.length, checks);
  }

  /** The pictures {@code from} to {@code to - 1}, without copying. */
  public Images range(int from, int to) {
    return from == 0 && chosen == null && to >= 0 && to <= count
        ? new Images(shape, segments, null, to, checks)
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
