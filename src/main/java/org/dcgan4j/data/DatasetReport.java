package org.dcgan4j.data;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.dcgan4j.binding.Text;

/**
 * What {@code dataset inspect} says about a set.
 *
 * @param count readable images
 * @param shape of each
 * @param duplicates readable images less distinct ones
 * @param classCounts images of each class, in the order of the classes; empty without labels
 * @param meanPixel 0 black to 255 white
 * @param sha256 the data hash of {@link ImageSet#sha256()}
 */
public record DatasetReport(
    String origin,
    int count,
    ImageShape shape,
    int duplicates,
    Map<String, Integer> classCounts,
    double meanPixel,
    String sha256,
    List<BadFile> badFiles,
    List<String> notes) {
  /** As wide as what stands before the other facts. */
  private static final int NARROWEST = 9;

  public static DatasetReport of(ImageSet set) {
    Map<String, Integer> classCounts = new LinkedHashMap<>();
    set.classNames().forEach(name -> classCounts.put(name, 0));
    for (int label : set.labels()) {
      classCounts.merge(set.classNames().get(label), 1, Integer::sum);
    }
    long sum = 0;
    for (int i = 0; i < set.count(); i++) {
      for (byte pixel : set.images().image(i)) {
        sum += pixel & 0xFF;
      }
    }
    ImageShape shape = set.images().shape();
    return new DatasetReport(
        set.origin(),
        set.count(),
        shape,
        set.count() - (int) IntStream.of(set.images().firstEqual()).distinct().count(),
        Collections.unmodifiableMap(classCounts),
        (double) sum / shape.pixels() / set.count(),
        set.sha256(),
        set.badFiles(),
        set.notes());
  }

  /** The report for people, one fact a line. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("data        " + origin);
    String colour = shape.isGrey() ? "" : ", in colour";
    lines.add(
        Text.format(
            "readable    %d images of %dx%d pixels%s",
            count, shape.width(), shape.height(), colour));
    lines.add(Text.format("duplicates  %d (%d distinct images)", duplicates, count - duplicates));
    lines.add(Text.format("mean pixel  %.2f of 255", meanPixel));
    lines.add("classes     " + (classCounts.isEmpty() ? "none" : classCounts.size()));
    int widest =
        classCounts.keySet().stream().map(Text::escaped).mapToInt(String::length).max().orElse(0);
    String line = "  %-" + Math.max(NARROWEST, widest) + "s %d";
    classCounts.forEach((name, n) -> lines.add(Text.format(line, Text.escaped(name), n)));
    lines.add("bad files   " + badFiles.size());
    badFiles.forEach(bad -> lines.add(Text.format("  %s: %s", bad.name(), bad.reason())));
    lines.add("notes       " + notes.size());
    notes.forEach(note -> lines.add("  " + note));
    lines.add("sha256      " + sha256);
    lines.replaceAll(Text::escaped);
    return lines;
  }
}
