package org.dcgan4j.data;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** PNG files for tests, right and wrong ones. */
final class Pngs {
  static final int GREY = 0;
  static final int RGB = 2;
  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10};

  private Pngs() {}

  /** An 8-bit grey image whose pixels all have one value. */
  static byte[] plain(int width, int height, int value) {
    byte[] pixels = new byte[width * height];
    Arrays.fill(pixels, (byte) value);
    return image(width, height, 8, GREY, pixels);
  }

  /**
   * @param pixels row by row without filter bytes
   */
  static byte[] image(int width, int height, int depth, int colour, byte[] pixels) {
    return file(header(width, height, depth, colour), data(pixels, height), chunk("IEND"));
  }

  static byte[] file(byte[]... chunks) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(SIGNATURE);
    for (byte[] chunk : chunks) {
      out.writeBytes(chunk);
    }
    return out.toByteArray();
  }

  static byte[] header(int width, int height, int depth, int colour) {
    byte[] body = new byte[13];
    ByteBuffer.wrap(body).putInt(width).putInt(height).put((byte) depth).put((byte) colour);
    return chunk("IHDR", body);
  }

  static byte[] data(byte[] pixels, int height) {
    int row = pixels.length / height;
    ByteBuffer filtered = ByteBuffer.allocate(pixels.length + height);
    for (int y = 0; y < height; y++) {
      filtered.put((byte) 0).put(pixels, y * row, row);
    }
    Deflater deflater = new Deflater();
    deflater.setInput(filtered.array());
    deflater.finish();
    byte[] packed = new byte[filtered.capacity() + 100];
    return chunk("IDAT", Arrays.copyOf(packed, deflater.deflate(packed)));
  }

  static byte[] chunk(String type, byte... body) {
    ByteBuffer chunk = ByteBuffer.allocate(12 + body.length);
    chunk.putInt(body.length).put(type.getBytes(StandardCharsets.US_ASCII)).put(body);
    CRC32 crc = new CRC32();
    crc.update(chunk.array(), 4, 4 + body.length);
    return chunk.putInt((int) crc.getValue()).array();
  }
}
