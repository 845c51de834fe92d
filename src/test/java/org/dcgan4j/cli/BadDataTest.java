package org.dcgan4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.dcgan4j.data.ImageShape;
import org.dcgan4j.data.Images;
import org.dcgan4j.image.PictureFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Data that cannot be trained on: one line, status 2, and no run folder. */
class BadDataTest {
  private static final int IDX_IMAGES = 0x803;

  @TempDir private Path folder;

  @AfterEach
  void nothingWasWritten() {
    assertThat(folder.resolve("runs")).doesNotExist();
  }

  @Test
  void missingFolder_shouldBeNamed() {
    Path data = folder.resolve("none");

    assertRefused(data, data + ": no such file or folder");
  }

  @Test
  void emptyFolder_shouldSayWhatAFolderMayHold() throws IOException {
    Path data = Files.createDirectory(folder.resolve("empty"));

    assertRefused(
        data,
        data
            + ": holds no images (legal: class folders of pictures, pictures, IDX, CSV or NumPy files, or one archive)");
  }

  @Test
  void onlyTruncatedImages_shouldNameTheFirstAndItsByte() throws IOException {
    Path data = Files.createDirectories(folder.resolve("cut/A")).getParent();
    Path whole = folder.resolve("whole.png");
    PictureFile.write(Images.of(ImageShape.grey(28, 28), new byte[28 * 28]), 0, whole);
    byte[] cut = Arrays.copyOf(Files.readAllBytes(whole), 45);
    Files.write(data.resolve("A/1.png"), cut);
    Files.write(data.resolve("A/2.png"), cut);

    Outcome outcome = train(data);

    assertThat(outcome.status()).isEqualTo(2);
    assertThat(outcome.complaints())
        .singleElement()
        .asString()
        .startsWith(
            "dcgan4j: "
                + data
                + ": none of its 2 images is readable; the first, A/1.png: truncated: chunk IDAT at byte 33");
  }

  @Test
  void truncatedIdx_shouldNameTheByte() throws IOException {
    Path data = idx(IDX_IMAGES, 100, 50);

    assertRefused(
        data, data + ": truncated at byte 66: expected 78400 bytes of pixels from byte 16 on");
  }

  @Test
  void idxOfAnotherKind_shouldShowBothMagics() throws IOException {
    Path data = idx(0x804, 1, 784);

    assertRefused(data, data + ": bytes 0 to 3 are 0x00000804, expected 0x00000803 (IDX images)");
  }

  @Test
  void idxWithMoreThanItsHeaderCounts_shouldNameTheByte() throws IOException {
    Path data = idx(IDX_IMAGES, 2, 3 * 784);

    assertRefused(data, data + ": goes on at byte 1584, where its header promises the end");
  }

  @Test
  void idxThatPromisesTooMuch_shouldBeRefusedBeforeItIsRead() throws IOException {
    Path data = idx(IDX_IMAGES, Integer.MAX_VALUE, 784);

    assertRefused(
        data,
        data
            + ": bytes 4 to 15 promise 2147483647 images of 28x28; legal are 1 or more images with sides of"
            + " 1 to 4096 and at most 1099511627776 pixels in all");
  }

  @Test
  void fileOfNoKnownKind_shouldNameTheKinds() throws IOException {
    Path data = Files.writeString(folder.resolve("notes.txt"), "no images here");

    assertRefused(
        data,
        data
            + ": not a data set: its first bytes are neither IDX nor NumPy nor tar (plain or gzip) nor zip, nor a picture's, nor lines of pixels");
  }

  @Test
  void emptyFile_shouldBeSaidToBeEmpty() throws IOException {
    for (String name : List.of("empty.npz", "empty.csv", "empty.tar", "empty.zip", "empty.gz")) {
      Path data = Files.createFile(folder.resolve(name));

      assertRefused(data, data + ": is empty");
    }
    Path packed = folder.resolve("nothing.gz");
    new GZIPOutputStream(Files.newOutputStream(packed)).close();

    assertRefused(packed, packed + ": is empty");
  }

  private Path idx(int magic, int count, int pixels) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(16 + pixels);
    bytes.putInt(magic).putInt(count).putInt(28).putInt(28);
    return Files.write(folder.resolve("images.idx"), bytes.array());
  }

  private void assertRefused(Path data, String message) {
    Outcome outcome = train(data);

    assertThat(outcome.status()).isEqualTo(2);
    assertThat(outcome.complaints()).containsExactly("dcgan4j: " + message);
    assertThat(outcome.out()).isEmpty();
  }

  private Outcome train(Path data) {
    return Outcome.of("train", "--data", data, "--out", folder.resolve("runs"));
  }
}
