package org.dcgan4j.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.binding.Text;
import org.dcgan4j.config.TrainingConfig.Conditional;
import org.dcgan4j.io.IoProblem;

/**
 * Decodes the pictures of a folder or archive on all cores, each once, into one {@link ImageSet} of
 * images of one shape. What cannot be read is left out and listed; what is changed is counted and
 * said.
 *
 * <ul>
 *   <li>Where grey is wanted, or hardly a picture has a colour, colour becomes grey (ITU-R BT.601);
 *       16 bits become 8.
 *   <li>Transparent pictures are laid on white. Where each of them has one colour only, their shape
 *       is in the alpha: that is taken, 0 for what cannot be seen.
 *   <li>What has another size is brought to the one of {@link Wanted}.
 * </ul>
 */
final class PictureSet implements AutoCloseable {
  private static final String UNREAD = "cannot be read: ";

  /** Pictures that are looked at before all are decoded. */
  private static final int LOOKS = 64;

  private final FileTree tree;
  private final PictureLayout layout;
  private final List<PictureLayout.Place> places;
  private final Wanted wanted;

  /** Without their pixels: these go to {@link #pixels} as soon as they are there. */
  private final Picture[] pictures;

  private final String[] problems;
  private final boolean[] blank;
  private final AtomicInteger done = new AtomicInteger();
  private PixelStore pixels;

  private PictureSet(FileTree tree, PictureLayout layout, Wanted wanted) {
    this.tree = tree;
    this.layout = layout;
    this.places = layout.places();
    this.wanted = wanted;
    this.pictures = new Picture[places.size()];
    this.problems = new String[places.size()];
    this.blank = new boolean[places.size()];
  }

  /** Refuses a set or class without a readable picture. */
  static ImageSet read(FileTree tree, PictureLayout layout, Wanted wanted) {
    if (layout.isEmpty()) {
      throw InvalidInputException.of(
          "%s: holds no pictures among its %d files", tree.origin, tree.names().size());
    }
    long total = layout.places().stream().mapToLong(p -> tree.sizes.get(p.path())).sum();
    // Of a folder, one file after the other is read.
    long most = tree instanceof Folder ? Limits.MAPPED : Limits.TOTAL_BYTES;
    if (total > most) {
      throw InvalidInputException.of(
          "%s: its files have %d bytes, legal are up to %d", tree.origin, total, most);
    }
    try (PictureSet set = new PictureSet(tree, layout, wanted)) {
      return set.read();
    }
  }

  /**
   * Whether a picture that could not be read before can be now: nothing of the file tells, where it
   * was its permissions or a disk that was not there.
   */
  static boolean readsMore(FileTree tree, PictureLayout layout, List<BadFile> before) {
    Set<String> unread =
        before.stream()
            .filter(bad -> bad.reason().startsWith(UNREAD))
            .map(BadFile::name)
            .collect(Collectors.toSet());
    return layout.places().stream()
        .filter(place -> unread.contains(place.name()))
        .anyMatch(place -> decodes(tree, place.path()));
  }

  private static boolean decodes(FileTree tree, String path) {
    try {
      PictureKind.decode(tree.bytes(path));
      return true;
    } catch (IOException | RuntimeException e) {
      return false; // for whatever reason: it stays what it was
    } finally {
      Picture.done();
    }
  }

  @Override
  public void close() {
    if (pixels != null) {
      pixels.close();
    }
  }

  private ImageSet read() {
    // A look at some tells what most likely comes out of all, so that each is decoded once.
    int looks = Math.min(LOOKS, places.size());
    int[] some =
        IntStream.range(0, looks).map(i -> (int) ((long) i * places.size() / looks)).toArray();
    IntStream.of(some).parallel().forEach(this::decode);
    ImageShape guessed = shape(IntStream.of(some).filter(i -> problems[i] == null).toArray());
    decodeTo(guessed);
    ImageShape shape = shape(readable());
    if (!shape.equals(guessed)) {
      pixels.discard();
      decodeTo(shape);
    }
    int[] readable = readable();
    int[] classes = layout.classNames().isEmpty() ? new int[0] : readable;
    int[] labels = IntStream.of(classes).map(i -> places.get(i).label()).toArray();
    requireClasses(labels);
    boolean shapes = areShapes(readable);
    note(readable, shape, shapes);
    if (layout.classNames().size() > Conditional.MOST_CLASSES) {
      tree.notes.say(
          "%,d classes are more than the %d that networks may be told: training without them",
          layout.classNames().size(), Conditional.MOST_CLASSES);
    }
    Images images = pixels.images();
    for (int i : readable) {
      if (pictures[i].isShape() && !shapes) {
        put(i, pictures[i].onWhite(shape, images.image(i)));
      } else if (shapes && !pictures[i].transparent) {
        put(i, opaque(shape));
      }
    }
    images = readable.length == images.count() ? images : images.select(readable);
    noteBlank(readable);
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

  private void decodeTo(ImageShape shape) {
    pixels = tree.store(shape, places.size());
    String where = pixels.describe();
    if (!where.isEmpty()) {
      tree.progress.say(
          Text.format("decoding %,d pictures to %s: %s", places.size(), shape, where));
    }
    done.set(0);
    IntStream.range(0, places.size()).parallel().forEach(this::decode);
  }

  /** Whether their alpha is all that they are. */
  private boolean areShapes(int... readable) {
    return IntStream.of(readable).allMatch(i -> pictures[i].oneColour)
        && IntStream.of(readable).anyMatch(i -> pictures[i].transparent);
  }

  private ImageShape shape(int... readable) {
    if (readable.length == 0) {
      return ImageShape.grey(1, 1);
    }
    List<ImageShape> shapes = IntStream.of(readable).mapToObj(i -> pictures[i].shape).toList();
    long coloured = IntStream.of(readable).filter(i -> pictures[i].colour).count();
    return wanted.shape(shapes, !areShapes(readable) && Wanted.inColour(coloured, shapes.size()));
  }

  private void decode(int index) {
    try {
      read(index);
    } finally {
      Picture.done();
    }
  }

  private void read(int index) {
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
        problems[index] =
            UNREAD
                + (e instanceof IOException io
                    ? IoProblem.of(io)
                    : Objects.requireNonNullElse(e.getMessage(), "it is damaged"));
      }
    }
    if (problems[index] == null && pixels != null) {
      put(index, pictures[index].take(pixels.shape(), wanted.fit()));
    } else if (problems[index] == null) {
      pictures[index].leave();
    }
    if (pixels != null) {
      tree.progress.decoded(done.incrementAndGet(), places.size());
    }
  }

  private void put(int index, byte[] picture) {
    blank[index] = isBlank(picture);
    pixels.put(index, picture);
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

  private void note(int[] readable, ImageShape shape, boolean shapes) {
    Map<PictureKind, Long> formats =
        IntStream.of(readable)
            .mapToObj(i -> pictures[i].kind)
            .collect(Collectors.groupingBy(k -> k, TreeMap::new, Collectors.counting()));
    if (!formats.keySet().equals(Set.of(PictureKind.PNG))) {
      formats.forEach((kind, n) -> tree.notes.say("%,d pictures are %s", n, kind));
    }
    note(readable, "are in colour and are turned grey", p -> p.colour && shape.isGrey());
    note(
        readable,
        Text.format(
            "have another size and are brought to %dx%d (%s)",
            shape.width(), shape.height(), wanted.fit().word()),
        p -> p.shape.height() != shape.height() || p.shape.width() != shape.width());
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
  private void noteBlank(int... readable) {
    int[] ofOne = IntStream.of(readable).filter(i -> blank[i]).toArray();
    if (2 * ofOne.length > readable.length) {
      tree.notes.say(
          "%,d of %,d pictures are of one shade (the first: %s)",
          ofOne.length, readable.length, places.get(ofOne[0]).name());
    }
  }

  private static boolean isBlank(byte... image) {
    return image.length > 1 && IntStream.range(1, image.length).allMatch(i -> image[i] == image[0]);
  }
}
