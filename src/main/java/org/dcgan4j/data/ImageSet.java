package org.dcgan4j.data;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.apache.commons.codec.digest.DigestUtils;
import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.binding.Text;
import org.dcgan4j.config.Config;

/** Images that were decoded once, with their classes. */
public final class ImageSet implements DataSource {
  private final String origin;
  private final String onlyClass;
  private final Images images;
  private final int[] labels;
  private final List<String> classNames;
  private final List<BadFile> badFiles;
  private final List<String> notes;
  private String contentSha256;

  /**
   * @param origin where the images come from, for messages and the manifest
   * @param labels one index into {@code classNames} for each image; empty for a set without labels;
   *     kept, not copied
   * @param classNames empty for a set without labels
   * @param badFiles what was skipped while reading
   */
  public ImageSet(
      String origin, Images images, int[] labels, List<String> classNames, List<BadFile> badFiles) {
    this(origin, "", images, labels, classNames, badFiles, List.of());
  }

  ImageSet(String origin, Images images, Labels labels, Notes notes) {
    this(origin, "", images, labels.indices(), labels.names(), List.of(), notes.lines());
  }

  private ImageSet(
      String origin,
      String onlyClass,
      Images images,
      int[] labels,
      List<String> classNames,
      List<BadFile> badFiles,
      List<String> notes) {
    this.origin = Objects.requireNonNull(origin);
    this.onlyClass = onlyClass;
    this.images = Objects.requireNonNull(images);
    this.labels = Objects.requireNonNull(labels);
    this.classNames = List.copyOf(classNames);
    this.badFiles = List.copyOf(badFiles);
    this.notes = List.copyOf(notes);
    if (labels.length != 0 && labels.length != count()) {
      throw new IllegalArgumentException(labels.length + " labels for " + count() + " images");
    }
  }

  @Override
  public String origin() {
    return origin;
  }

  @Override
  public int count() {
    return images.count();
  }

  @Override
  public int[] shape() {
    ImageShape shape = images.shape();
    return new int[] {shape.channels(), shape.height(), shape.width()};
  }

  @Override
  public String onlyClass() {
    return onlyClass;
  }

  @Override
  public String describe() {
    String ofClass = onlyClass.isEmpty() ? "" : " of class " + onlyClass;
    return Text.format("%,d images%s", count(), ofClass);
  }

  @Override
  public RealBatches batches(Config config) {
    return new ImageBatches(this, config);
  }

  /** The pixels with their shape. */
  public Images images() {
    return images;
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
    return !labelled() || classNames.equals(names) || !names.containsAll(classNames)
        ? this
        : new ImageSet(origin, onlyClass, images, labelsAmong(names), names, badFiles, notes);
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
      throw InvalidInputException.of(
          "data.onlyClass: given \"%s\", legal for %s: %s", className, origin, legal);
    }
    int[] chosen = IntStream.range(0, count()).filter(i -> labels[i] == wanted).toArray();
    int[] same = new int[chosen.length];
    Arrays.fill(same, wanted);
    Images ofClass = images.select(chosen);
    return new ImageSet(origin, className, ofClass, same, classNames, badFiles, notes);
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
    return new ImageSet(origin, onlyClass, images, labels, classNames, badFiles, notes)
        .withContentSha256(contentSha256);
  }

  /** The same set with its pixels in another place. */
  ImageSet with(Images moved) {
    return new ImageSet(origin, onlyClass, moved, labels, classNames, badFiles, notes)
        .withContentSha256(contentSha256);
  }

  /** Spares hashing what a hash is known of; null where it is not. */
  ImageSet withContentSha256(String known) {
    contentSha256 = known;
    return this;
  }

  /** SHA-256 over the contents and, where there are any, the names of the classes; in hex. */
  @Override
  public String sha256() {
    if (classNames.isEmpty()) {
      return contentSha256();
    }
    MessageDigest digest = DigestUtils.getSha256Digest();
    digest.update(contentSha256().getBytes(StandardCharsets.US_ASCII));
    for (String name : classNames) {
      byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
      digest.update(ByteBuffer.allocate(4).putInt(bytes.length).flip());
      digest.update(bytes);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  @Override
  public boolean hasSha256(String hash) {
    return sha256().equals(hash) || contentSha256().equals(hash);
  }

  /**
   * SHA-256 over count, shape, pixels and labels, in hex: all that a classifier learns from. Builds
   * that left the names out had this for the data hash.
   */
  public synchronized String contentSha256() {
    if (contentSha256 == null) {
      ImageShape shape = images.shape();
      MessageDigest digest = DigestUtils.getSha256Digest();
      ByteBuffer head = ByteBuffer.allocate(16).putInt(count());
      if (!shape.isGrey()) {
        head.putInt(shape.channels());
      }
      digest.update(head.putInt(shape.height()).putInt(shape.width()).flip());
      images.forEach(digest::update);
      ByteBuffer classes = ByteBuffer.allocate(4 * labels.length);
      classes.asIntBuffer().put(labels);
      digest.update(classes);
      contentSha256 = HexFormat.of().formatHex(digest.digest());
    }
    return contentSha256;
  }
}
