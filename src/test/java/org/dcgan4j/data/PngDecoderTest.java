package org.dcgan4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.dcgan4j.binding.InvalidInputException;
import org.junit.jupiter.api.Test;

class PngDecoderTest {
  private static final byte[] GOOD = Pngs.plain(3, 2, 7);

  @Test
  void good_file_should_give_its_size() {
    assertThat(PngDecoder.decode(GOOD).shape).isEqualTo(ImageShape.grey(2, 3));
  }

  @Test
  void every_truncation_should_be_recognised() {
    for (int length = 0; length < GOOD.length; length++) {
      byte[] cut = Arrays.copyOf(GOOD, length);
      assertThatThrownBy(() -> PngDecoder.decode(cut))
          .as("first %d bytes", length)
          .isInstanceOf(InvalidInputException.class);
    }
  }

  @Test
  void every_damaged_byte_should_be_recognised() {
    for (int at = 0; at < GOOD.length; at++) {
      byte[] damaged = GOOD.clone();
      damaged[at] ^= 0x10;
      assertThatThrownBy(() -> PngDecoder.decode(damaged))
          .as("byte %d", at)
          .isInstanceOf(InvalidInputException.class);
    }
  }

  @Test
  void messages_should_say_what_and_where() {
    expectReason(new byte[0], "empty file (0 bytes)");
    assertThatThrownBy(() -> PngDecoder.decode("just a text".getBytes()))
        .hasMessageStartingWith("not a PNG: the signature at byte 0 is missing");
    expectReason(
        Arrays.copyOf(GOOD, 45), "truncated: chunk IDAT at byte 33 promises 14 bytes, 0 follow");
    expectReason(
        Arrays.copyOf(GOOD, GOOD.length - 12), "truncated at byte 59: the IEND chunk is missing");
    expectReason(
        Pngs.file(Pngs.header(3, 2, 8, Pngs.GREY), Pngs.chunk("IEND")),
        "no pixels: it has no IDAT chunk");
  }

  @Test
  void huge_header_should_be_refused_before_decoding() {
    expectReason(
        Pngs.image(60000, 60000, 8, Pngs.GREY, new byte[60000]),
        "header promises 60000x60000 pixels, legal are sides of 1 to 16384");
    expectReason(
        Pngs.image(0, 1, 8, Pngs.GREY, new byte[1]),
        "header promises 0x1 pixels, legal are sides of 1 to 16384");
  }

  @Test
  void negative_chunk_length_should_not_walk_backwards() {
    byte[] file = GOOD.clone();
    Arrays.fill(file, 33, 37, (byte) 0xFF);
    expectReason(file, "truncated: chunk IDAT at byte 33 promises 4294967295 bytes, 26 follow");
  }

  private static void expectReason(byte[] file, String reason) {
    assertThatThrownBy(() -> PictureKind.decode(file)).hasMessageStartingWith(reason);
  }
}
