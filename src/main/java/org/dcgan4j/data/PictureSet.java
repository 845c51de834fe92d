package org.dcgan4j.data;

import java.io.IOException;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
final class PictureSet {
  private final FileTree tree;
  private final PictureLayout layout;
  private final List<PictureLayout.Place> places;
  private final Picture[] pictures;
  private final PictureKind[] kinds;
  private final String[] problems;

  private PictureSet(FileTree tree, PictureLayout layout) {
    this.tree = tree;
    this.layout = layout;
    this.places = layout.places();
    this.pictures = new Picture[places.size()];
    this.kinds = new PictureKind[places.size()];
    this.problems = new String[places.size()];
  }

  /**
   * @throws InvalidInputException if none is readable, if no size is that of most, if a class has
   *     no readable picture
   */
  static ImageSet read(FileTree tree, PictureLayout layout) {
    if (layout.isEmpty()) {
      throw new InvalidInputException(
          Text.format(
              "%s: holds no pictures among its %d files", tree.origin, tree.names().size()));
    }
    long total = layout.places().stream().mapToLong(p -> tree.sizes.get(p.path())).sum();
    if (total > Limits.TOTAL_BYTES) {
      throw new InvalidInputException(
          Text.format(
              "%s: its files have %d bytes, legal are up to %d",
              tree.origin, total, Limits.TOTAL_BYTES));
    }
    return new PictureSet(tree, layout).read();
  }

  private ImageSet read() {
    IntStream.range(0, places.size()).parallel().forEach(this::decode);
    PngStructure.Size size = commonSize(readable());
    int[] readable = readable();
    requireClasses(readable);
    boolean shapes =
        IntStream.of(readable).allMatch(i -> !pictures[i].isTransparent() || pictures[i].isShape());
    note(readable, shapes);
    if (layout.classNames().size() > Conditional.MOST_CLASSES) {
      tree.notes.say(
          "%,d classes are more than the %d that networks may be told: training without them",
          layout.classNames().size(), Conditional.MOST_CLASSES);
    }
    Images images = images(readable, ImageShape.grey(size.height(), size.width()), shapes);
    noteBlank(images, readable);
    int[] labels = layout.classNames().isEmpty() ? new int[0] : labels(readable);
    List<BadFile> bad =
        IntStream.range(0, problems.length)
            .filter(i -> problems[i] != null)
            .mapToObj(i -> new BadFile(places.get(i).name(), problems[i]))
            .toList();
    return new ImageSet(tree.origin, images, labels, layout.classNames(), bad)
        .withNotes(tree.notes.lines());
  }

  private Images images(int[] readable, ImageShape shape, boolean shapes) {
    try (PixelStore store = new PixelStore(shape, readable.length, tree.origin)) {
      for (int i : readable) {
        store.add(pictures[i].pixels(shapes), shape.pixels());
        pictures[i] = null;
      }
      return store.images();
    }
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
        pictures[index] = decode(index, tree.bytes(place.path()));
      } catch (UnreadableImageException e) {
        problems[index] = e.getMessage();
      } catch (IOException | RuntimeException e) {
        problems[index] = "cannot be read: " + e;
      }
    }
  }

  private Picture decode(int index, byte[] file) throws UnreadableImageException {
    kinds[index] = PictureKind.of(file);
    if (kinds[index] == null) {
      throw new UnreadableImageException(
          file.length == 0
              ? "empty file (0 bytes)"
              : "no picture: its first bytes are not those of PNG, JPEG, GIF or BMP");
    }
    return kinds[index].decode(file);
  }

  private int[] readable() {
    int[] readable = IntStream.range(0, problems.length).filter(i -> problems[i] == null).toArray();
    if (readable.length == 0) {
      throw new InvalidInputException(
          Text.format(
              "%s: none of its %d images is readable; the first, %s: %s",
              tree.origin, problems.length, places.get(0).name(), problems[0]));
    }
    return readable;
  }

  private PngStructure.Size size(int index) {
    return new PngStructure.Size(pictures[index].height, pictures[index].width);
  }

  /** The size that three in four have; the others become bad files. */
  private PngStructure.Size commonSize(int[] readable) {
    Map<PngStructure.Size, Integer> counts = new LinkedHashMap<>();
    IntStream.of(readable).forEach(i -> counts.merge(size(i), 1, Integer::sum));
    PngStructure.Size most =
        counts.keySet().stream().max((a, b) -> counts.get(a) - counts.get(b)).orElseThrow();
    int first = readable[0];
    for (int i : readable) {
      if (4 * counts.get(most) < 3 * readable.length && !size(i).equals(size(first))) {
        throw new InvalidInputException(
            Text.format(
                "%s: images differ in size: %s has %s pixels, but %s has %s (%d of %d have %s; legal is one size for three in four)",
                tree.origin,
                places.get(i).name(),
                size(i),
                places.get(first).name(),
                size(first),
                counts.get(most),
                readable.length,
                most));
      }
    }
    for (int i : readable) {
      if (!size(i).equals(most)) {
        problems[i] = Text.format("%s pixels, where most have %s", size(i), most);
      }
    }
    return most;
  }

  private void requireClasses(int[] readable) {
    int[] labels = labels(readable);
    for (int c = 0; c < layout.classNames().size(); c++) {
      int wanted = c;
      if (IntStream.of(labels).noneMatch(label -> label == wanted)) {
        String name = layout.classNames().get(c);
        int[] of =
            IntStream.range(0, places.size())
                .filter(i -> places.get(i).className().equals(name))
                .toArray();
        throw new InvalidInputException(
            Text.format(
                "%s: the class %s is missing: none of its %d files is readable; the first, %s: %s",
                tree.origin, name, of.length, places.get(of[0]).name(), problems[of[0]]));
      }
    }
  }

  private int[] labels(int[] readable) {
    Map<String, Integer> indices = new HashMap<>();
    layout.classNames().forEach(name -> indices.put(name, indices.size()));
    return IntStream.of(readable)
        .map(i -> indices.getOrDefault(places.get(i).className(), -1))
        .toArray();
  }

  private void note(int[] readable, boolean shapes) {
    Map<PictureKind, Long> formats =
        IntStream.of(readable)
            .mapToObj(i -> kinds[i])
            .collect(
                Collectors.groupingBy(
                    k -> k, () -> new EnumMap<>(PictureKind.class), Collectors.counting()));
    if (!formats.keySet().equals(Set.of(PictureKind.PNG))) {
      formats.forEach((kind, n) -> tree.notes.say("%,d pictures are %s", n, kind));
    }
    note(readable, "are in colour and are turned grey", Picture::isColour);
    note(
        readable,
        shapes
            ? "are transparent and of one colour each: their alpha is taken, 0 (black) for what cannot be seen"
            : "are transparent and are laid on white",
        Picture::isTransparent);
    note(readable, "have 16 bits and are taken with 8", Picture::isDeep);
    note(readable, "are animated, and their first picture is taken", Picture::isAnimated);
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
    Notes blank = new Notes();
    int count = 0;
    for (int i = 0; i < readable.length; i++) {
      byte[] one = images.image(i);
      byte first = one[0];
      if (one.length > 1 && IntStream.range(0, one.length).allMatch(p -> one[p] == first)) {
        blank.add(
            Text.format("of %,d pictures are of one shade", readable.length),
            places.get(readable[i]).name());
        count++;
      }
    }
    if (2 * count > readable.length) {
      blank.lines().forEach(line -> tree.notes.say("%s", line));
    }
  }
}
