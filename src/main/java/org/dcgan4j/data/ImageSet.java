package org.dcgan4j.data;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.IntStream;
import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.config.Config;
import org.dcgan4j.io.Hashes;

/**
 * Grey images that were decoded once and stay in memory as bytes.
 *
 * <p>The pixels are one array {@code [N, height * width]}, row by row, 0 black to 255 white.
 */
public final class ImageSet implements DataSource {
  private final String origin;
  private final int height;
  private final int width;
  private final byte[] pixels;
  private final int[] labels;
  private final List<String> classNames;
  private final List<BadFile> badFiles;
  private List<String> notes = List.of();

  /**
   * @param origin where the images come from, for messages and the manifest
   * @param pixels {@code [N, height * width]}; kept, not copied
   * @param labels one index into {@code classNames} for each image; empty for a set without labels;
   *     kept, not copied
   * @param classNames empty for a set without labels
   * @param badFiles what was skipped while reading
   */
  public ImageSet(
      String origin,
      int height,
      int width,
      byte[] pixels,
      int[] labels,
      List<String> classNames,
      List<BadFile> badFiles) {
    this.origin = Objects.requireNonNull(origin);
    this.height = height;
    this.width = width;
    this.pixels = Objects.requireNonNull(pixels);
    this.labels = Objects.requireNonNull(labels);
    this.classNames = List.copyOf(classNames);
    this.badFiles = List.copyOf(badFiles);
    if (height < 1 || width < 1 || pixels.length % (height * width) != 0) {
      throw new IllegalArgumentException(
          pixels.length + " pixels are no whole number of " + height + "x" + width + " images");
    }
    if (labels.length != 0 && labels.length != count()) {
      throw new IllegalArgumentException(labels.length + " labels for " + count() + " images");
    }
  }

  /**
   * A set whose labels are their own class names: those that occur.
   *
   * @param pixels {@code [N, height * width]}; kept, not copied
   * @param numbers one of 0 or more for each image; empty for a set without labels
   */
  public static ImageSet numbered(
      String origin, int height, int width, byte[] pixels, int[] numbers) {
    Labels labels = Labels.of(numbers);
    return new ImageSet(origin, height, width, pixels, labels.indices(), labels.names(), List.of());
  }

  @Override
  public String origin() {
    return origin;
  }

  @Override
  public int count() {
    return pixels.length / (height * width);
  }

  @Override
  public int[] shape() {
    return new int[] {1, height, width};
  }

  @Override
  public String describe() {
    return String.format(Locale.ROOT, "%,d images", count());
  }

  @Override
  public RealBatches batches(Config config) {
    return new ImageBatches(this, config);
  }

  public int height() {
    return height;
  }

  public int width() {
    return width;
  }

  /** The pixels themselves, {@code [N, height * width]}: not a copy, do not write. */
  public byte[] pixels() {
    return pixels;
  }

  public boolean labelled() {
    return labels.length != 0;
  }

  /** The class of image {@code index}, an index into {@link #classNames()}. */
  public int label(int index) {
    return labels[index];
  }

  /** The classes of all images, a copy; empty for a set without labels. */
  public int[] labels() {
    return labels.clone();
  }

  @Override
  public List<String> classNames() {
    return classNames;
  }

  /**
   * The labels as indices into other names of the classes: by name where these are all among them,
   * by number where the classes here are only numbered and there are names enough.
   *
   * @return empty for labels of other classes, and for a set without labels
   */
  public int[] labelsAmong(List<String> names) {
    int[] indices = classNames.stream().mapToInt(names::indexOf).toArray();
    if (IntStream.of(indices).anyMatch(i -> i < 0)) {
      indices =
          classNames.stream()
              .mapToInt(n -> n.matches("\\d{1,5}") ? Integer.parseInt(n) : names.size())
              .toArray();
      if (IntStream.of(indices).anyMatch(i -> i >= names.size())) {
        return new int[0];
      }
    }
    int[] among = indices;
    return IntStream.of(labels).map(label -> among[label]).toArray();
  }

  /** The same images with their labels among other classes, where these are all among them. */
  ImageSet among(List<String> names) {
    return classNames.equals(names) || !names.containsAll(classNames)
        ? this
        : new ImageSet(origin, height, width, pixels, labelsAmong(names), names, badFiles)
            .withNotes(notes);
  }

  /**
   * The images of one class alone.
   *
   * @throws InvalidInputException if there is no such class: it says which there are
   */
  public ImageSet only(String className) {
    int wanted = classNames.indexOf(className);
    if (!labelled() || wanted < 0) {
      String legal = labelled() ? String.join(", ", classNames) : "none, the set has no labels";
      throw new InvalidInputException(
          "data.onlyClass: given \"%s\", legal for %s: %s".formatted(className, origin, legal));
    }
    int area = height * width;
    int[] chosen = IntStream.range(0, count()).filter(i -> labels[i] == wanted).toArray();
    byte[] kept = new byte[chosen.length * area];
    for (int i = 0; i < chosen.length; i++) {
      System.arraycopy(pixels, chosen[i] * area, kept, i * area, area);
    }
    int[] same = new int[chosen.length];
    Arrays.fill(same, wanted);
    return new ImageSet(
        origin + ", class " + className, height, width, kept, same, classNames, badFiles);
  }

  @Override
  public List<BadFile> badFiles() {
    return badFiles;
  }

  @Override
  public List<String> notes() {
    return notes;
  }

  /** The same set, with what its reader passed over or changed. */
  ImageSet withNotes(List<String> notes) {
    ImageSet noted = new ImageSet(origin, height, width, pixels, labels, classNames, badFiles);
    noted.notes = List.copyOf(notes);
    return noted;
  }

  /** SHA-256 over count, height, width, pixels and labels, in hex. */
  @Override
  public String sha256() {
    MessageDigest digest = Hashes.sha256();
    digest.update(ByteBuffer.allocate(12).putInt(count()).putInt(height).putInt(width).flip());
    digest.update(pixels);
    ByteBuffer classes = ByteBuffer.allocate(4 * labels.length);
    classes.asIntBuffer().put(labels);
    digest.update(classes);
    return HexFormat.of().formatHex(digest.digest());
  }
}
