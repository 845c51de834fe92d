package org.dcgan4j.data;

/**
 * One encoded image of a set.
 *
 * @param name the path inside the set, for example {@code A/x.png}
 * @param className empty in a set without classes
 * @param bytes the file; empty if it could not be had
 * @param problem why it could not be had; null if it could
 */
record PngFile(String name, String className, byte[] bytes, String problem) {
  static PngFile of(PngLayout.Place place, byte[] bytes) {
    return new PngFile(place.name(), place.className(), bytes, null);
  }

  static PngFile bad(PngLayout.Place place, String problem) {
    return new PngFile(place.name(), place.className(), new byte[0], problem);
  }

  static PngFile misplaced(PngLayout.Place place) {
    return bad(place, "not in a class folder");
  }

  static PngFile tooBig(PngLayout.Place place, long bytes) {
    return bad(place, "%d bytes, legal are up to %d".formatted(bytes, Limits.FILE_BYTES));
  }
}
