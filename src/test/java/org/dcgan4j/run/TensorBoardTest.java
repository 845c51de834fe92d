package org.dcgan4j.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.function.LongPredicate;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.dcgan4j.io.ProtoMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.framework.HistogramProto;

/** What a run writes is read in {@code TensorBoardRunTest}. */
class TensorBoardTest {
  static final String OWN = "events.out.tfevents.1.dcgan4j";

  @TempDir private Path folder;

  /**
   * A file system that lost its last blocks leaves zeros; the other ends are what a disk can do.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "00",
        "0000000000000000000000000000000000000000000000000000000000000000",
        "ffffffffffffffff00000000000000000000000000000000000000000000",
        "0a00000000000000000000000000000000000000000000000000000000000000"
      })
  void damagedEnd_shouldGo_andTheRestStay(String end) throws IOException {
    byte[] whole = events(0, 2);
    byte[] damaged = Arrays.copyOf(whole, whole.length + end.length() / 2);
    System.arraycopy(HexFormat.of().parseHex(end), 0, damaged, whole.length, end.length() / 2);
    Files.write(folder.resolve(OWN), damaged);

    keep(step -> true);

    assertThat(only()).hasBinaryContent(whole);
  }

  @Test
  void damagedEvent_shouldGoAlone() throws IOException {
    byte[] events = events(0, 2, 4);
    events[events(0, 2).length - 5] ^= 1;
    Files.write(folder.resolve(OWN), events);

    keep(step -> true);

    assertThat(only()).hasBinaryContent(events(0, 4));
  }

  @Test
  void laterEvents_shouldGo() throws IOException {
    Files.write(folder.resolve(OWN), events(0, 2, 300));

    keep(step -> step < 300);

    assertThat(only()).hasBinaryContent(events(0, 2));
  }

  @Test
  void fileWithNothingLeft_shouldGo_asTheNextBeginsWithItsVersion() throws IOException {
    Files.write(folder.resolve(OWN), new byte[100]);

    keep(step -> true);

    assertThat(folder).isEmptyDirectory();
  }

  /** Of another program, which may be writing on; a folder of that name is nobody's. */
  @Test
  void foreignFiles_shouldStayAsTheyAre() throws IOException {
    Path foreign = Files.write(folder.resolve("events.out.tfevents.1.host.7.0"), new byte[100]);
    Path inTheWay = Files.createDirectory(folder.resolve(OWN));

    keep(step -> false);

    assertThat(foreign).hasBinaryContent(new byte[100]);
    assertThat(folder).isDirectoryNotContaining(f -> !f.equals(foreign) && !f.equals(inTheWay));
  }

  private void keep(LongPredicate kept) {
    TensorBoard.keep(new RunFolder(folder, null), kept);
  }

  private Path only() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return assertThat(files.toList()).singleElement().actual();
    }
  }

  /** A file with an event for each step. */
  static byte[] events(long... steps) {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    for (long step : steps) {
      byte[] event =
          new ProtoMessage().real(1, 1e9).whole(2, step).text(3, "event " + step).toBytes();
      file.writeBytes(little(8).putLong(event.length).array());
      file.writeBytes(new byte[4]);
      file.writeBytes(event);
      file.writeBytes(new byte[4]);
    }
    return withSums(file.toByteArray());
  }

  /** The same with the right sum behind each length and event, as far as the lengths lead. */
  static byte[] withSums(byte[] file) {
    ByteBuffer all = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    while (all.remaining() > 16) {
      int at = all.position();
      long length = all.getLong();
      all.putInt(sum(file, at, 8));
      if (length < 0 || length > all.remaining() - 4) {
        break;
      }
      all.position(at + 12 + (int) length).putInt(sum(file, at + 12, (int) length));
    }
    return file;
  }

  private static int sum(byte[] bytes, int from, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, from, length);
    return Integer.rotateRight((int) crc.getValue(), 15) + 0xA282EAD8;
  }

  private static ByteBuffer little(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  @Test
  void histogram_shouldCountEveryValueOnce() throws Exception {
    float[] values = new float[1000];
    for (int i = 0; i < values.length; i++) {
      values[i] = i / 999f * 4 - 1;
    }

    HistogramProto made = read(values);

    assertThat(made.getMin()).isEqualTo(-1);
    assertThat(made.getMax()).isEqualTo(3);
    assertThat(made.getNum()).isEqualTo(1000);
    assertThat(made.getSum()).isCloseTo(1000, within(0.01));
    assertThat(made.getSumSquares()).isCloseTo(1000 * (1 + 4 * 4 / 12.0), within(3.0));
    assertThat(made.getBucketList()).hasSize(40).allMatch(count -> count == 25);
    assertThat(made.getBucketLimitList()).isSorted().endsWith(3.0);
  }

  @Test
  void histogramOfEqualValues_shouldHaveOneBucketWithAll() throws Exception {
    HistogramProto made = read(7, 7, 7);

    assertThat(made.getBucketList()).containsOnlyOnce(3.0);
    assertThat(made.getBucketLimitList()).containsOnly(7.0);
  }

  private static HistogramProto read(float... values) throws Exception {
    return HistogramProto.parseFrom(TensorBoard.histogram(values).toBytes());
  }
}
