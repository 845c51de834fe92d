package org.dcgan4j.data;

/** What the readers accept at most, so that a hostile or broken file cannot eat the memory. */
final class Limits {
  /** Pixels of one side of an image. */
  static final int SIDE = 4096;

  /** Pixels of one side of a picture in a file of its own. */
  static final int PICTURE_SIDE = 1 << 14;

  /** Pixels of such a picture: what the sensors of cameras have. */
  static final int PICTURE_AREA = 50_000_000;

  /** Bytes of one encoded image file. */
  static final int FILE_BYTES = 64 << 20;

  /** Bytes of all encoded files together, and of an unpacked archive. */
  static final long TOTAL_BYTES = 1L << 30;

  /** Files of a folder, or entries of an archive. */
  static final int FILES = 2_000_000;

  /** Bytes of all decoded pixels where they go through one Java array. */
  static final long PIXELS = Integer.MAX_VALUE - 8;

  /** Bytes of all decoded pixels where they lie in a file. */
  static final long MAPPED = 1L << 40;

  private Limits() {}

  /** Whether a file may promise these images: one or more, and {@code most} pixels in all. */
  static boolean allow(int count, int height, int width, long most) {
    return count >= 1
        && Math.min(height, width) >= 1
        && Math.max(height, width) <= SIDE
        && (long) count * height <= most / width;
  }
}
