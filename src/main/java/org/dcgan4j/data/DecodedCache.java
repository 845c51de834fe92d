package org.dcgan4j.data;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;
import org.dcgan4j.io.AtomicFile;
import org.dcgan4j.io.IoProblem;
import org.dcgan4j.io.OwnFiles;

/**
 * Decoded images in one file, so that the second start need not decode. The file lies beside the
 * data, or in the user's cache folder where that cannot be written.
 *
 * <p>A cache that is stale, damaged, or of another version or decoder is as good as none, and one
 * that cannot be written is done without: neither is ever an error. Where more files than not were
 * unreadable, nothing is kept: the fault may be the decoder's, and the next start tries again.
 *
 * <p>The file has magic, version, release of the readers, fingerprint, shape, class names, bad
 * files, notes, the data hash, labels, pixels, and the SHA-256 of all that. Numbers are big-endian.
 * Many pixels are not read but mapped, after they were checked.
 */
public final class DecodedCache {
  private static final long MAGIC = 0x444347414E344A43L;
  private static final int VERSION = 4;

  /** Bytes of a SHA-256. */
  private static final int HASH = 32;

  private final List<Path> candidates;
  private final CompletableFuture<List<Cached>> found;

  /** The images and the state of the data they were read from. */
  record Cached(byte[] fingerprint, ImageSet images) {}

  /** Starts to read in the background, because listing the source takes as long; best first. */
  DecodedCache(List<Path> candidates, String origin) {
    this.candidates = List.copyOf(candidates);
    this.found =
        CompletableFuture.supplyAsync(
            () -> candidates.stream().flatMap(c -> read(c, origin).stream()).toList());
  }

  static DecodedCache of(Path data) {
    return new DecodedCache(places(data, OwnFiles.CACHE), data.toString());
  }

  /** The set from the cache if that is good, else decoded and cached. */
  ImageSet read(Folder.Fingerprint fingerprint, Supplier<ImageSet> decoder) {
    byte[] state = fingerprint.value();
    for (Cached cached : found.join()) {
      if (Arrays.equals(cached.fingerprint(), state)) {
        return cached.images();
      }
    }
    fingerprint.settle();
    ImageSet decoded = decoder.get();
    if (decoded.badFiles().size() > decoded.count()) {
      return decoded;
    }
    List<String> notes = new ArrayList<>(decoded.notes());
    for (Path candidate : candidates) {
      try {
        return write(candidate, state, decoded);
      } catch (IOException e) {
        if (notes.size() == decoded.notes().size()) {
          notes.add(
              "no place for the decoded images: each start decodes them (" + IoProblem.of(e) + ")");
        }
      }
    }
    return decoded.withNotes(notes);
  }

  /** What the file holds, if it is there, whole, of this version and of this decoder. */
  static Optional<Cached> read(Path file, String origin) {
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    MessageDigest digest = DigestUtils.getSha256Digest();
    try (FileChannel channel = FileChannel.open(file);
        InputStream raw = new BufferedInputStream(Channels.newInputStream(channel), 1 << 16);
        DataInputStream in = new DataInputStream(new DigestInputStream(raw, digest))) {
      if (in.readLong() != MAGIC || in.readInt() != VERSION || in.readInt() != Picture.RELEASE) {
        return Optional.empty();
      }
      byte[] fingerprint = in.readNBytes(in.readInt());
      ImageSet images = readImages(in, channel, origin);
      boolean whole = Arrays.equals(digest.digest(), raw.readAllBytes());
      return whole ? Optional.of(new Cached(fingerprint, images)) : Optional.empty();
    } catch (IOException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Writes the file whole or not at all. Gives the same images, mapped where they are many. */
  static ImageSet write(Path file, byte[] fingerprint, ImageSet images) throws IOException {
    expectWritable(file);
    AtomicFile.write(
        file,
        part -> {
          MessageDigest digest = DigestUtils.getSha256Digest();
          try (OutputStream raw = new BufferedOutputStream(Files.newOutputStream(part), 1 << 16);
              DataOutputStream out = new DataOutputStream(new DigestOutputStream(raw, digest))) {
            out.writeLong(MAGIC);
            out.writeInt(VERSION);
            out.writeInt(Picture.RELEASE);
            out.writeInt(fingerprint.length);
            out.write(fingerprint);
            writeImages(out, images);
            out.flush();
            raw.write(digest.digest());
          }
        });
    ImageShape shape = images.images().shape();
    long bytes = (long) images.count() * shape.pixels();
    if (bytes <= Images.IN_MEMORY) {
      return images;
    }
    try (FileChannel channel = FileChannel.open(file)) {
      long from = channel.size() - HASH - bytes;
      return images.with(Images.map(shape, images.count(), channel, from));
    }
  }

  private static void writeImages(DataOutputStream out, ImageSet images) throws IOException {
    out.writeInt(images.count());
    ImageShape shape = images.images().shape();
    out.writeInt(shape.channels());
    out.writeInt(shape.height());
    out.writeInt(shape.width());
    out.writeUTF(images.contentSha256());
    writeTexts(out, 1, images.classNames());
    writeTexts(
        out, 2, images.badFiles().stream().flatMap(b -> Stream.of(b.name(), b.reason())).toList());
    writeTexts(out, 1, images.notes());
    for (int label : images.labels()) {
      out.writeInt(label);
    }
    images.images().writeTo(out);
  }

  private static void writeTexts(DataOutputStream out, int each, List<String> texts)
      throws IOException {
    out.writeInt(texts.size() / each);
    for (String text : texts) {
      out.writeUTF(text);
    }
  }

  private static ImageSet readImages(DataInputStream in, FileChannel file, String origin)
      throws IOException {
    int count = in.readInt();
    ImageShape shape = new ImageShape(in.readInt(), in.readInt(), in.readInt());
    long bytes = (long) count * shape.pixels();
    String hash = in.readUTF();
    if (count < 1 || bytes > file.size()) {
      throw new IOException("a header that its file cannot hold");
    }
    List<String> classNames = readTexts(in, 1);
    List<String> bad = readTexts(in, 2);
    List<String> notes = readTexts(in, 1);
    int[] labels = new int[classNames.isEmpty() ? 0 : count];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = in.readInt();
    }
    // All pixels are read, so that the stream's hash covers them.
    byte[] part = new byte[(int) Math.min(bytes, Images.IN_MEMORY)];
    for (long left = bytes; left > 0; left -= part.length) {
      in.readFully(part, 0, (int) Math.min(part.length, left));
    }
    Images images =
        bytes == part.length
            ? Images.of(shape, part)
            : Images.map(shape, count, file, file.size() - HASH - bytes);
    List<BadFile> badFiles =
        IntStream.range(0, bad.size() / 2)
            .mapToObj(i -> new BadFile(bad.get(2 * i), bad.get(2 * i + 1)))
            .toList();
    return new ImageSet(
        origin, "", images, labels, classNames, badFiles, notes, new AtomicReference<>(hash));
  }

  private static List<String> readTexts(DataInputStream in, int each) throws IOException {
    List<String> texts = new ArrayList<>();
    for (long n = (long) each * in.readInt(); texts.size() < n; ) {
      texts.add(in.readUTF());
    }
    return texts;
  }

  /**
   * Where a file that can be made again from a data set is kept, best first: in its folder or
   * beside its file, and in the user's cache folder. After a dot its name ends in {@code name}.
   */
  public static List<Path> places(Path data, String name) {
    Path real = real(data);
    Path beside =
        Files.isDirectory(real)
            ? real.resolve("." + name)
            : real.resolveSibling("." + real.getFileName() + "." + name);
    String key = DigestUtils.sha256Hex(real.toString()).substring(0, 32);
    String xdg = System.getenv("XDG_CACHE_HOME");
    Path ofUser =
        xdg == null || xdg.isBlank()
            ? Path.of(System.getProperty("user.home"), ".cache")
            : Path.of(xdg);
    return List.of(beside, ofUser.resolve("dcgan4j").resolve(key + "." + name));
  }

  private static Path real(Path data) {
    try {
      return data.toRealPath();
    } catch (IOException e) {
      return data.toAbsolutePath();
    }
  }

  /** Expects a folder that may be written: one that was made read-only stays so, for root too. */
  public static void expectWritable(Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    Files.createDirectories(folder);
    PosixFileAttributeView posix = Files.getFileAttributeView(folder, PosixFileAttributeView.class);
    if (posix != null
        && !posix.readAttributes().permissions().contains(PosixFilePermission.OWNER_WRITE)) {
      throw new AccessDeniedException(folder.toString());
    }
  }
}
