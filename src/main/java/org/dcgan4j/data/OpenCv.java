package org.dcgan4j.data;

import java.util.Properties;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.global.opencv_imgproc;

/** Loads the native library under DataVec's image reader, the quick way. */
final class OpenCv {
  private static final String EXTENSION = "platform.extension";

  /**
   * An extension that OpenCV does not have. It is the one ND4J is shipped with, so that an ND4J
   * that happens to be loaded by another thread at the same moment still gets its own library.
   */
  private static final String NO_GPU = "-onednn-avx2";

  private OpenCv() {}

  /**
   * Loads OpenCV once. Left alone, JavaCPP would try its GPU build first and look for 24 CUDA
   * libraries in every jar, which takes more than a second at each start.
   */
  static synchronized void load() {
    Properties platform = Loader.loadProperties();
    boolean mine = platform.putIfAbsent(EXTENSION, NO_GPU) == null;
    try {
      Loader.load(opencv_core.class);
      Loader.load(opencv_imgproc.class);
      Loader.load(opencv_imgcodecs.class);
    } finally {
      if (mine) {
        platform.remove(EXTENSION);
      }
    }
  }
}
