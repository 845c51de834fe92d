package org.dcgan4j.data;

import java.nio.file.Path;
import java.util.List;

/** Encoded images in a folder or an archive, in the one order that {@link PngLayout} gives them. */
sealed interface PngSource permits PngFolder, PngArchive {
  Path path();

  /** What identifies the state of the source without reading its images. */
  Fingerprint fingerprint();

  /** Reads every file; never null, in order. */
  Contents read();

  /**
   * @param classNames sorted; empty for a flat set
   */
  record Contents(List<String> classNames, List<PngFile> files) {}
}
