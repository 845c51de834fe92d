package org.dcgan4j.data;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.dcgan4j.binding.Text;
import org.dcgan4j.io.Hashes;

/**
 * What {@code dataset inspect} says about a set.
 *
 * @param origin where it was read from
 * @param count readable images
 * @param height of each, in pixels
 * @param width of each, in pixels
 * @param duplicates readable images less distinct ones
 * @param classCounts images of each class, in the order of the classes; empty without labels
 * @param meanPixel 0 black to 255 white
 * @param sha256 the data hash of {@link ImageSet#sha256()}
 * @param badFiles what could not be read
 * @param notes what was passed over, converted or guessed, counted
 */
public record DatasetReport(
    String origin,
    int count,
    int height,
    int width,
    int duplicates,
    Map<String, Integer> classCounts,
    double meanPixel,
    String sha256,
    List<BadFile> badFiles,
    List<String> notes) {

  public DatasetReport {
    classCounts = Collections.unmodifiableMap(new LinkedHashMap<>(classCounts));
    badFiles = List.copyOf(badFiles);
    notes = List.copyOf(notes);
  }

  public static DatasetReport of(ImageSet images) {
    return new DatasetReport(
        images.origin(),
        images.count(),
        images.images().shape().height(),
        images.images().shape().width(),
        duplicates(images),
        classCounts(images),
        meanPixel(images),
        images.sha256(),
        images.badFiles(),
        images.notes());
  }

  /** The report for people, one fact a line. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("data        " + origin);
    lines.add(Text.format("readable    %d images of %dx%d pixels", count, width, height));
    lines.add(Text.format("duplicates  %d (%d distinct images)", duplicates, count - duplicates));
    lines.add(Text.format("mean pixel  %.2f of 255", meanPixel));
    lines.add("classes     " + (classCounts.isEmpty() ? "none" : classCounts.size()));
    classCounts.forEach((name, n) -> lines.add(Text.format("  %-9s %d", name, n)));
    lines.add("bad files   " + badFiles.size());
    badFiles.forEach(bad -> lines.add(Text.format("  %s: %s", bad.name(), bad.reason())));
    lines.add("notes       " + notes.size());
    notes.forEach(note -> lines.add("  " + note));
    lines.add("sha256      " + sha256);
    return lines;
  }

  private static int duplicates(ImageSet images) {
    Set<ByteBuffer> distinct = new HashSet<>();
    for (int i = 0; i < images.count(); i++) {
      distinct.add(ByteBuffer.wrap(Hashes.sha256().digest(images.images().image(i)), 0, 16));
    }
    return images.count() - distinct.size();
  }

  private static Map<String, Integer> classCounts(ImageSet images) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    images.classNames().forEach(name -> counts.put(name, 0));
    for (int i = 0; images.labelled() && i < images.count(); i++) {
      counts.merge(images.classNames().get(images.label(i)), 1, Integer::sum);
    }
    return counts;
  }

  private static double meanPixel(ImageSet images) {
    byte[] image = new byte[images.images().shape().pixels()];
    long sum = 0;
    for (int i = 0; i < images.count(); i++) {
      images.images().copyTo(i, image, 0);
      for (byte pixel : image) {
        sum += pixel & 0xFF;
      }
    }
    return (double) sum / image.length / images.count();
  }
}
