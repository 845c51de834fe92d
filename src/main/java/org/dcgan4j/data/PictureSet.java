package org.dcgan4j.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.binding.Text;
import org.dcgan4j.config.TrainingConfig.Conditional;

/**
 * Decodes the pictures of a folder or archive on all cores, each once, into one {@link ImageSet} of
 * grey images. What cannot be read is left out and listed; what is changed is counted and said.
 *
 * <ul>
 *   <li>Colour becomes grey (ITU-R BT.601); 16 bits become 8.
 *   <li>Transparent pictures are laid on white. Where each of them has one colour only, their shape
 *       is in the alpha: that is taken, 0 for what cannot be seen.
 *   <li>Where three in four pictures have one size, others are bad files.
 * </ul>
 */
final class PictureSet implements AutoCloseable {
  private final FileTree tree;
  private final PictureLayout layout;
  private final List<PictureLayout.Place> places;

  /** Without their pixels: these go to {@link #pixels} as soon as they are there. */
  private final Picture[] pictures;

  private final String[] problems;
  private Images.Store pixels;

  private PictureSet(FileTree tree, PictureLayout layout) {
    this.tree = tree;
    this.layout = layout;
    this.places = layout.places();
    this.pictures = new Picture[places.size()];
    this.problems = new String[places.size()];
  }

  /** Refuses a set or class without a readable picture, and one without a size that most have. */
  static ImageSet read(FileTree tree, PictureLayout layout) {
    if (layout.isEmpty()) {
      throw InvalidInputException.of(
          "%s: holds no pictures among its %d files", tree.origin, tree.names().size());
    }
    long total = layout.places().stream().mapToLong(p -> tree.sizes.get(p.path())).sum();
    if (total > Limits.TOTAL_BYTES) {
      throw InvalidInputException.of(
          "%s: its files have %d bytes, legal are up to %d",
          tree.origin, total, Limits.TOTAL_BYTES);
    }
    try (PictureSet set = new PictureSet(tree, layout)) {
      return set.read();
    }
  }

  @Override
  public void close() {
    if (pixels != null) {
      pixels.close();
    }
  }

  private ImageSet read() {
    decode();
    ImageShape shape = commonShape();
    if (!pixels.shape().equals(shape)) {
      close();
      pixels = new Images.Store(shape, places.size(), tree.origin);
      decode();
    }
    skipOtherThan(shape);
    int[] readable = readable();
    int[] classes = layout.classNames().isEmpty() ? new int[0] : readable;
    int[] labels = IntStream.of(classes).map(i -> places.get(i).label()).toArray();
    requireClasses(labels);
    boolean shapes =
        IntStream.of(readable).allMatch(i -> pictures[i].oneColour)
            && IntStream.of(readable).anyMatch(i -> pictures[i].transparent);
    note(readable, shapes);
    if (layout.classNames().size() > Conditional.MOST_CLASSES) {
      tree.notes.say(
          "%,d classes are more than the %d that networks may be told: training without them",
          layout.classNames().size(), Conditional.MOST_CLASSES);
    }
    Images images = pixels.images();
    for (int i : readable) {
      if (pictures[i].isShape() && !shapes) {
        pixels.put(i, pictures[i].onWhite(images.image(i)));
      } else if (shapes && !pictures[i].transparent) {
        pixels.put(i, opaque(shape));
      }
    }
    images = readable.length == images.count() ? images : images.select(readable);
    noteBlank(images, readable);
    List<BadFile> bad =
        IntStream.range(0, problems.length)
            .filter(i -> problems[i] != null)
            .mapToObj(i -> new BadFile(places.get(i).name(), problems[i]))
            .toList();
    return new ImageSet(tree.origin, images, labels, layout.classNames(), bad)
        .withNotes(tree.notes.lines());
  }

  private static byte[] opaque(ImageShape shape) {
    byte[] alpha = new byte[shape.pixels()];
    Arrays.fill(alpha, (byte) 255);
    return alpha;
  }

  private void decode() {
    IntStream.range(0, places.size()).parallel().forEach(this::decode);
  }

  private void decode(int index) {
    PictureLayout.Place place = places.get(index);
    long size = tree.sizes.get(place.path());
    problems[index] = tree.problems.get(place.path());
    if (place.misplaced()) {
      problems[index] = "not in a class folder";
    } else if (size > Limits.FILE_BYTES) {
      problems[index] = Text.format("%d bytes, legal are up to %d", size, Limits.FILE_BYTES);
    } else if (problems[index] == null) {
      try {
        pictures[index] = PictureKind.decode(tree.bytes(place.path()));
      } catch (InvalidInputException e) {
        problems[index] = e.getMessage();
      } catch (IOException | RuntimeException e) {
        if (e instanceof IOException io && ("" + e.getMessage()).endsWith("Too many open files")) {
          throw new UncheckedIOException(io); // no fault of the picture's
        }
        problems[index] = "cannot be read: " + e;
      }
    }
    if (problems[index] == null) {
      keep(index, pictures[index]);
    }
  }

  /** Where the first picture is not like most, the others are decoded again. */
  private void keep(int index, Picture picture) {
    synchronized (this) {
      if (pixels == null) {
        pixels = new Images.Store(picture.shape, places.size(), tree.origin);
      }
    }
    byte[] taken = picture.take();
    if (picture.shape.equals(pixels.shape())) {
      pixels.put(index, taken);
    }
  }

  private int[] readable() {
    int[] readable = IntStream.range(0, problems.length).filter(i -> problems[i] == null).toArray();
    if (readable.length == 0) {
      throw InvalidInputException.of(
          "%s: none of its %d images is readable; the first, %s: %s",
          tree.origin, problems.length, places.get(0).name(), problems[0]);
    }
    return readable;
  }

  private static String size(ImageShape shape) {
    return shape.width() + "x" + shape.height();
  }

  /** The size that three in four have. */
  private ImageShape commonShape() {
    int[] readable = readable();
    Map<ImageShape, Integer> counts = new LinkedHashMap<>();
    IntStream.of(readable).forEach(i -> counts.merge(pictures[i].shape, 1, Integer::sum));
    ImageShape most =
        counts.keySet().stream().max((a, b) -> counts.get(a) - counts.get(b)).orElseThrow();
    int first = readable[0];
    for (int i : readable) {
      if (4 * counts.get(most) < 3 * readable.length
          && !pictures[i].shape.equals(pictures[first].shape)) {
        throw InvalidInputException.of(
            "%s: images differ in size: %s has %s pixels, but %s has %s (%d of %d have %s; legal is one size for three in four)",
            tree.origin,
            places.get(i).name(),
            size(pictures[i].shape),
            places.get(first).name(),
            size(pictures[first].shape),
            counts.get(most),
            readable.length,
            size(most));
      }
    }
    return most;
  }

  private void skipOtherThan(ImageShape most) {
    for (int i : readable()) {
      if (!pictures[i].shape.equals(most)) {
        problems[i] =
            Text.format("%s pixels, where most have %s", size(pictures[i].shape), size(most));
      }
    }
  }

  private void requireClasses(int[] labels) {
    for (int c = 0; c < layout.classNames().size(); c++) {
      int wanted = c;
      if (IntStream.of(labels).noneMatch(label -> label == wanted)) {
        int[] of =
            IntStream.range(0, places.size())
                .filter(i -> places.get(i).label() == wanted)
                .toArray();
        throw InvalidInputException.of(
            "%s: the class %s is missing: none of its %d files is readable; the first, %s: %s",
            tree.origin,
            layout.classNames().get(c),
            of.length,
            places.get(of[0]).name(),
            problems[of[0]]);
      }
    }
  }

  private void note(int[] readable, boolean shapes) {
    Map<PictureKind, Long> formats =
        IntStream.of(readable)
            .mapToObj(i -> pictures[i].kind)
            .collect(Collectors.groupingBy(k -> k, TreeMap::new, Collectors.counting()));
    if (!formats.keySet().equals(Set.of(PictureKind.PNG))) {
      formats.forEach((kind, n) -> tree.notes.say("%,d pictures are %s", n, kind));
    }
    note(readable, "are in colour and are turned grey", p -> p.colour);
    note(
        readable,
        shapes
            ? "are transparent and of one colour each: their alpha is taken, 0 (black) for what cannot be seen"
            : "are transparent and are laid on white",
        p -> p.transparent);
    note(readable, "have 16 bits and are taken with 8", p -> p.deep);
    note(readable, "are turned as their EXIF says", p -> p.orientation > 1);
    note(readable, "are animated, and their first picture is taken", p -> p.animated);
  }

  private void note(int[] readable, String what, Predicate<Picture> affected) {
    String line = Text.format("of %,d pictures %s", readable.length, what);
    for (int i : readable) {
      if (affected.test(pictures[i])) {
        tree.notes.add(line, places.get(i).name());
      }
    }
  }

  /** A set of which most is nothing but one shade has lost something before it came here. */
  private void noteBlank(Images images, int[] readable) {
    int[] blank =
        IntStream.range(0, readable.length).filter(i -> isBlank(images.image(i))).toArray();
    if (2 * blank.length > readable.length) {
      tree.notes.say(
          "%,d of %,d pictures are of one shade (the first: %s)",
          blank.length, readable.length, places.get(readable[blank[0]]).name());
    }
  }

  private static boolean isBlank(byte... image) {
    return image.length > 1 && IntStream.range(1, image.length).allMatch(i -> image[i] == image[0]);
  }
}
