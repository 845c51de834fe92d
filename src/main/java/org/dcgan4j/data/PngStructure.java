package org.dcgan4j.data;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import org.dcgan4j.binding.Text;

/**
 * Walks the chunks of a PNG file before anything decodes it: a decoder may accept half a file, and
 * allocates whatever a header asks for.
 */
final class PngStructure {
  private static final long SIGNATURE = 0x89504E470D0A1A0AL;
  private static final int IHDR = 0x49484452;
  private static final int IDAT = 0x49444154;
  private static final int IEND = 0x49454E44;
  static final int FIRST_CHUNK = 8;
  private static final int HEADER_BYTES = 13;

  /** Bytes of a chunk besides its data: length, type and checksum. */
  static final int FRAME = 12;

  private PngStructure() {}

  /** The size from the header, in pixels. */
  record Size(int height, int width) {
    @Override
    public String toString() {
      return width + "x" + height;
    }
  }

  /**
   * Checks signature, header, every length and checksum up to the end chunk.
   *
   * @throws UnreadableImageException with the reason, and the byte where there is one
   */
  static Size check(byte[] file) throws UnreadableImageException {
    ByteBuffer buffer = ByteBuffer.wrap(file);
    expectSignature(buffer);
    Size size = null;
    boolean pixels = false;
    for (int at = FIRST_CHUNK; ; at += FRAME + buffer.getInt(at)) {
      int type = checkedChunk(buffer, at);
      if (size == null) {
        size = header(buffer, at, type);
      }
      pixels |= type == IDAT;
      if (type == IEND) {
        break;
      }
    }
    if (!pixels) {
      throw new UnreadableImageException("no pixels: it has no IDAT chunk");
    }
    return size;
  }

  private static void expectSignature(ByteBuffer buffer) throws UnreadableImageException {
    if (buffer.capacity() == 0) {
      throw new UnreadableImageException("empty file (0 bytes)");
    }
    if (buffer.capacity() < FIRST_CHUNK || buffer.getLong(0) != SIGNATURE) {
      throw new UnreadableImageException("not a PNG: the signature at byte 0 is missing");
    }
  }

  private static int checkedChunk(ByteBuffer buffer, int at) throws UnreadableImageException {
    int left = buffer.capacity() - at - FRAME;
    if (left < 0) {
      throw new UnreadableImageException(
          "truncated at byte " + buffer.capacity() + ": the IEND chunk is missing");
    }
    int length = buffer.getInt(at);
    int type = buffer.getInt(at + 4);
    if (length < 0 || length > left) {
      throw new UnreadableImageException(
          Text.format(
              "truncated: chunk %s at byte %d promises %d bytes, %d follow",
              name(type), at, Integer.toUnsignedLong(length), left));
    }
    CRC32 crc = new CRC32();
    crc.update(buffer.array(), at + 4, length + 4);
    if ((int) crc.getValue() != buffer.getInt(at + 8 + length)) {
      throw new UnreadableImageException(
          Text.format("damaged: wrong checksum of chunk %s at byte %d", name(type), at));
    }
    return type;
  }

  private static Size header(ByteBuffer buffer, int at, int type) throws UnreadableImageException {
    if (type != IHDR || buffer.getInt(at) != HEADER_BYTES) {
      throw new UnreadableImageException("not a PNG: the first chunk is no header (IHDR)");
    }
    long width = Integer.toUnsignedLong(buffer.getInt(at + 8));
    long height = Integer.toUnsignedLong(buffer.getInt(at + 12));
    requireLegal(width, height);
    return new Size((int) height, (int) width);
  }

  static void requireLegal(long width, long height) throws UnreadableImageException {
    if (Math.min(width, height) < 1 || Math.max(width, height) > Limits.SIDE) {
      throw new UnreadableImageException(
          Text.format(
              "header promises %dx%d pixels, legal are sides of 1 to %d",
              width, height, Limits.SIDE));
    }
  }

  private static String name(int type) {
    byte[] letters = ByteBuffer.allocate(4).putInt(type).array();
    for (byte letter : letters) {
      if (letter < 'A' || letter > 'z') {
        return Text.format("0x%08x", type);
      }
    }
    return new String(letters, StandardCharsets.US_ASCII);
  }
}
