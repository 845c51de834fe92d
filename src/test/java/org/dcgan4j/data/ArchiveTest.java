package org.dcgan4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.dcgan4j.binding.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An archive that is cut, damaged, joined or oddly named loses no picture in silence. */
class ArchiveTest {
  private static final int BLOCK = 512;
  private static final byte[] GOOD = Pngs.image(2, 1, 8, Pngs.GREY, new byte[] {7, 88});

  @TempDir private Path temp;

  @Test
  void tarThatIsCut_shouldBeRefusedOrSaid() throws IOException {
    byte[] whole = Files.readAllBytes(TestData.tar(temp.resolve("x.tar"), twoClasses()));
    int second = 2 * BLOCK; // a head and less than a block of data
    assertThat(load(Arrays.copyOf(whole, second)).notes())
        .containsExactly("the archive has no mark at its end: it may be cut off after 1 entries");
    refused(Arrays.copyOf(whole, second + 200)).hasMessageContaining("cut off within the head");
    byte[] damaged = whole.clone();
    damaged[second] ^= 4;
    refused(damaged).hasMessageContaining("unreadable after 1 entries: the head of an entry is");
  }

  @Test
  void tarBehindATar_shouldBeRefused() throws IOException {
    byte[] tar = Files.readAllBytes(TestData.tar(temp.resolve("x.tar"), twoClasses()));
    ByteArrayOutputStream members = new ByteArrayOutputStream();
    for (int i = 0; i < 2; i++) {
      try (OutputStream gzip = new GZIPOutputStream(members)) {
        gzip.write(tar);
      }
    }
    refused(members.toByteArray()).hasMessageContaining("after 2 entries: it goes on behind its");
    byte[] early = Arrays.copyOf(tar, 4 * BLOCK + tar.length);
    System.arraycopy(tar, 0, early, 4 * BLOCK, tar.length);
    Arrays.fill(early, 2 * BLOCK, 4 * BLOCK, (byte) 0);
    refused(early).hasMessageContaining("after 1 entries: it goes on behind its end");
  }

  @Test
  void entryWithAWrongChecksum_shouldBeABadFileOrRefused() throws IOException {
    byte[] file = stored(Map.of("A/1.png", GOOD, "A/2.png", GOOD));
    int bytes = new String(file, StandardCharsets.ISO_8859_1).indexOf("IEND");
    file[bytes + 4] ^= 1;
    assertThat(load(file).badFiles())
        .singleElement()
        .asString()
        .contains("cannot be read: Checksum verification failed");
    byte[] npz = stored(Map.of("x.npy", npy(1, 2, 2)));
    npz[npz.length - 80] ^= 1;
    Path array = Files.write(temp.resolve("x.npz"), npz);
    assertThatThrownBy(() -> ImageSets.load(array))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(array + ": cannot be read: Checksum verification failed.");
  }

  @Test
  void namesThatAreNotInUtf8_shouldStayApart() throws IOException {
    Path file = temp.resolve("latin1.tar");
    try (TarArchiveOutputStream tar =
        new TarArchiveOutputStream(Files.newOutputStream(file), "ISO-8859-1")) {
      for (String name : List.of("é/1.png", "è/1.png")) {
        put(tar, new TarArchiveEntry(name), GOOD);
      }
    }
    ImageSet set = ImageSets.load(file);
    assertThat(set.classNames()).containsExactly("è", "é");
    assertThat(set.notes()).isEmpty();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes, StandardCharsets.ISO_8859_1)) {
      for (String name : List.of("\u0082\u00A0/1.png", "\u0082\u00A2/1.png", "Ã©/1.png")) {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(GOOD);
      }
    }
    assertThat(load(bytes.toByteArray()).classNames()).containsExactly("%82\u00A0", "%82¢", "é");
  }

  @Test
  void picturesBesideATableOrAnArray_shouldBeTaken() throws IOException {
    Map<String, byte[]> files = twoClasses();
    files.put("boxes.csv", "id,x,y,w,h\n1,2,3,4,5\n".getBytes(StandardCharsets.US_ASCII));
    files.put("labels.npy", npy(2));
    files.put("C.zip", stored(Map.of("1.png", GOOD)));
    for (Path archive :
        List.of(
            TestData.tar(temp.resolve("x.tar"), files),
            TestData.zip(temp.resolve("x.zip"), files))) {
      ImageSet set = ImageSets.load(archive);
      assertThat(set.classNames()).containsExactly("A", "B");
      assertThat(set.notes())
          .containsExactly(
              "1 of its files are archives inside of it and are passed over (the first: C.zip)",
              "2 files of images beside the pictures: passed over (the first: boxes.csv)");
    }
  }

  @Test
  void archiveOfNoPictures_shouldSayWhatWasPassedOver() throws IOException {
    Path zip = TestData.zip(temp.resolve("x.zip"), Map.of("C.zip", stored(Map.of("1.png", GOOD))));
    assertThatThrownBy(() -> ImageSets.load(zip))
        .hasMessageStartingWith(zip + ": holds no pictures among its 1 files; 1 of its files are");
  }

  @Test
  void linkThatLeadsOut_shouldBeNamed() throws IOException {
    Path file = temp.resolve("x.tar");
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(Files.newOutputStream(file))) {
      put(tar, new TarArchiveEntry("A/1.png"), GOOD);
      TarArchiveEntry link = new TarArchiveEntry("C", TarConstants.LF_SYMLINK);
      link.setLinkName("../elsewhere/C");
      put(tar, link);
    }
    assertThatThrownBy(() -> ImageSets.load(file))
        .hasMessageContaining("folder C is missing: a link to a place, which is not in the arch");
  }

  private static void put(TarArchiveOutputStream tar, TarArchiveEntry entry, byte... bytes)
      throws IOException {
    entry.setSize(bytes.length);
    tar.putArchiveEntry(entry);
    tar.write(bytes);
    tar.closeArchiveEntry();
  }

  private static Map<String, byte[]> twoClasses() {
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("A/1.png", GOOD);
    files.put("B/1.png", GOOD);
    return files;
  }

  /** A zip whose entries are not packed. */
  private static byte[] stored(Map<String, byte[]> files) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.setMethod(ZipOutputStream.STORED);
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        ZipEntry entry = new ZipEntry(file.getKey());
        entry.setSize(file.getValue().length);
        CRC32 crc = new CRC32();
        crc.update(file.getValue());
        entry.setCrc(crc.getValue());
        zip.putNextEntry(entry);
        zip.write(file.getValue());
      }
    }
    return bytes.toByteArray();
  }

  private static byte[] npy(int... shape) {
    int pixels = Arrays.stream(shape).reduce(1, (a, b) -> a * b);
    String header =
        "{'descr': '|u1', 'fortran_order': False, 'shape': (%s), }"
            .formatted(Arrays.toString(shape).replaceAll("[\\[\\]]", ""));
    String start = "\u0093NUMPY\u0001\0" + (char) (117 + 1) + "\0" + "%-117s\n".formatted(header);
    return Arrays.copyOf(start.getBytes(StandardCharsets.ISO_8859_1), start.length() + pixels);
  }

  private ImageSet load(byte... archive) {
    return ImageSets.load(write(archive));
  }

  private org.assertj.core.api.AbstractThrowableAssert<?, ?> refused(byte... archive) {
    Path file = write(archive);
    return assertThatThrownBy(() -> ImageSets.load(file))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith(file + ": unreadable after ");
  }

  private Path write(byte... archive) {
    return TestData.folder(temp, Map.of(archive.length + ".bin", archive))
        .resolve(archive.length + ".bin");
  }
}
