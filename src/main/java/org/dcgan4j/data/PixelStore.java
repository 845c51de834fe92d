package org.dcgan4j.data;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.io.function.IOConsumer;
import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.binding.Text;
import org.dcgan4j.io.AtomicFile;
import org.dcgan4j.io.IoProblem;
import org.dcgan4j.io.OwnFiles;

/**
 * Takes decoded pixels as they come and makes {@link Images} of them: few in an array of just their
 * size, many in a file that is mapped, so that they need neither heap nor two copies. That file is
 * the beginning of the one in which they shall be kept, where they shall and that has room; else a
 * temporary one that has no name any more.
 */
public final class PixelStore implements Closeable {
  /** Room that is left to others, and for what is written behind the pixels. */
  private static final long SPARE = 16 << 20;

  /** Of each picture behind the pixels: its name and state, its label, its checksum. */
  private static final int BESIDE_EACH = 64;

  private final ImageShape shape;
  private final int count;
  private final String origin;
  private final long bytes;
  private final List<String> full = new ArrayList<>();
  private byte[] array;
  private FileChannel file;
  private Path folder;
  private Path target;
  private Path part;
  private Images made;
  private long filled;

  /** For {@code count} pictures from {@code origin} that are not kept. */
  public PixelStore(ImageShape shape, int count, String origin) {
    this(shape, count, origin, List.of(), List.of());
  }

  /**
   * For {@code count} pictures from {@code origin} that are not kept.
   *
   * @param beside files in whose folders there may be room where the system's temporary one has
   *     none
   */
  static PixelStore passing(ImageShape shape, int count, String origin, List<Path> beside) {
    return new PixelStore(shape, count, origin, List.of(), beside);
  }

  /**
   * For {@code count} pictures from {@code origin}.
   *
   * @param targets the files in which they may be kept, best first
   * @throws InvalidInputException if there is no room for them anywhere
   */
  PixelStore(ImageShape shape, int count, String origin, List<Path> targets) {
    this(shape, count, origin, targets, List.of());
  }

  private PixelStore(
      ImageShape shape, int count, String origin, List<Path> targets, List<Path> beside) {
    this.shape = shape;
    this.count = count;
    this.origin = origin;
    this.bytes = (long) count * shape.pixels();
    if (bytes > Images.IN_MEMORY) {
      open(targets);
      openPassing(beside);
    }
    if (file == null) {
      if (bytes > Images.IN_MEMORY && bytes > mostInHeap()) {
        throw noRoom(String.join(", ", full));
      }
      array = new byte[Math.toIntExact(bytes)];
    }
  }

  private static long mostInHeap() {
    return Math.min(Limits.PIXELS, Runtime.getRuntime().maxMemory() / 2);
  }

  private void open(List<Path> targets) {
    for (Path place : targets) {
      if (file == null) {
        open(
            place.toAbsolutePath().getParent(),
            in -> {
              part = OwnFiles.held(place);
              file = OwnFiles.hold(part);
              target = place;
            });
      }
    }
  }

  /** In the system's temporary folder, else in that of one of these files. */
  private void openPassing(List<Path> beside) {
    Stream<Path> others = beside.stream().map(place -> place.toAbsolutePath().getParent());
    Stream.concat(Stream.of(Path.of(System.getProperty("java.io.tmpdir"))), others)
        .takeWhile(in -> file == null)
        .forEach(
            in ->
                open(
                    in,
                    free ->
                        file =
                            FileChannel.open(
                                Files.createTempFile(free, ".dcgan4j-", ".tmp"),
                                StandardOpenOption.READ,
                                StandardOpenOption.WRITE,
                                StandardOpenOption.DELETE_ON_CLOSE)));
  }

  /** Tries one folder, and remembers why not. */
  private void open(Path in, IOConsumer<Path> opening) {
    try {
      DecodedCache.expectWritable(in.resolve("x"));
      OwnFiles.tidyOnce(in); // before the room is measured
      long free = Files.getFileStore(in).getUsableSpace();
      if (free < bytes + SPARE + (long) BESIDE_EACH * count) {
        full.add(Text.format("%s free in %s", mebi(free), in));
        return;
      }
      opening.accept(in);
      folder = in;
    } catch (IOException e) {
      full.add("none in " + in + " (" + IoProblem.of(e) + ")");
    }
  }

  ImageShape shape() {
    return shape;
  }

  int count() {
    return count;
  }

  /** Where the file is that becomes this one, or null where the pixels are not to be kept. */
  Path target() {
    return target;
  }

  /** Why no file was taken that would be kept; empty where one was, or none is needed. */
  List<String> full() {
    return full;
  }

  /** What they take on the disk, where and of how much; empty in memory. */
  String describe() {
    try {
      return file == null
          ? ""
          : Text.format(
              "%s in %s, where %s are free",
              mebi(bytes), folder, mebi(Files.getFileStore(folder).getUsableSpace()));
    } catch (IOException e) {
      return Text.format("%s in %s", mebi(bytes), folder);
    }
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
      throw new InvalidInputException(noRoom(IoProblem.of(e)).getMessage(), e);
    }
  }

  /** All of them; those that were not set are black. */
  public Images images() {
    try {
      made = file == null ? Images.of(shape, array) : Images.map(shape, count, file, 0);
      return made;
    } catch (IOException e) {
      throw new InvalidInputException(noRoom(IoProblem.of(e)).getMessage(), e);
    }
  }

  private static String mebi(long bytes) {
    return Text.format("%,d MiB", (bytes + (1 << 20) - 1) >> 20);
  }

  /** One line with a way out. */
  private InvalidInputException noRoom(String why) {
    return InvalidInputException.of(
        "%s: its %,d images of %s take %s decoded, and there is no room for them: %s; ask for a smaller --size, or set XDG_CACHE_HOME to a folder with room",
        origin, count, shape, mebi(bytes), why);
  }

  /** Adds the rest to the file, which is the pixels, and puts it in its place. */
  void keep(byte[] rest) throws IOException {
    long at = bytes;
    for (ByteBuffer left = ByteBuffer.wrap(rest); left.hasRemaining(); ) {
      at += file.write(left, at);
    }
    AtomicFile.put(part, target);
  }

  /** Whether these are pictures of it. */
  boolean holds(Images images) {
    return made != null && made.sharesPixels(images);
  }

  /** A temporary file goes, and what was mapped of it stays; the cache's is the cache's. */
  @Override
  public void close() {
    if (target == null) {
      discard();
    }
  }

  /** The file goes, unless it was kept by now. */
  void discard() {
    try {
      if (file != null) {
        file.close();
      }
      if (part != null) {
        Files.deleteIfExists(part);
      }
    } catch (IOException e) {
      throw new InvalidInputException(origin + ": " + IoProblem.of(e), e);
    }
  }
}
