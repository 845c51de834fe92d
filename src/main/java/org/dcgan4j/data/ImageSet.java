package org.dcgan4j.data;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.apache.commons.codec.digest.DigestUtils;
import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.binding.Text;
import org.dcgan4j.config.Config;

/**
 * Images that were decoded once, with their classes.
 *
 * @param origin where the images come from, for messages and the manifest
 * @param images the pixels with their shape
 * @param labels one index into {@code classNames} for each image; empty for a set without labels;
 *     kept, not copied
 * @param classNames empty for a set without labels
 * @param badFiles what was skipped while reading
 * @param hash the SHA-256 of the contents, once it is known
 */
public record ImageSet(
    String origin,
    String onlyClass,
    Images images,
    int[] labels,
    List<String> classNames,
    List<BadFile> badFiles,
    List<String> notes,
    AtomicReference<String> hash)
    implements DataSource {
  public ImageSet {
    classNames = List.copyOf(classNames);
    badFiles = List.copyOf(badFiles);
    notes = List.copyOf(notes);
    if (labels.length != 0 && labels.length != images.count()) {
      throw new IllegalArgumentException(
          labels.length + " labels for " + images.count() + " images");
    }
  }

  /** All classes, and nothing to note. */
  public ImageSet(
      String origin, Images images, int[] labels, List<String> classNames, List<BadFile> badFiles) {
    this(origin, "", images, labels, classNames, badFiles, List.of(), new AtomicReference<>(null));
  }

  ImageSet(String origin, Images images, Labels labels, Notes notes) {
    this(
        origin,
        "",
        images,
        labels.indices(),
        labels.names(),
        List.of(),
        notes.lines(),
        new AtomicReference<>(null));
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
  public String describe() {
    String ofClass = onlyClass.isEmpty() ? "" : " of class " + onlyClass;
    ImageShape shape = images.shape();
    String colour = shape.isGrey() ? "grey" : "in colour";
    return Text.format(
        "%,d images%s of %dx%d, %s", count(), ofClass, shape.width(), shape.height(), colour);
  }

  @Override
  public RealBatches batches(Config config) {
    return new ImageBatches(this, config);
  }

  public boolean labelled() {
    return labels.length != 0;
  }

  /** The class of image {@code index}, an index into {@link #classNames()}. */
  public int label(int index) {
    return labels[index];
  }

  /** The classes of all images, a copy; empty for a set without labels. */
  @Override
  public int[] labels() {
    return labels.clone();
  }

  /**
   * The labels as indices into other names of the classes: by name, or where no class here has one
   * of those names, by number; none where a class of an image is not among them.
   */
  public int[] labelsAmong(List<String> names) {
    int[] among = indices(classNames, names);
    int[] found = IntStream.of(labels).map(label -> among[label]).toArray();
    return IntStream.of(found).allMatch(label -> label >= 0) ? found : new int[0];
  }

  /**
   * How many images there are of each of some classes, which {@linkplain #labelsAmong stand for}
   * those of this set.
   */
  public int[] countsOf(List<String> names) {
    int[] counts = new int[classNames.size()];
    for (int label : labels) {
      counts[label]++;
    }
    return IntStream.of(indices(names, classNames)).map(c -> c < 0 ? 0 : counts[c]).toArray();
  }

  /** Which of others each name is, or if none is, the number of which; -1 for none. */
  private static int[] indices(List<String> names, List<String> others) {
    boolean named = names.stream().anyMatch(others::contains);
    return names.stream()
        .mapToInt(
            name -> {
              int number = name.matches("\\d{1,5}") ? Integer.parseInt(name) : -1;
              return named ? others.indexOf(name) : number < others.size() ? number : -1;
            })
        .toArray();
  }

  /** The same images with their labels among other classes, where these are all among them. */
  ImageSet among(List<String> names) {
    return !labelled() || classNames.equals(names) || !names.containsAll(classNames)
        ? this
        : new ImageSet(
            origin,
            onlyClass,
            images,
            labelsAmong(names),
            names,
            badFiles,
            notes,
            new AtomicReference<>(null));
  }

  /** The images of one class alone; where there is no such class, it is said which there are. */
  public ImageSet only(String className) {
    int wanted = classNames.indexOf(className);
    if (!labelled() || wanted < 0) {
      String legal = labelled() ? Text.listed(classNames) : "none, the set has no labels";
      throw InvalidInputException.of(
          "data.onlyClass: given \"%s\", legal for %s: %s", className, origin, legal);
    }
    int[] chosen = IntStream.range(0, count()).filter(i -> labels[i] == wanted).toArray();
    int[] same = new int[chosen.length];
    Arrays.fill(same, wanted);
    Images ofClass = images.select(chosen);
    return new ImageSet(
        origin, className, ofClass, same, classNames, badFiles, notes, new AtomicReference<>(null));
  }

  /** These of the images, in this order. */
  public ImageSet select(int... indices) {
    int[] chosen = labelled() ? IntStream.of(indices).map(this::label).toArray() : labels;
    return new ImageSet(
        origin,
        onlyClass,
        images.select(indices),
        chosen,
        classNames,
        badFiles,
        notes,
        new AtomicReference<>(null));
  }

  /** The same set, with what its reader passed over or changed. */
  ImageSet withNotes(List<String> said) {
    return new ImageSet(origin, onlyClass, images, labels, classNames, badFiles, said, hash);
  }

  /** The same set with other pixels. */
  ImageSet withImages(Images others) {
    return new ImageSet(
        origin, onlyClass, others, labels, classNames, badFiles, notes, new AtomicReference<>());
  }

  /** The same set with its pixels in another place. */
  ImageSet with(Images moved) {
    return new ImageSet(origin, onlyClass, moved, labels, classNames, badFiles, notes, hash);
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
  public boolean hasSha256(String other) {
    return sha256().equals(other) || contentSha256().equals(other);
  }

  /**
   * SHA-256 over count, shape, pixels and labels, in hex: all that a classifier learns from. Builds
   * that left the names out had this for the data hash.
   */
  public String contentSha256() {
    return hash.updateAndGet(known -> known == null ? hashed() : known);
  }

  private String hashed() {
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
    return HexFormat.of().formatHex(digest.digest());
  }
}
