package org.dcgan4j.export;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.commons.io.function.IOConsumer;
import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.data.IdxFile;
import org.dcgan4j.data.ImageSet;
import org.dcgan4j.data.ImageShape;
import org.dcgan4j.data.Images;
import org.dcgan4j.io.AtomicFile;
import org.dcgan4j.io.NpzWriter;
import org.dcgan4j.io.NpzWriter.NpyHeader;

/**
 * Writes whole sets of images in formats that are read as data again.
 *
 * @param labels a byte for each image; empty without classes
 * @param classNames of the labels from 0 on
 * @param parts gives all images to whoever takes them, in order, a part at a time
 */
public record SetFiles(
    ImageShape shape,
    int count,
    byte[] labels,
    List<String> classNames,
    IOConsumer<IOConsumer<Images>> parts) {
  private static final int MOST_CLASSES = 256;

  /** What fits into a label's byte. */
  private static final Pattern NUMBER = Pattern.compile("\\d|[1-9]\\d|1\\d\\d|2[0-4]\\d|25[0-5]");

  /** Images that are put into another order at once. */
  private static final int PART = 1024;

  /** Whether its labels get other numbers here: classes that are no numbers are counted from 0. */
  public static boolean countsClasses(ImageSet set) {
    return set.classNames().stream().anyMatch(name -> !NUMBER.matcher(name).matches());
  }

  /** Refuses a set of more than 256 classes, which has no place in a byte for each label. */
  public static void requireFewClasses(ImageSet set) {
    if (set.classNames().size() > MOST_CLASSES) {
      throw InvalidInputException.of(
          "%s: has %d classes; a set of at most %d can be written in this format",
          set.origin(), set.classNames().size(), MOST_CLASSES);
    }
  }

  /**
   * Of a set that is there; classes that are numbers keep them as their labels.
   *
   * @throws InvalidInputException if it has more than 256 classes
   */
  public static SetFiles of(ImageSet set) {
    requireFewClasses(set);
    List<String> names = set.classNames();
    int[] numbers = IntStream.range(0, names.size()).toArray();
    if (!countsClasses(set)) {
      numbers = names.stream().mapToInt(Integer::parseInt).toArray();
      names =
          IntStream.rangeClosed(0, IntStream.of(numbers).max().orElse(-1))
              .mapToObj(Integer::toString)
              .toList();
    }
    byte[] labels = new byte[set.labelled() ? set.count() : 0];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = (byte) numbers[set.label(i)];
    }
    Images images = set.images();
    return new SetFiles(
        images.shape(),
        set.count(),
        labels,
        names,
        sink -> {
          for (int from = 0; from < images.count(); from += PART) {
            sink.accept(images.range(from, Math.min(images.count(), from + PART)));
          }
        });
  }

  /**
   * Writes a NumPy archive: {@code images}, uint8 {@code [N, H, W]} or {@code [N, H, W, 3]}, and
   * with classes {@code labels}, uint8 {@code [N]}, and {@code class_names}.
   */
  public void writeNpz(Path npz) throws IOException {
    AtomicFile.write(
        npz,
        part -> {
          try (NpzWriter file = new NpzWriter(part)) {
            file.begin("images", NpyHeader.UINT8, shape.channelsLast(count));
            parts.accept(images -> file.write(images.channelsLast()));
            if (labels.length > 0) {
              file.begin("labels", NpyHeader.UINT8, count);
              file.write(labels);
              file.writeTexts("class_names", classNames);
            }
            file.finish();
          }
        });
  }

  /**
   * Writes grey images in MNIST's format, gzip if the name ends in {@code .gz}; their labels and
   * the names of the classes beside them.
   *
   * @throws InvalidInputException if labels of other images lie there
   */
  public void writeIdx(Path idx) throws IOException {
    IdxFile.requireLabelsMayBeWritten(idx, labels.length > 0);
    AtomicFile.write(
        idx,
        part -> {
          try (IdxFile.Writer file = new IdxFile.Writer(part, count, shape)) {
            parts.accept(file::write);
          }
        });
    IdxFile.writeLabelsBeside(idx, labels, classNames);
  }
}
