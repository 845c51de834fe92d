package org.dcgan4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.commons.codec.digest.DigestUtils;
import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.binding.Text;
import org.dcgan4j.config.DataConfig.Colour;
import org.dcgan4j.config.DataConfig.Fit;
import org.dcgan4j.data.FoundSets.Split;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DecodedCacheTest {
  @TempDir Path temp;
  private Path data;
  private Path cache;

  @BeforeEach
  void files() {
    Map<String, byte[]> files = new HashMap<>();
    files.put("A/1.png", Pngs.plain(3, 2, 1));
    files.put("A/bad.png", new byte[0]);
    files.put("B/1.png", Pngs.plain(3, 2, 2));
    data = TestData.folder(temp.resolve("data"), files);
    cache = temp.resolve("cache/file");
  }

  @Test
  void second_read_should_come_from_the_cache_and_be_equal() throws IOException {
    ImageSet decoded = read();
    Path image = data.resolve("A/1.png");
    FileTime time = Files.getLastModifiedTime(image);
    byte[] other = Files.readAllBytes(image);
    other[0] = 0;
    Files.write(image, other);
    Files.setLastModifiedTime(image, time);

    ImageSet cached = read();
    assertThat(cached.sha256()).as("not decoded again").isEqualTo(decoded.sha256());
    assertThat(cached.origin()).isEqualTo(decoded.origin());
    assertThat(cached.classNames()).isEqualTo(decoded.classNames());
    assertThat(cached.badFiles()).isEqualTo(decoded.badFiles()).hasSize(1);
  }

  @Test
  void changed_file_of_the_same_size_should_be_noticed() throws IOException {
    read();
    Files.write(data.resolve("B/1.png"), Pngs.plain(3, 2, 9));
    assertThat(read().images().toArray()).endsWith(9);
  }

  @Test
  void added_and_removed_files_should_be_noticed() throws IOException {
    read();
    Files.write(data.resolve("B/2.png"), Pngs.plain(3, 2, 5));
    Files.write(data.resolve("B/3.png"), Pngs.plain(3, 2, 5));
    assertThat(read().count()).isEqualTo(4);
    Files.delete(data.resolve("B/3.png"));
    assertThat(read().labels()).containsExactly(0, 1, 1);
    Files.move(data.resolve("B/2.png"), data.resolve("A/2.png"));
    assertThat(read().labels()).containsExactly(0, 0, 1);
  }

  @Test
  void damaged_cache_should_be_ignored_and_replaced() throws IOException {
    String right = read().sha256();
    byte[] good = Files.readAllBytes(cache);
    for (int at = 0; at < good.length; at++) {
      byte[] damaged = good.clone();
      damaged[at] ^= (byte) 0x81;
      Files.write(cache, damaged);
      assertThat(DecodedCache.read(cache, "x")).as("byte %d", at).isEmpty();
    }
    assertThat(read().sha256()).isEqualTo(right);
    assertThat(cache).hasBinaryContent(good);
    Files.write(cache, Arrays.copyOf(good, good.length - 1));
    assertThat(DecodedCache.read(cache, "x")).as("truncated").isEmpty();
  }

  @Test
  void mostly_unreadable_set_should_not_be_kept() throws IOException {
    for (int i = 2; i < 6; i++) {
      Files.write(data.resolve("A/" + i + ".png"), new byte[0]);
    }
    assertThat(read().badFiles()).hasSize(5);
    assertThat(cache).doesNotExist();
  }

  @Test
  void cache_of_another_decoder_should_be_ignored() throws IOException {
    read();
    byte[] other = Files.readAllBytes(cache);
    int end = other.length - 40;
    int head = (int) ByteBuffer.wrap(other).getLong(end + 32);
    other[head + 15]++;
    byte[] digest = DigestUtils.sha256(Arrays.copyOfRange(other, head, end));
    System.arraycopy(digest, 0, other, end, digest.length);
    Files.write(cache, other);
    assertThat(DecodedCache.read(cache, "x")).isEmpty();
  }

  /** Neither its size nor its time tells that a disk is there again, or a permission. */
  @Test
  void picture_that_can_be_read_again_should_be_read() throws IOException {
    Folder folder = new Folder(data, Folder.DEPTH);
    byte[] state = folder.fingerprint(folder.names().stream().sorted().toList()).value();
    ImageSet without =
        new ImageSet(
            data.toString(),
            Images.of(ImageShape.grey(2, 3), new byte[6]),
            new int[] {0},
            List.of("B"),
            List.of(new BadFile("A/1.png", "cannot be read: Input/output error")));
    DecodedCache.write(cache, state, Wanted.ANY, without);

    assertThat(read().classNames()).containsExactly("A", "B");
  }

  @Test
  void unwritable_place_should_be_left_for_the_next() throws IOException {
    Path closed = Files.createDirectory(temp.resolve("closed"));
    Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("r-xr-xr-x"));
    read(new DecodedCache(List.of(closed.resolve("file"), cache), "x"));
    assertThat(closed).isEmptyDirectory();
    assertThat(cache).exists();
    assertThat(cache.getParent()).isDirectoryNotContaining("glob:**.tmp");
  }

  @Test
  void loading_should_leave_the_cache_beside_the_data() throws IOException {
    ImageSets.load(data);
    assertThat(data.resolve(".dcgan4j-cache")).exists();
    Path archive = TestData.zip(temp.resolve("x.zip"), Map.of("A/1.png", Pngs.plain(1, 1, 1)));
    ImageSets.load(archive);
    assertThat(temp.resolve(".x.zip.dcgan4j-cache")).exists();
    TestData.zip(archive, Map.of("A/1.png", Pngs.plain(1, 1, 2)));
    assertThat(ImageSets.load(archive).images().toArray()).containsExactly(2);
  }

  @Test
  void manyPixels_shouldBeMappedFromTheCacheAndStillBeChecked() throws IOException {
    ImageShape shape = new ImageShape(3, 40, 25);
    byte[] pixels = new byte[3001 * shape.pixels()];
    new Random(1).nextBytes(pixels);
    ImageSet written =
        new ImageSet("x", Images.of(shape, pixels), new int[0], List.of(), List.of())
            .withNotes(List.of("a note"));

    ImageSet mapped = DecodedCache.write(cache, new byte[] {7}, Wanted.ANY, written);
    ImageSet read = DecodedCache.read(cache, "x").orElseThrow().images();

    assertThat(List.of(mapped, read))
        .allSatisfy(set -> assertThat(set.images().toArray()).isEqualTo(pixels))
        .allSatisfy(set -> assertThat(set.sha256()).isEqualTo(written.sha256()))
        .allSatisfy(set -> assertThat(set.notes()).containsExactly("a note"));
    assertThat(read.images().select(3000, 5).image(0))
        .isEqualTo(Arrays.copyOfRange(pixels, 9_000_000, 9_003_000));
    try (FileChannel file = FileChannel.open(cache, StandardOpenOption.WRITE)) {
      file.write(ByteBuffer.wrap(new byte[] {0, 1, 2, 3}), 6_000_000);
    }
    assertThat(read.images().image(1999)).hasSize(3000);
    assertThatThrownBy(() -> read.images().image(2000))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContainingAll(
            cache.toString(), "picture 2000 of 3001 is damaged", "start again");
    assertThat(cache).as("it is decoded anew").doesNotExist();
  }

  @Test
  void manyPictures_shouldBeDecodedIntoTheFileThatKeepsThem() throws IOException {
    data = Files.createDirectory(temp.resolve("many"));
    for (int i = 0; i < 60; i++) {
      byte[] picture = i == 7 || i == 59 ? new byte[3] : Pngs.plain(256, 256, i);
      Files.write(data.resolve(Text.format("%02d.png", i)), picture);
    }
    Wanted wanted = new Wanted(256, Fit.CROP, Colour.RGB);
    List<String> said = new ArrayList<>();

    ImageSet decoded = ImageSets.load(data, wanted, heard(said));
    Path kept = data.resolve(".dcgan4j-cache");

    assertThat(said.get(0))
        .matches("decoding 60 pictures to 3x256x256: 12 MiB in .*many, where [0-9,]+ MiB are free");
    assertThat(said).hasSize(61);
    assertThat(decoded.badFiles()).hasSize(2);
    assertThat(data.toFile().list()).as("one file is kept").hasSize(61);
    assertThat(Files.size(kept)).isBetween(60L * 3 * 256 * 256, 60L * 3 * 256 * 256 + 20_000);
    said.clear();
    ImageSet again = ImageSets.load(data, wanted, heard(said));
    assertThat(said).as("from the file").isEmpty();
    assertThat(again.sha256()).isEqualTo(decoded.sha256());
    for (ImageSet set : List.of(decoded, again)) {
      assertThat(set.count()).isEqualTo(58);
      for (int i = 0; i < 58; i++) {
        assertThat(set.images().image(i)).containsOnly(i < 7 ? i : i + 1);
      }
    }
  }

  /** A run goes on, and is evaluated, with the size and the colours that it chose. */
  @Test
  void whatWasChosen_shouldNotBeDecodedAgain_whenItIsAskedFor() throws IOException {
    data = Files.createDirectory(temp.resolve("many"));
    for (int i = 0; i < 20; i++) {
      Files.write(data.resolve(i + ".png"), Pngs.plain(256, 256, i));
    }
    Wanted chosen = new Wanted(0, Fit.CROP, Colour.AUTO, true);
    Wanted same = new Wanted(256, Fit.CROP, Colour.GREY);
    List<Wanted> others =
        List.of(
            new Wanted(256, Fit.PAD, Colour.GREY),
            new Wanted(256, Fit.PAD, Colour.RGB),
            new Wanted(255, Fit.PAD, Colour.RGB),
            Wanted.ANY);
    List<String> said = new ArrayList<>();

    String first = ImageSets.load(data, chosen, heard(said)).sha256();

    assertThat(said).isNotEmpty();
    said.clear();
    for (Wanted wanted : List.of(same, chosen, new Wanted(256, Fit.CROP, Colour.AUTO))) {
      assertThat(ImageSets.load(data, wanted, heard(said)).sha256()).isEqualTo(first);
      assertThat(said).as("%s", wanted).isEmpty();
    }
    for (Wanted other : others) {
      ImageSets.load(data, other, heard(said));
      assertThat(said).as("%s", other).isNotEmpty();
      said.clear();
    }
  }

  private static Progress heard(List<String> said) {
    return new Progress() {
      @Override
      public void say(String line) {
        said.add(line);
      }

      @Override
      public synchronized void decoded(int done, int total) {
        said.add(done + " of " + total);
      }
    };
  }

  @Test
  void setThatFitsNowhere_shouldBeRefusedBeforeItIsDecoded() throws IOException {
    ImageShape shape = new ImageShape(3, 256, 256);

    assertThatThrownBy(() -> new PixelStore(shape, Integer.MAX_VALUE, "x", List.of(cache)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContainingAll(
            "x: its 2,147,483,647 images of 3x256x256 take 402,653,184 MiB decoded",
            "MiB free in " + cache.getParent(),
            "a smaller --size",
            "XDG_CACHE_HOME")
        .hasMessageNotContaining("\n");
    assertThat(cache.getParent()).isEmptyDirectory();
  }

  @Test
  void setWithoutAPlaceForItsCache_shouldSaySo() throws IOException {
    Path closed = Files.createDirectory(temp.resolve("closed"));
    Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("r-xr-xr-x"));

    ImageSet set = read(new DecodedCache(List.of(closed.resolve("file")), "x"));

    assertThat(set.count()).isEqualTo(2);
    assertThat(set.notes()).anyMatch(note -> note.startsWith("no place for the decoded images"));
  }

  private ImageSet read() {
    return read(new DecodedCache(List.of(cache), data.toString()));
  }

  private ImageSet read(DecodedCache place) {
    Folder folder = new Folder(data, Folder.DEPTH);
    return place.read(
        folder.fingerprint(folder.names().stream().sorted().toList()),
        Wanted.ANY,
        kept ->
            !PictureSet.readsMore(folder, PictureLayout.of(folder, Split.TRAIN), kept.badFiles()),
        () -> PictureSet.read(folder, PictureLayout.of(folder, Split.TRAIN), Wanted.ANY));
  }
}
