package org.dcgan4j.data;

import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
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
 * <p>The file begins with the pixels, {@code [N, C, H, W]} as one byte each, which are written
 * there as they are decoded and mapped from there: many of them are never copied. Behind them come
 * magic, version, release of the readers, fingerprint, what was asked for, shape, count, the
 * CRC-32C of each picture at its place, the places of those that belong to the set (none where all
 * do), class names, bad files, notes, the data hash, labels; then the SHA-256 of all that, and
 * where it begins. Numbers are big-endian. Few pixels are checked at once, others each time that a
 * picture is read.
 */
public final class DecodedCache {
  private static final long MAGIC = 0x444347414E344A43L;
  private static final int VERSION = 6;

  /** Bytes of the SHA-256 and of the position at the end. */
  private static final int END = 32 + Long.BYTES;

  private final List<Path> candidates;
  private final CompletableFuture<List<Cached>> found;
  private final List<PixelStore> stores = new ArrayList<>();

  /** The images, the state of the data they were read from, and what was asked for then. */
  record Cached(byte[] fingerprint, Wanted asked, ImageSet images) {}

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

  /** Room for pictures that are being decoded, in the file that keeps them if they are many. */
  PixelStore store(ImageShape shape, int count, String origin) {
    PixelStore store = new PixelStore(shape, count, origin, candidates);
    stores.add(store);
    return store;
  }

  /**
   * The set from the cache if that is good, else decoded and cached.
   *
   * @param good whether a set of these very files may be taken
   */
  ImageSet read(
      Folder.Fingerprint fingerprint,
      Wanted wanted,
      Predicate<ImageSet> good,
      Supplier<ImageSet> decoder) {
    byte[] state = fingerprint.value();
    for (Cached cached : found.join()) {
      if (Arrays.equals(cached.fingerprint(), state)
          && wanted.isMetBy(cached.asked(), cached.images().images().shape())
          && good.test(cached.images())) {
        return cached.images();
      }
    }
    fingerprint.settle();
    try {
      return kept(state, wanted, decoder.get());
    } finally {
      stores.forEach(PixelStore::discard);
    }
  }

  private ImageSet kept(byte[] state, Wanted wanted, ImageSet decoded) {
    if (decoded.badFiles().size() > decoded.count()) {
      return decoded;
    }
    Images pixels = decoded.images();
    Optional<PixelStore> own = stores.stream().filter(store -> store.holds(pixels)).findFirst();
    boolean large = pixels.bytes() > Images.IN_MEMORY;
    List<String> why = new ArrayList<>();
    if (large && own.isPresent() && own.get().target() == null) {
      why.addAll(own.get().full());
    }
    for (Path candidate : why.isEmpty() ? candidates : List.<Path>of()) {
      try {
        return large && own.isPresent() && candidate.equals(own.get().target())
            ? keep(own.get(), state, wanted, decoded)
            : write(candidate, state, wanted, decoded);
      } catch (IOException e) {
        why.add(IoProblem.of(e));
      }
    }
    if (why.isEmpty()) {
      return decoded;
    }
    List<String> notes = new ArrayList<>(decoded.notes());
    notes.add("no place for the decoded images: each start decodes them (" + why.get(0) + ")");
    return decoded.withNotes(notes);
  }

  /** What the file holds, if it is there, whole, of this version and of this decoder. */
  static Optional<Cached> read(Path file, String origin) {
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try (FileChannel channel = FileChannel.open(file)) {
      ByteBuffer end = read(channel, channel.size() - END, END);
      byte[] hash = new byte[END - Long.BYTES];
      long from = end.get(hash).getLong();
      long length = channel.size() - END - from;
      if (from < 1 || length < 1 || length > Limits.PIXELS) {
        return Optional.empty();
      }
      byte[] head = read(channel, from, (int) length).array();
      if (!Arrays.equals(DigestUtils.sha256(head), hash)) {
        return Optional.empty();
      }
      DataInputStream in = new DataInputStream(new ByteArrayInputStream(head));
      if (in.readLong() != MAGIC || in.readInt() != VERSION || in.readInt() != Picture.RELEASE) {
        return Optional.empty();
      }
      byte[] fingerprint = in.readNBytes(in.readInt());
      Wanted asked = Wanted.readFrom(in);
      return Optional.of(
          new Cached(fingerprint, asked, readImages(in, file, channel, from, origin)));
    } catch (IOException | RuntimeException e) { // whatever it holds, it may be anybody's
      return Optional.empty();
    }
  }

  private static ByteBuffer read(FileChannel file, long from, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length);
    while (bytes.hasRemaining()) {
      if (from < 0 || file.read(bytes, from + bytes.position()) < 0) {
        throw new EOFException();
      }
    }
    return bytes.flip();
  }

  /** Writes the file whole or not at all. Gives the same images, mapped where they are many. */
  static ImageSet write(Path file, byte[] fingerprint, Wanted asked, ImageSet images)
      throws IOException {
    expectWritable(file);
    Images all = images.images();
    AtomicFile.write(
        file,
        part -> {
          try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(part), 1 << 16)) {
            all.writeTo(out);
            int[] sums = all.sums();
            int[] inOrder = IntStream.of(all.chosen()).map(place -> sums[place]).toArray();
            int[] written = all.chosen().length == 0 ? sums : inOrder;
            out.write(head(fingerprint, asked, images, all.count(), written));
          }
        });
    return all.bytes() <= Images.IN_MEMORY
        ? images
        : images.with(read(file, images.origin()).orElseThrow(IOException::new).images().images());
  }

  /** Puts the store's file in place, with what belongs behind the pixels. */
  private static ImageSet keep(PixelStore store, byte[] fingerprint, Wanted asked, ImageSet images)
      throws IOException {
    Images all = images.images();
    int[] sums = all.sums();
    store.keep(head(fingerprint, asked, images, store.count(), sums, all.chosen()));
    return images.with(all.checked(new Images.Checks(store.target(), sums)));
  }

  private static byte[] head(
      byte[] fingerprint, Wanted asked, ImageSet images, int stored, int[] sums, int... chosen)
      throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(fingerprint.length + 8 * sums.length);
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeLong(MAGIC);
    out.writeInt(VERSION);
    out.writeInt(Picture.RELEASE);
    out.writeInt(fingerprint.length);
    out.write(fingerprint);
    asked.writeTo(out);
    ImageShape shape = images.images().shape();
    out.writeInt(shape.channels());
    out.writeInt(shape.height());
    out.writeInt(shape.width());
    out.writeInt(stored);
    writeNumbers(out, sums);
    writeNumbers(out, chosen);
    writeTexts(out, 1, images.classNames());
    writeTexts(
        out, 2, images.badFiles().stream().flatMap(b -> Stream.of(b.name(), b.reason())).toList());
    writeTexts(out, 1, images.notes());
    out.writeUTF(images.contentSha256());
    writeNumbers(out, images.labels());
    byte[] head = bytes.toByteArray();
    out.write(DigestUtils.sha256(head));
    out.writeLong((long) stored * shape.pixels());
    return bytes.toByteArray();
  }

  private static void writeNumbers(DataOutputStream out, int... numbers) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(Integer.BYTES, numbers.length));
    bytes.asIntBuffer().put(numbers);
    out.writeInt(numbers.length);
    out.write(bytes.array());
  }

  private static int[] readNumbers(DataInputStream in) throws IOException {
    int count = in.readInt();
    if (count > in.available() / Integer.BYTES) {
      throw new EOFException();
    }
    int[] numbers = new int[count];
    ByteBuffer.wrap(in.readNBytes(Integer.BYTES * count)).asIntBuffer().get(numbers);
    return numbers;
  }

  private static void writeTexts(DataOutputStream out, int each, List<String> texts)
      throws IOException {
    out.writeInt(texts.size() / each);
    for (String text : texts) {
      out.writeUTF(text);
    }
  }

  private static ImageSet readImages(
      DataInputStream in, Path path, FileChannel file, long bytes, String origin)
      throws IOException {
    ImageShape shape = new ImageShape(in.readInt(), in.readInt(), in.readInt());
    int stored = in.readInt();
    int[] sums = readNumbers(in);
    int[] chosen = readNumbers(in);
    List<String> classNames = readTexts(in, 1);
    List<String> bad = readTexts(in, 2);
    List<String> notes = readTexts(in, 1);
    String hash = in.readUTF();
    int[] labels = readNumbers(in);
    Images all =
        bytes > Images.IN_MEMORY
            ? Images.map(shape, stored, file, 0).checked(new Images.Checks(path, sums))
            : Images.of(shape, read(file, 0, (int) bytes).array());
    Images images = chosen.length == 0 ? all : all.select(chosen);
    int last = chosen.length == 0 ? stored - 1 : IntStream.of(chosen).max().getAsInt();
    boolean whole = last < sums.length && bytes == (long) stored * shape.pixels();
    boolean labelled = labels.length == 0 || labels.length == images.count();
    boolean named = IntStream.of(labels).allMatch(l -> l >= 0 && l < classNames.size());
    if (!whole || !labelled || !named) {
      throw new IOException("damaged");
    }
    if (bytes <= Images.IN_MEMORY && !Arrays.equals(images.sums(), sums)) {
      throw new IOException("damaged");
    }
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
    AtomicFile.makeFolders(folder);
    PosixFileAttributeView posix = Files.getFileAttributeView(folder, PosixFileAttributeView.class);
    if (posix != null
        && !posix.readAttributes().permissions().contains(PosixFilePermission.OWNER_WRITE)) {
      throw new AccessDeniedException(folder.toString());
    }
  }
}
