package org.dcgan4j.export;

import java.io.IOException;
import java.nio.file.Path;
import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.data.IdxFile;
import org.dcgan4j.data.ImageSet;
import org.dcgan4j.io.AtomicFile;
import org.dcgan4j.io.NpzWriter;
import org.dcgan4j.io.NpzWriter.NpyHeader;

/** Writes whole sets of images in formats that are read as data again. */
public final class SetFiles {
  private static final int MOST_CLASSES = 256;

  /** Images that are put into another order at once. */
  private static final int PART = 1024;

  private SetFiles() {}

  /**
   * Writes a NumPy archive: {@code images}, uint8 {@code [N, H, W]} or {@code [N, H, W, 3]}, and
   * with classes {@code labels}, uint8 {@code [N]}, and {@code class_names}.
   *
   * @throws InvalidInputException if there are more than 256 classes
   */
  public static void writeNpz(ImageSet set, Path npz) throws IOException {
    byte[] labels = labels(set);
    AtomicFile.write(
        npz,
        part -> {
          try (NpzWriter file = new NpzWriter(part)) {
            file.begin("images", NpyHeader.UINT8, set.images().shape().channelsLast(set.count()));
            for (int from = 0; from < set.count(); from += PART) {
              int to = Math.min(set.count(), from + PART);
              file.write(set.images().range(from, to).channelsLast());
            }
            if (set.labelled()) {
              file.begin("labels", NpyHeader.UINT8, set.count());
              file.write(labels);
              file.writeTexts("class_names", set.classNames());
            }
            file.finish();
          }
        });
  }

  /**
   * Writes grey images in MNIST's format, gzip if the name ends in {@code .gz}; their labels and
   * the names of the classes beside them.
   *
   * @throws InvalidInputException if there are more than 256 classes
   */
  public static void writeIdx(ImageSet set, Path images) throws IOException {
    byte[] labels = labels(set);
    AtomicFile.write(
        images,
        part -> {
          try (IdxFile.Writer file = new IdxFile.Writer(part, set.count(), set.images().shape())) {
            file.write(set.images());
          }
        });
    IdxFile.writeLabelsBeside(images, labels, set.classNames());
  }

  private static byte[] labels(ImageSet set) {
    if (set.classNames().size() > MOST_CLASSES) {
      throw InvalidInputException.of(
          "%s: has %d classes; a set of at most %d can be written in this format",
          set.origin(), set.classNames().size(), MOST_CLASSES);
    }
    byte[] labels = new byte[set.labelled() ? set.count() : 0];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = (byte) set.label(i);
    }
    return labels;
  }
}
