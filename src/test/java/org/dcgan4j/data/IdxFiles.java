package org.dcgan4j.data;

import java.io.IOException;
import java.nio.file.Path;

/** Whole IDX files for tests. */
public final class IdxFiles {
  private IdxFiles() {}

  /** Writes grey images; gzip if the name ends in {@code .gz}. */
  public static void writeImages(Path file, Images images) throws IOException {
    try (IdxFile.Writer writer = new IdxFile.Writer(file, images.count(), images.shape())) {
      writer.write(images);
    }
  }

  public static Images readImages(Path file) {
    return IdxFile.readImages(new Folder(file.getParent(), 1), file.getFileName().toString());
  }

  public static int[] readLabels(Path file) {
    return IdxFile.readLabels(new Folder(file.getParent(), 1), file.getFileName().toString());
  }
}
