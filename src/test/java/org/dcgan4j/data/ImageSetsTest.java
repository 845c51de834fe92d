package org.dcgan4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.data.FoundSets.Split;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageSetsTest {
  private static final byte[] GOOD = Pngs.plain(3, 2, 7);
  private static final byte[] TEXT = "just a text".getBytes();

  @TempDir Path temp;

  @Test
  void folder_and_archives_should_give_the_same_set() throws IOException {
    Map<String, byte[]> files = letters("letters/");
    files.put("../letters/A/evil.png", GOOD);
    ImageSet folder = load(letters("letters/"));
    ImageSet inner = ImageSets.load(temp.resolve("data/letters"));
    ImageSet tgz = ImageSets.load(TestData.tar(temp.resolve("x.tgz"), files));
    ImageSet tar = ImageSets.load(TestData.tar(temp.resolve("x.tar"), files));
    ImageSet zip = ImageSets.load(TestData.zip(temp.resolve("x.zip"), files));
    ImageSet renamed = ImageSets.load(Files.copy(temp.resolve("x.tgz"), temp.resolve("plain")));

    assertThat(folder.classNames()).containsExactly("A", "B");
    assertThat(folder.images().toArray()).startsWith(1, 1).endsWith(3, 3).hasSize(18);
    assertThat(folder.label(2)).isEqualTo(1);
    assertThat(folder.badFiles())
        .containsExactly(
            new BadFile("A/empty.png", "empty file (0 bytes)"),
            new BadFile(
                "B/notes.txt",
                "no picture: its first bytes are not those of PNG, JPEG, GIF, BMP or WebP"));
    for (ImageSet other : new ImageSet[] {inner, tgz, tar, zip, renamed}) {
      assertThat(other.sha256()).isEqualTo(folder.sha256());
      assertThat(other.classNames()).isEqualTo(folder.classNames());
      assertThat(other.badFiles()).isEqualTo(folder.badFiles());
    }
  }

  @Test
  void flat_folder_should_have_no_labels() {
    ImageSet set = load(Map.of("b.png", GOOD, "a.PNG", Pngs.plain(3, 2, 1), "README.md", TEXT));
    assertThat(set.count()).isEqualTo(2);
    assertThat(set.labelled()).isFalse();
    assertThat(set.images().toArray()).startsWith(1);
    assertThat(set.badFiles()).isEmpty();
  }

  @Test
  void few_images_outside_the_class_folders_should_be_listed() {
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("loose.png", GOOD);
    files.put("A/deep/x.png", GOOD);
    for (int i = 0; i < 18; i++) {
      files.put((i < 9 ? "A/" : "B/") + i + ".png", GOOD);
    }
    ImageSet set = load(files);
    assertThat(set.count()).isEqualTo(18);
    assertThat(set.badFiles())
        .extracting(BadFile::name)
        .containsExactlyInAnyOrder("loose.png", "A/deep/x.png");
  }

  @Test
  void unreadable_files_should_be_skipped_with_the_reason() {
    byte[] shortStream =
        Pngs.file(Pngs.header(3, 2, 8, Pngs.GREY), Pngs.data(new byte[3], 1), Pngs.chunk("IEND"));
    Map<String, byte[]> files = new LinkedHashMap<>(letters(""));
    files.put("A/cut.png", Arrays.copyOf(GOOD, GOOD.length - 15));
    files.put("A/huge.png", Pngs.image(60000, 60000, 8, Pngs.GREY, new byte[60000]));
    files.put("B/a-short-stream.png", shortStream);
    ImageSet set = load(files);
    assertThat(set.images().toArray())
        .containsExactly(1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2, 3, 3, 3, 3, 3, 3);
    assertThat(set.badFiles())
        .extracting(BadFile::name)
        .containsExactly(
            "A/cut.png", "A/empty.png", "A/huge.png", "B/a-short-stream.png", "B/notes.txt");
    assertThat(set.badFiles()).anyMatch(bad -> bad.reason().contains("60000x60000"));
  }

  @Test
  void sixteen_bit_images_should_become_colours_of_eight_bits() {
    byte[] red = {(byte) 255, 0, 0};
    byte[] deep = {(byte) 0x80, (byte) 0x80};
    ImageSet set =
        load(
            Map.of(
                "1.png", Pngs.image(1, 1, 8, Pngs.RGB, red),
                "2.png", Pngs.image(1, 1, 16, Pngs.GREY, deep)));
    assertThat(set.images().toArray()).containsExactly(255, 0, 0, 0x80, 0x80, 0x80);
  }

  /** More than is kept in memory. */
  @Test
  void many_pictures_should_stand_in_their_order() {
    Map<String, byte[]> files = new LinkedHashMap<>();
    for (int i = 0; i < 230; i++) {
      boolean odd = i % 10 == 0;
      files.put(
          String.format("A/%03d.png", i),
          i == 5 ? new byte[0] : Pngs.plain(odd ? 30 : 200, 200, i));
    }
    ImageSet set = load(files);
    assertThat(set.badFiles()).hasSize(1);
    assertThat(set.count()).isEqualTo(229);
    assertThat(set.images().image(0)).hasSize(40_000).containsOnly(0);
    assertThat(set.images().image(5)).containsOnly(6);
    assertThat(set.images().image(228)).containsOnly((byte) 229);
  }

  @Test
  void set_without_one_good_image_should_name_the_first_bad_one() throws IOException {
    expectError(
        Map.of("A/1.png", new byte[0], "B/1.png", new byte[5]),
        "none of its 2 images is readable; the first, A/1.png: empty file (0 bytes)");
  }

  @Test
  void nothing_usable_should_be_one_clear_line() throws IOException {
    expectError(Map.of(), "holds no images");
    expectError(Map.of("notes.txt", TEXT), "holds no images");
    Path missing = temp.resolve("missing");
    assertThatThrownBy(() -> ImageSets.load(missing))
        .hasMessage(missing + ": no such file or folder");
    Path text = Files.writeString(temp.resolve("text"), "just a text");
    assertThatThrownBy(() -> ImageSets.load(text)).hasMessageContaining("not a data set");
    Path empty = TestData.tar(temp.resolve("x.tar"), Map.of("notes.txt", TEXT));
    assertThatThrownBy(() -> ImageSets.load(empty))
        .hasMessage(empty + ": holds no pictures among its 1 files");
    expectError(Map.of("x/A/1.png", GOOD, "y/A/1.png", GOOD), "several sets of class folders");
  }

  @Test
  void truncated_archive_should_be_bad_input() throws IOException {
    Path whole = TestData.tar(temp.resolve("x.tar.gz"), letters(""));
    byte[] bytes = Files.readAllBytes(whole);
    Path cut = Files.write(temp.resolve("cut.tar.gz"), Arrays.copyOf(bytes, bytes.length / 2));
    assertThatThrownBy(() -> ImageSets.load(cut))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith(cut + ": unreadable after");
  }

  @Test
  void folder_with_one_archive_should_be_that_archive() throws IOException {
    TestData.tar(Files.createDirectory(temp.resolve("data")).resolve("x.tar.gz"), letters("x/"));
    assertThat(ImageSets.load(temp.resolve("data")).count()).isEqualTo(3);
    TestData.zip(temp.resolve("data/y.zip"), letters(""));
    assertThatThrownBy(() -> ImageSets.load(temp.resolve("data")))
        .hasMessageContaining("2 archives; give one of them");
  }

  @Test
  void idx_folder_should_have_both_splits_with_their_labels() throws IOException {
    Path folder = Files.createDirectory(temp.resolve("mnist"));
    IdxFiles.writeImages(
        folder.resolve("t10k-images-idx3-ubyte.gz"), Images.of(ImageShape.grey(1, 2), new byte[2]));
    assertThat(ImageSets.load(folder).labelled()).isFalse();
    IdxFiles.writeImages(
        folder.resolve("train-images-idx3-ubyte.gz"),
        Images.of(ImageShape.grey(1, 2), new byte[4]));
    Files.write(
        folder.resolve("train-labels-idx1-ubyte"), new byte[] {0, 0, 8, 1, 0, 0, 0, 2, 4, 5});

    ImageSet train = ImageSets.load(folder);
    assertThat(train.count()).isEqualTo(2);
    assertThat(train.classNames()).containsExactly("4", "5");
    assertThat(train.label(1)).isEqualTo(1);
    assertThat(ImageSets.load(folder, Split.TEST, Wanted.ANY).count()).isEqualTo(1);
    Path file = folder.resolve("train-images-idx3-ubyte.gz");
    assertThat(ImageSets.load(file).labels()).containsExactly(0, 1);
  }

  @Test
  void test_split_of_other_sets_should_be_bad_input() {
    Path folder = TestData.folder(temp.resolve("data"), letters(""));
    assertThatThrownBy(() -> ImageSets.load(folder, Split.TEST, Wanted.ANY))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("has no test images");
  }

  @Test
  void a_picture_should_be_a_set_of_one() {
    Path folder = TestData.folder(temp.resolve("data"), letters(""));

    ImageSet set = ImageSets.load(folder.resolve("A/b.png"), Wanted.ANY);

    assertThat(set.count()).isEqualTo(1);
    assertThat(set.labelled()).isFalse();
    assertThat(set.images().image(0)).containsOnly(2);
    assertThatThrownBy(() -> ImageSets.load(folder.resolve("A/empty.png")))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("none of its 1 images is readable; the first, empty.png: empty file");
  }

  private static Map<String, byte[]> letters(String root) {
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put(root + "B/1.png", Pngs.plain(3, 2, 3));
    files.put(root + "B/notes.txt", TEXT);
    files.put(root + "A/empty.png", new byte[0]);
    files.put(root + "A/b.png", Pngs.plain(3, 2, 2));
    files.put(root + "A/a.png", Pngs.plain(3, 2, 1));
    files.put(root + "A/.hidden.png", GOOD);
    files.put(root + "README.md", TEXT);
    return files;
  }

  private ImageSet load(Map<String, byte[]> files) {
    return ImageSets.load(TestData.folder(temp.resolve("data"), files));
  }

  private void expectError(Map<String, byte[]> files, String message) throws IOException {
    Path folder = TestData.folder(Files.createTempDirectory(temp, "bad"), files);
    assertThatThrownBy(() -> ImageSets.load(folder))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith(folder + ": ")
        .hasMessageContaining(message);
  }
}
