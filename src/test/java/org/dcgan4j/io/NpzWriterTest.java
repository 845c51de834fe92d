package org.dcgan4j.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.io.NpzWriter.NpyHeader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NpzWriterTest {
  @TempDir Path folder;

  @Test
  void archive_shouldHoldNumpyArraysWrittenInPieces() throws Exception {
    Path npz = write("a.npz");

    try (ZipFile zip = new ZipFile(npz.toFile())) {
      ByteBuffer images =
          array(
              zip, "images.npy", "{'descr': '|u1', 'fortran_order': False, 'shape': (3, 2, 2), }");
      byte[] pixels = new byte[12];
      images.get(pixels);
      assertThat(pixels).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, -1);
      assertThat(images.hasRemaining()).isFalse();

      ByteBuffer latents =
          array(
              zip, "latents.npy", "{'descr': '<f4', 'fortran_order': False, 'shape': (40000,), }");
      assertThat(latents.remaining()).isEqualTo(160_000);
      assertThat(latents.getFloat(4 * 39_999)).isEqualTo(39_999 / 2f);
    }
  }

  @Test
  void archive_shouldBeTheSameBytesEachTimeWithoutATimeZone() throws Exception {
    byte[] first = Files.readAllBytes(write("a.npz"));
    byte[] second = Files.readAllBytes(write("b.npz"));

    assertThat(second).isEqualTo(first);
    ByteBuffer header = ByteBuffer.wrap(first).order(ByteOrder.LITTLE_ENDIAN);
    assertThat(header.getShort(8)).as("method: stored").isZero();
    assertThat(header.getShort(10)).as("time 0:00").isZero();
    assertThat(header.getShort(12)).as("date 1980-02-01").isEqualTo((short) (2 << 5 | 1));
    assertThat(header.getShort(28)).as("no extra field with another time").isZero();
  }

  @Test
  void unfinishedArchive_shouldSayWhatItLacks() throws Exception {
    try (NpzWriter npz = new NpzWriter(folder.resolve("a.npz"))) {
      npz.begin("images", NpyHeader.UINT8, 2, 2);
      npz.write(new byte[3]);
      assertThatThrownBy(npz::finish)
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("array 'images' lacks 1 elements");
    }
  }

  @Test
  void elementsThatDoNotFit_shouldBeRefused() throws Exception {
    try (NpzWriter npz = new NpzWriter(folder.resolve("a.npz"))) {
      assertThatThrownBy(() -> npz.write(new byte[1])).isInstanceOf(IllegalStateException.class);
      npz.begin("images", NpyHeader.UINT8, 2, 2);
      assertThatThrownBy(() -> npz.write(new byte[5])).isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(() -> npz.write(new float[1])).isInstanceOf(IllegalStateException.class);
      npz.write(new byte[4]);
      assertThatThrownBy(() -> npz.begin("images", NpyHeader.UINT8, 1))
          .isInstanceOf(InvalidInputException.class);
      assertThatThrownBy(() -> npz.begin("../x", NpyHeader.UINT8, 1))
          .isInstanceOf(InvalidInputException.class);
    }
  }

  private Path write(String name) throws Exception {
    Path path = folder.resolve(name);
    float[] latents = new float[40_000];
    for (int i = 0; i < latents.length; i++) {
      latents[i] = i / 2f;
    }
    try (NpzWriter npz = new NpzWriter(path)) {
      npz.begin("images", NpyHeader.UINT8, 3, 2, 2);
      npz.write(new byte[] {0, 1, 2, 3, 4});
      npz.write(new byte[] {5, 6, 7, 8, 9, 10, -1});
      npz.begin("latents", NpyHeader.FLOAT32, latents.length);
      npz.write(latents);
      npz.finish();
    }
    return path;
  }

  /** Checks the bytes of an array's header and returns what follows. */
  private static ByteBuffer array(ZipFile zip, String name, String header) throws Exception {
    ZipEntry entry = zip.getEntry(name);
    byte[] bytes = zip.getInputStream(entry).readAllBytes();
    assertThat(Arrays.copyOf(bytes, 8)).containsExactly(0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0);
    int length = (bytes[8] & 0xFF) + ((bytes[9] & 0xFF) << 8);
    assertThat((10 + length) % 64).isZero();
    String text = new String(bytes, 10, length, StandardCharsets.US_ASCII);
    assertThat(text).endsWith("\n");
    assertThat(text.strip()).isEqualTo(header);
    return ByteBuffer.wrap(bytes, 10 + length, bytes.length - 10 - length)
        .slice()
        .order(ByteOrder.LITTLE_ENDIAN);
  }
}
