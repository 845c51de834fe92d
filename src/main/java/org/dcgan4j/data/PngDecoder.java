package org.dcgan4j.data;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.CRC32;
import java.util.zip.InflaterInputStream;
import org.dcgan4j.binding.InvalidInputException;

/**
 * Decodes PNG files of every kind (ISO/IEC 15948): 1 to 16 bits, grey, colour and palette, with and
 * without transparency, interlaced or not. Signature, header and every chunk's length and checksum
 * are checked up to the end chunk; chunks that do not bear on the pixels, as colour profiles, are
 * passed over.
 */
final class PngDecoder {
  private static final long SIGNATURE = 0x89504E470D0A1A0AL;
  private static final int FIRST_CHUNK = 8;
  private static final int HEADER_BYTES = 13;

  /** Bytes of a chunk besides its data: length, type and checksum. */
  private static final int FRAME = 12;

  private static final int RGB = 2;
  private static final int PALETTE = 3;
  private static final int GREY_ALPHA = 4;
  private static final int RGB_ALPHA = 6;

  /** Of each colour type; 0 where there is no such type. */
  private static final int[] CHANNELS = {1, 0, 3, 1, 2, 0, 4};

  /** The legal depths of each colour type, as a sum of powers of two. */
  private static final int[] DEPTHS = {0x10116, 0, 0x10100, 0x116, 0x10100, 0, 0x10100};

  /** First column and row, and steps between columns and rows, of Adam7's passes. */
  private static final int[][] ADAM7 = {
    {0, 0, 8, 8}, {4, 0, 8, 8}, {0, 4, 4, 8}, {2, 0, 4, 4}, {0, 2, 2, 4}, {1, 0, 2, 2}, {0, 1, 1, 2}
  };

  private static final int[][] WHOLE = {{0, 0, 1, 1}};

  private final ByteBuffer file;
  private final Picture picture;
  private final int depth;
  private final int type;
  private final ByteArrayOutputStream packed = new ByteArrayOutputStream();
  private byte[] palette = new byte[0];
  private byte[] transparent = new byte[0];
  private final CharBuffer key;

  /** Decodes a file, or refuses it with the reason, and the byte where there is one. */
  static Picture decode(byte[] file) {
    PngDecoder png = new PngDecoder(ByteBuffer.wrap(file));
    try (InputStream rows =
        new InflaterInputStream(new ByteArrayInputStream(png.packed.toByteArray()))) {
      for (int[] pass : png.file.get(28) == 1 ? ADAM7 : WHOLE) {
        png.pass(rows, pass);
      }
    } catch (IOException e) {
      throw new InvalidInputException("its pixels are damaged or end early", e);
    }
    return png.picture;
  }

  private PngDecoder(ByteBuffer file) {
    this.file = file;
    if (file.capacity() < FIRST_CHUNK || file.getLong(0) != SIGNATURE) {
      throw new InvalidInputException("not a PNG: the signature at byte 0 is missing");
    }
    if (!checkedChunk(FIRST_CHUNK).equals("IHDR") || file.getInt(FIRST_CHUNK) != HEADER_BYTES) {
      throw new InvalidInputException("not a PNG: the first chunk is no header (IHDR)");
    }
    long width = Integer.toUnsignedLong(file.getInt(16));
    long height = Integer.toUnsignedLong(file.getInt(20));
    PictureParts parts = new PictureParts(PictureKind.PNG, file.array());
    picture = new Picture(PictureKind.PNG, parts, height, width);
    depth = file.get(24) & 0xFF;
    type = file.get(25) & 0xFF;
    if (!collect()) {
      throw new InvalidInputException("no pixels: it has no IDAT chunk");
    }
    if (type >= CHANNELS.length
        || depth > 16
        || (DEPTHS[type] >> depth & 1) == 0
        || file.getShort(26) != 0
        || (file.get(28) & 0xFF) > 1) {
      throw InvalidInputException.of(
          "header names no kind of PNG: colour type %d of %d bits", type, depth);
    }
    if (type == PALETTE && palette.length < 3) {
      throw new InvalidInputException("no colours: it has no palette (PLTE)");
    }
    // An index without a colour is black, as in libpng.
    palette = Arrays.copyOf(palette, 3 * 256);
    key = ByteBuffer.wrap(transparent).asCharBuffer();
  }

  /** Takes the parts that bear on the pixels; false where there are none. */
  private boolean collect() {
    boolean pixels = false;
    String kind = "";
    for (int at = FIRST_CHUNK; !kind.equals("IEND"); at += FRAME + file.getInt(at)) {
      kind = checkedChunk(at);
      int length = file.getInt(at);
      switch (kind) {
        case "PLTE" -> palette = body(at + 8, length);
        case "tRNS" -> transparent = body(at + 8, length);
        case "IDAT" -> packed.write(file.array(), at + 8, length);
        case "acTL" -> picture.animated = true;
        default -> {}
      }
      pixels |= kind.equals("IDAT");
    }
    return pixels;
  }

  private byte[] body(int at, int length) {
    byte[] body = new byte[length];
    file.get(at, body);
    return body;
  }

  /** The type of the chunk at a byte, which is whole. */
  private String checkedChunk(int at) {
    int left = file.capacity() - at - FRAME;
    if (left < 0) {
      throw new InvalidInputException(
          "truncated at byte " + file.capacity() + ": the IEND chunk is missing");
    }
    int length = file.getInt(at);
    byte[] tag = body(at + 4, 4);
    String name = new String(tag, StandardCharsets.ISO_8859_1);
    boolean letters = name.chars().allMatch(c -> c >= 'A' && c <= 'z');
    String kind = letters ? name : "0x" + HexFormat.of().formatHex(tag);
    if (length < 0 || length > left) {
      throw InvalidInputException.of(
          "truncated: chunk %s at byte %d promises %d bytes, %d follow",
          kind, at, Integer.toUnsignedLong(length), left);
    }
    CRC32 crc = new CRC32();
    crc.update(file.array(), at + 4, length + 4);
    if ((int) crc.getValue() != file.getInt(at + 8 + length)) {
      throw InvalidInputException.of("damaged: wrong checksum of chunk %s at byte %d", kind, at);
    }
    return kind;
  }

  private void pass(InputStream in, int[] pass) throws IOException {
    int columns = (picture.storedWidth - pass[0] + pass[2] - 1) / pass[2];
    int rows = (picture.storedHeight - pass[1] + pass[3] - 1) / pass[3];
    if (columns < 1) {
      return;
    }
    int bits = depth * CHANNELS[type];
    int step = Math.max(1, bits / 8);
    int length = (columns * bits + 7) / 8;
    byte[] row = new byte[length];
    for (int y = 0; y < rows; y++) {
      byte[] above = row;
      int filter = in.read();
      row = in.readNBytes(length);
      if (row.length < length) {
        throw new IOException("a row is missing");
      }
      unfilter(filter, row, above, step);
      int at = (pass[1] + y * pass[3]) * picture.storedWidth + pass[0];
      for (int x = 0; x < columns; x++) {
        pixel(row, x, at + x * pass[2]);
      }
    }
  }

  private static void unfilter(int filter, byte[] row, byte[] above, int step) throws IOException {
    if (filter < 0 || filter > 4) {
      throw new IOException("no filter " + filter);
    }
    for (int i = 0; i < row.length && filter > 0; i++) {
      int left = i < step ? 0 : row[i - step] & 0xFF;
      int up = above[i] & 0xFF;
      int corner = i < step ? 0 : above[i - step] & 0xFF;
      row[i] +=
          (byte)
              switch (filter) {
                case 1 -> left;
                case 2 -> up;
                case 3 -> (left + up) / 2;
                default -> paeth(left, up, corner);
              };
    }
  }

  private static int paeth(int left, int up, int corner) {
    int toLeft = Math.abs(up - corner);
    int toUp = Math.abs(left - corner);
    int toCorner = Math.abs(left + up - 2 * corner);
    return toLeft <= toUp && toLeft <= toCorner ? left : toUp <= toCorner ? up : corner;
  }

  private void pixel(byte[] row, int x, int at) {
    int channels = CHANNELS[type];
    int first = sample(row, x * channels);
    if (type == PALETTE) {
      int alpha = first < transparent.length ? transparent[first] & 0xFF : 255;
      int colour = 3 * first;
      int red = palette[colour] & 0xFF;
      picture.set(at, red, palette[colour + 1] & 0xFF, palette[colour + 2] & 0xFF, alpha, 255);
      return;
    }
    int most = depth == 16 ? 65535 : 255;
    boolean grey = channels < 3;
    int green = grey ? first : sample(row, x * channels + 1);
    int blue = grey ? first : sample(row, x * channels + 2);
    boolean withAlpha = type == GREY_ALPHA || type == RGB_ALPHA;
    int alpha =
        withAlpha ? sample(row, x * channels + channels - 1) : isKey(first, green, blue) ? 0 : most;
    int scale = depth < 8 ? 255 / ((1 << depth) - 1) : 1;
    picture.set(at, first * scale, green * scale, blue * scale, alpha, most);
  }

  /** Whether tRNS names this grey or colour as the one that is not seen. */
  private boolean isKey(int red, int green, int blue) {
    return key.limit() >= (type == RGB ? 3 : 1)
        && red == key.get(0)
        && (type != RGB || green == key.get(1) && blue == key.get(2));
  }

  private int sample(byte[] row, int index) {
    if (depth == 16) {
      return (row[2 * index] & 0xFF) << 8 | row[2 * index + 1] & 0xFF;
    }
    int perByte = 8 / depth;
    int shift = 8 - depth * (index % perByte + 1);
    return row[index / perByte] >> shift & (1 << depth) - 1;
  }
}
