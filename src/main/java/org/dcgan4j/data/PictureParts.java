package org.dcgan4j.data;

import java.awt.Point;
import java.awt.Rectangle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.dcgan4j.binding.InvalidInputException;

/** What stands beside the pixels in the segments of a JPEG and the chunks of a PNG or WebP. */
final class PictureParts {
  private static final String EXIF = "Exif\0\0";
  private static final int ORIENTATION = 0x112;

  private final ByteBuffer file;

  /** How it is shown, as EXIF has it (2.32, 4.6.4 A): 1 as it is stored, to 8. */
  int orientation = 1;

  /** Pictures of an animated WebP; 0 of all else. */
  int frames;

  /** Of an animated WebP; empty of all else. */
  Rectangle canvas = new Rectangle();

  /** Where an animated WebP's first picture stands on its canvas. */
  Point first = new Point();

  /** Looks through a file of a kind; refuses what its decoder would trip over or not notice. */
  PictureParts(PictureKind kind, byte[] bytes) {
    file = ByteBuffer.wrap(bytes);
    if (kind == PictureKind.JPEG) {
      readSegments();
    } else if (kind == PictureKind.PNG) {
      readChunks();
    } else if (kind == PictureKind.WEBP) {
      readRiff();
    } else if (kind == PictureKind.BMP && file.limit() >= 34) {
      requirePixels();
    }
  }

  /** How long the file is. */
  int bytes() {
    return file.limit();
  }

  /** Refuses a JPEG or PNG for a printer in place of pixels: its reader believes any length. */
  private void requirePixels() {
    file.order(ByteOrder.LITTLE_ENDIAN);
    int packing = file.getInt(30);
    if (file.getInt(14) >= 40 && (packing == 4 || packing == 5)) {
      throw new InvalidInputException("a BMP around a JPEG or PNG, which is not read");
    }
  }

  private void readSegments() {
    for (int at = 2; at + EXIF.length() + 4 < file.limit() && file.get(at) == (byte) 0xFF; ) {
      int marker = file.get(at + 1) & 0xFF;
      if (marker == 0xE1 && is(EXIF, at + 4)) {
        readExif(at + 4);
      }
      if (marker >= 0xC0 && marker <= 0xC2 && file.get(at + 4) != 8) {
        throw InvalidInputException.of(
            "a JPEG of %d bits a channel, legal are 8", file.get(at + 4) & 0xFF);
      }
      if (marker == 0xDA) {
        return; // pixels follow
      }
      at += marker == 0xFF ? 1 : 2 + (file.getShort(at + 2) & 0xFFFF);
    }
  }

  private void readChunks() {
    for (long at = 8; at + 12 <= file.limit(); at += 12 + unsigned((int) at)) {
      if (is("eXIf", (int) at + 4)) {
        readExif((int) at + 8);
      }
    }
  }

  private void readRiff() {
    file.order(ByteOrder.LITTLE_ENDIAN);
    long end = 8 + unsigned(4);
    if (end > file.limit() + 1L) { // the last byte may be padding
      throw InvalidInputException.of(
          "truncated: its header promises %d bytes, it has %d", end, file.limit());
    }
    for (long at = 12; at + 8 <= Math.min(end, file.limit()); ) {
      int body = (int) at + 8;
      long size = unsigned(body - 4);
      if (body + size > file.limit()) {
        throw InvalidInputException.of(
            "damaged: the chunk at byte %d promises %d bytes, %d follow",
            at, size, file.limit() - body);
      }
      if (is("EXIF", (int) at)) {
        readExif(body);
      } else if (is("VP8X", (int) at) && size >= 10) {
        canvas = new Rectangle(1 + threeBytes(body + 4), 1 + threeBytes(body + 7));
      } else if (is("ANMF", (int) at) && size >= 16 && frames++ == 0) {
        first = new Point(2 * threeBytes(body), 2 * threeBytes(body + 3));
      }
      at = body + size + size % 2;
    }
  }

  /** Tag 274 of the first directory, where it is there and legal. */
  private void readExif(int at) {
    int start = is(EXIF, at) ? at + EXIF.length() : at;
    try {
      ByteBuffer tiff = file.slice(start, file.limit() - start);
      tiff.order(tiff.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
      int directory = tiff.getInt(4);
      for (int i = 0; i < (tiff.getShort(directory) & 0xFFFF); i++) {
        int entry = directory + 2 + 12 * i;
        int value = tiff.getShort(entry + 8);
        if (tiff.getShort(entry) == ORIENTATION && value >= 1 && value <= 8) {
          orientation = value;
        }
      }
    } catch (IndexOutOfBoundsException e) {
      return; // it ends early, and what it said so far is taken
    }
  }

  private boolean is(String text, int at) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    return at + bytes.length <= file.limit()
        && file.slice(at, bytes.length).equals(ByteBuffer.wrap(bytes));
  }

  private long unsigned(int at) {
    return Integer.toUnsignedLong(file.getInt(at));
  }

  private int threeBytes(int at) {
    return file.getInt(at) & 0xFFFFFF;
  }
}
