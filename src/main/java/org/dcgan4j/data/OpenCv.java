package org.dcgan4j.data;

import java.util.Base64;
import java.util.Properties;
import org.bytedeco.javacpp.Loader;

/** Loads the native library under DataVec's image reader, the quick way. */
final class OpenCv {
  private static final String EXTENSION = "platform.extension";

  /**
   * An extension that OpenCV does not have. It is the one ND4J is shipped with, so that an ND4J
   * that happens to be loaded by another thread at the same moment still gets its own library.
   */
  private static final String NO_GPU = "-onednn-avx2";

  /** A PNG of one black pixel. Decoding it loads every class and library that decoding takes. */
  private static final byte[] DOT =
      Base64.getDecoder()
          .decode(
              "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR42mNg"
                  + "AAAAAgAB5Sfe/AAAAABJRU5ErkJggg==");

  private OpenCv() {}

  /**
   * Loads OpenCV once. Left alone, JavaCPP would try its GPU build first and look for 24 CUDA
   * libraries in every jar, which takes more than a second at each start.
   */
  static synchronized void load() {
    Properties platform = Loader.loadProperties();
    boolean mine = platform.putIfAbsent(EXTENSION, NO_GPU) == null;
    try {
      new PngDecoder().decode(DOT, new byte[1], 0, new PngStructure.Size(1, 1));
    } catch (UnreadableImageException e) {
      throw new IllegalStateException("DataVec cannot decode a PNG of one pixel", e);
    } finally {
      if (mine) {
        platform.remove(EXTENSION);
      }
    }
  }
}
