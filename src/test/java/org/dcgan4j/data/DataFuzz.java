package org.dcgan4j.data;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.dcgan4j.config.DataConfig.Fit;
import org.dcgan4j.data.FoundSets.Split;
import org.dcgan4j.fuzz.FuzzTarget;

/** IDX files, PNG files, archives, NumPy archives, and our own cache of decoded images. */
public final class DataFuzz {
  private static final int DIGEST = 32;

  private DataFuzz() {}

  public static List<FuzzTarget> targets() {
    return List.of(
        target("idx-images", DataFuzz::idx, input -> input, IdxFiles::readImages),
        target("idx-labels", DataFuzz::labels, input -> input, IdxFiles::readLabels),
        target("png", DataFuzz::pngs, DataFuzz::withRightCrcs, DataFuzz::readPicture),
        pictures("jpeg", "progressive.jpg", "cmyk-progressive.jpg", "thumbnail-and-turned.jpg"),
        pictures("gif", "transparent.gif", "interlaced.gif", "animated.gif"),
        pictures("bmp", "runs.bmp", "1-bit.bmp", "16-bit.bmp", "os2.bmp", "alpha.bmp"),
        pictures(
            "webp",
            "smooth.webp",
            "lossless.webp",
            "lossy-and-alpha.webp",
            "turned.webp",
            "animated-part-of-canvas.webp"),
        target("csv", DataFuzz::csv, input -> input, DataFuzz::readCsv),
        target("archive", DataFuzz::archives, input -> input, DataFuzz::readArchive),
        target("npz", DataFuzz::npz, input -> input, DataFuzz::readNpz),
        target("cache", DataFuzz::cache, DataFuzz::withRightDigest, DataFuzz::readCache));
  }

  /** Makes whole files in a folder. */
  private interface Corpus {
    List<byte[]> in(Path folder) throws IOException;
  }

  /** Reads a file. */
  private interface Reader {
    Object read(Path file) throws IOException;
  }

  private static FuzzTarget target(
      String name, Corpus corpus, Function<byte[], byte[]> repair, Reader reader) {
    return new FuzzTarget() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public List<byte[]> corpus() throws IOException {
        Path folder = Files.createTempDirectory("fuzz");
        List<byte[]> files = corpus.in(folder);
        try (var left = Files.list(folder)) {
          for (Path file : left.toList()) {
            Files.delete(file);
          }
        }
        Files.delete(folder);
        return files;
      }

      @Override
      public byte[] repaired(byte[] input) {
        return repair.apply(input);
      }

      @Override
      public void read(byte[] input, Path scratch) throws IOException {
        reader.read(Files.write(scratch.resolve("input"), input));
      }
    };
  }

  private static List<byte[]> idx(Path folder) throws IOException {
    Path plain = folder.resolve("idx3");
    Path packed = folder.resolve("idx3.gz");
    IdxFiles.writeImages(plain, Images.of(ImageShape.grey(5, 4), new byte[60]));
    IdxFiles.writeImages(packed, Images.of(ImageShape.grey(5, 4), new byte[60]));
    return List.of(Files.readAllBytes(plain), Files.readAllBytes(packed));
  }

  private static List<byte[]> labels(Path folder) throws IOException {
    byte[] plain = ByteBuffer.allocate(18).putInt(0x801).putInt(10).array();
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(plain);
    }
    return List.of(plain, packed.toByteArray());
  }

  private static List<byte[]> pngs(Path folder) {
    List<byte[]> files = new ArrayList<>();
    for (int depth : new int[] {1, 2, 4, 8, 16}) {
      files.add(Pngs.image(8, 6, depth, Pngs.GREY, new byte[6 * depth]));
    }
    files.add(Pngs.image(8, 6, 8, 2, new byte[6 * 24]));
    files.add(Pngs.image(8, 6, 8, 6, new byte[6 * 32]));
    files.add(
        Pngs.file(
            Pngs.header(8, 6, 8, 3),
            Pngs.chunk("PLTE", new byte[12]),
            Pngs.chunk("tEXt", "a\0b".getBytes()),
            Pngs.data(new byte[48], 6),
            Pngs.chunk("IEND")));
    return files;
  }

  private static byte[] withRightCrcs(byte[] png) {
    for (int at = 8; at + 12 <= png.length; ) {
      int length = ByteBuffer.wrap(png).getInt(at);
      if (length < 0 || length > png.length - at - 12) {
        return png;
      }
      CRC32 crc = new CRC32();
      crc.update(png, at + 4, 4 + length);
      ByteBuffer.wrap(png).putInt(at + 8 + length, (int) crc.getValue());
      at += 12 + length;
    }
    return png;
  }

  private static Object readPicture(Path file) throws IOException {
    Picture picture = PictureKind.decode(Files.readAllBytes(file));
    return picture.take(picture.shape, Fit.CROP);
  }

  private static FuzzTarget pictures(String name, String... files) {
    List<byte[]> whole = Stream.of(files).map(PictureKindTest::file).toList();
    return target(name, folder -> whole, input -> input, DataFuzz::readPicture);
  }

  private static List<byte[]> csv(Path folder) {
    return List.of(
        "label,pixel0,pixel1,pixel2,pixel3\n7,0,1,2,255\n".getBytes(StandardCharsets.US_ASCII),
        "0,1,2,3\r\n4,5,6,7".getBytes(StandardCharsets.US_ASCII));
  }

  private static Object readCsv(Path file) {
    return CsvReader.read(new Folder(file.getParent(), 1), file.getFileName().toString());
  }

  private static List<byte[]> archives(Path folder) throws IOException {
    ByteArrayOutputStream tar = new ByteArrayOutputStream();
    ByteArrayOutputStream zip = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tarOut = new TarArchiveOutputStream(tar);
        ZipArchiveOutputStream zipOut = new ZipArchiveOutputStream(zip)) {
      for (String name : List.of("A/a.png", "B/b.png", "../../x.png")) {
        byte[] png = Pngs.plain(4, 4, name.length());
        TarArchiveEntry entry = new TarArchiveEntry(name, true);
        entry.setSize(png.length);
        tarOut.putArchiveEntry(entry);
        tarOut.write(png);
        tarOut.closeArchiveEntry();
        zipOut.putArchiveEntry(new ZipArchiveEntry(name));
        zipOut.write(png);
        zipOut.closeArchiveEntry();
      }
    }
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(tar.toByteArray());
    }
    return List.of(tar.toByteArray(), zip.toByteArray(), packed.toByteArray());
  }

  private static Object readArchive(Path file) {
    FileKind kind = FileKind.of(file);
    boolean archive = kind == FileKind.TAR || kind == FileKind.ZIP;
    if (!archive) {
      return kind;
    }
    Archive tree = new Archive(file, kind);
    return PictureSet.read(tree, PictureLayout.of(tree, Split.TRAIN), Wanted.ANY);
  }

  private static List<byte[]> npz(Path folder) throws IOException {
    byte[] header =
        "\u0093NUMPY\1\0v\0{'descr': '|u1', 'fortran_order': False, 'shape': (2, 3, 4), }"
            .getBytes(StandardCharsets.ISO_8859_1);
    byte[] array = Arrays.copyOf(header, 128 + 24);
    Arrays.fill(array, header.length, 128, (byte) ' ');
    List<byte[]> files = new ArrayList<>();
    for (int method : new int[] {ZipArchiveEntry.STORED, ZipArchiveEntry.DEFLATED}) {
      ByteArrayOutputStream zip = new ByteArrayOutputStream();
      try (ZipArchiveOutputStream out = new ZipArchiveOutputStream(zip)) {
        ZipArchiveEntry entry = new ZipArchiveEntry("images.npy");
        entry.setMethod(method);
        CRC32 crc = new CRC32();
        crc.update(array);
        entry.setSize(array.length);
        entry.setCrc(crc.getValue());
        out.putArchiveEntry(entry);
        out.write(array);
        out.closeArchiveEntry();
      }
      files.add(zip.toByteArray());
    }
    return files;
  }

  private static Object readNpz(Path file) {
    return NumpyReader.holdsArrays(file) ? NumpyReader.read(file, Split.TRAIN) : FileKind.of(file);
  }

  private static List<byte[]> cache(Path folder) throws IOException {
    Path file = folder.resolve("cache");
    ImageSet images =
        new ImageSet(
            "x",
            Images.of(ImageShape.grey(2, 3), new byte[24]),
            new int[] {0, 1, 1, 0},
            List.of("A", "B"),
            List.of(new BadFile("A/c.png", "empty")));
    DecodedCache.write(file, new byte[40], Wanted.ANY, images);
    return List.of(Files.readAllBytes(file));
  }

  private static byte[] withRightDigest(byte[] cache) {
    int end = cache.length - DIGEST - Long.BYTES;
    if (end > 0) {
      ByteBuffer position = ByteBuffer.wrap(cache, end + DIGEST, Long.BYTES);
      int from = (int) Math.floorMod(position.duplicate().getLong(), (long) end);
      position.putLong(from);
      byte[] digest = DigestUtils.sha256(Arrays.copyOfRange(cache, from, end));
      System.arraycopy(digest, 0, cache, end, DIGEST);
    }
    return cache;
  }

  private static Object readCache(Path file) {
    return DecodedCache.read(file, "x");
  }
}
