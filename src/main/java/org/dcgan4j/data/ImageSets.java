package org.dcgan4j.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.binding.Text;
import org.dcgan4j.config.Config;
import org.dcgan4j.config.DataConfig;
import org.dcgan4j.config.DataConfig.Colour;
import org.dcgan4j.config.DataConfig.DataSet;
import org.dcgan4j.config.DataConfig.Fit;
import org.dcgan4j.data.FoundSets.Member;
import org.dcgan4j.data.FoundSets.SetName;
import org.dcgan4j.data.FoundSets.Split;
import org.dcgan4j.data.letters.LetterRenderer;
import org.dcgan4j.data.letters.RenderedLetters;

/** Loads a data set from whatever a path turns out to be, by contents and not by name. */
public final class ImageSets {
  private static final List<Path> NOTMNIST =
      List.of(Path.of("notmnist", "notMNIST_small"), Path.of("notmnist", "notMNIST_small.tar.gz"));
  private static final Path MNIST = Path.of("mnist");

  /** Sets whose brightest pixel is below are said to be: their values may be 0 to 1 or to 16. */
  private static final int DARK = 64;

  private final Wanted wanted;
  private final Progress progress;

  private ImageSets(Wanted wanted, Progress progress) {
    this.wanted = wanted;
    this.progress = progress;
  }

  /**
   * The training images that a configuration asks for, of one class where it says so: what it
   * names, what was fetched, or what can be rendered. Where there are none, it is said how to get
   * them.
   */
  public static ImageSet load(Config config, IntConsumer renderProgress, Progress progress) {
    return load(config.data(), Wanted.of(config), renderProgress, progress);
  }

  /** The same, of data that nothing is trained on. */
  public static ImageSet load(DataConfig config, IntConsumer renderProgress, Progress progress) {
    return load(config, Wanted.of(config), renderProgress, progress);
  }

  private static ImageSet load(
      DataConfig config, Wanted wanted, IntConsumer renderProgress, Progress progress) {
    if (config.set().isDrawn()) {
      throw new InvalidInputException(config.set().word() + " has points, and no images");
    }
    ImageSet all = load(folder(config, renderProgress), wanted, progress);
    return config.onlyClass() == null ? all : all.only(config.onlyClass());
  }

  private static Path folder(DataConfig config, IntConsumer renderProgress) {
    if (config.dir() != null) {
      return Path.of(config.dir());
    }
    if (config.set() == DataSet.MNIST) {
      if (!Files.isDirectory(MNIST)) {
        throw new InvalidInputException(
            "MNIST is not in the folder "
                + MNIST
                + "; scripts/fetch-mnist.sh puts it there, or name a folder with --data");
      }
      return MNIST;
    }
    for (Path path : config.set() == DataSet.LETTERS ? List.<Path>of() : NOTMNIST) {
      if (Files.exists(path)) {
        return path;
      }
    }
    ImageShape shape = shapeOfLetters(config);
    boolean usual = shape.equals(LetterRenderer.USUAL);
    Path rendered = Path.of("notmnist", usual ? "rendered" : "rendered-" + shape);
    RenderedLetters.ensure(
        rendered, shape, config.rendered(), config.renderedSeed(), renderProgress);
    return rendered;
  }

  /** The shape of the letters that are rendered for a configuration. */
  public static ImageShape shapeOfLetters(DataConfig config) {
    int side = config.size() == 0 ? LetterRenderer.USUAL.width() : config.size();
    return RenderedLetters.shape(side, config.colour() == Colour.RGB);
  }

  /** The training images at {@code path}; see {@link #load(Path, Wanted, Progress)}. */
  public static ImageSet load(Path path) {
    return load(path, Wanted.ANY, Progress.NONE);
  }

  /** The training images at {@code path}; see {@link #load(Path, Wanted, Progress)}. */
  public static ImageSet load(Path path, Wanted wanted) {
    return load(path, wanted, Progress.NONE);
  }

  /** The images of a part of a set; see {@link #load(Path, Wanted, Progress)}. */
  static ImageSet load(Path path, Split split, Wanted wanted) {
    return new ImageSets(wanted, Progress.NONE).load(path, split);
  }

  /**
   * Loads the training images of a folder or an archive (.tar.gz, .tar, .zip) of class folders with
   * pictures (PNG, JPEG, GIF, BMP), of pictures without classes, or of IDX or CSV files; one such
   * file (an IDX file with its labels beside it); a NumPy array or archive; or a folder that holds
   * one of these.
   *
   * <p>Decoded pictures are kept in a cache file beside the data or in the user's cache folder, and
   * read from there as long as no file changed.
   *
   * @throws InvalidInputException if there is nothing usable, or several sets; the message names
   *     the file
   */
  public static ImageSet load(Path path, Wanted wanted, Progress progress) {
    return new ImageSets(wanted, progress).load(path, Split.TRAIN);
  }

  private ImageSet load(Path path, Split split) {
    String none = path + ": has no test images (expected t10k-images-idx3-ubyte[.gz])";
    ImageSet set = find(path, split).orElseThrow(() -> new InvalidInputException(none));
    int brightest = 0;
    for (int i = 0; i < set.count() && brightest < DARK; i++) {
      for (byte pixel : set.images().image(i)) {
        brightest = Math.max(brightest, pixel & 0xFF);
      }
    }
    List<String> notes = new ArrayList<>(set.notes());
    notes.add("the brightest pixel is " + brightest + " of 255, and is taken as that");
    return brightest < DARK ? set.withNotes(notes) : set;
  }

  /**
   * The test images that belong to training images, with the same classes, if any: in a folder or
   * an archive, pictures; of a file, another beside it or in it.
   *
   * @param fit how the training images became what they are
   */
  public static Optional<ImageSet> testImagesOf(ImageSet training, Fit fit) {
    Path file = Path.of(training.origin());
    Wanted same = Wanted.like(training.images().shape(), fit);
    return new ImageSets(same, Progress.NONE)
        .testImages(file)
        .map(images -> images.among(training.classNames()));
  }

  private Optional<ImageSet> testImages(Path file) {
    if (Files.isDirectory(file)) {
      Folder folder = new Folder(file, Folder.DEPTH);
      return in(folder, Split.TEST, layout -> PictureSet.read(folder, layout, wanted));
    }
    return Files.isRegularFile(file) ? inFile(file, Split.TEST) : Optional.empty();
  }

  /** Empty for a test split that is not there. */
  private Optional<ImageSet> find(Path path, Split split) {
    if (Files.isDirectory(path)) {
      return inFolder(path, split);
    }
    if (!Files.isRegularFile(path)) {
      throw new InvalidInputException(path + ": no such file or folder");
    }
    return inFile(path, split);
  }

  private Optional<ImageSet> inFolder(Path path, Split split) {
    DecodedCache cache = DecodedCache.of(path);
    Folder folder = new Folder(path, Folder.DEPTH);
    folder.progress = progress;
    return in(
        folder,
        split,
        layout -> {
          folder.cache = cache; // of pictures alone: other files are as soon read again
          List<String> names = layout.places().stream().map(PictureLayout.Place::path).toList();
          return cache.read(
              folder.fingerprint(names),
              wanted,
              kept -> !PictureSet.readsMore(folder, layout, kept.badFiles()),
              () -> PictureSet.read(folder, layout, wanted));
        });
  }

  /** IDX files, else pictures, else what there is; what lies beside those is named. */
  private Optional<ImageSet> in(
      FileTree tree, Split split, Function<PictureLayout, ImageSet> pictures) {
    Optional<ImageSet> cifar = CifarReader.read(tree, split);
    if (cifar.isPresent()) {
      return cifar.map(set -> brought(tree, set));
    }
    Predicate<String> isTop = name -> tree instanceof Archive || name.indexOf('/') < 0;
    FoundSets top = FoundSets.in(tree, isTop);
    FoundSets idx = top.of(FileKind.IDX);
    if (!idx.isEmpty()) {
      tree.names().stream()
          .filter(PictureKind::named)
          .forEach(name -> tree.notes.add("pictures beside the IDX files: passed over", name));
      Stream.of(top, FoundSets.in(tree, name -> !isTop.test(name)))
          .flatMap(sets -> sets.members().stream())
          .filter(m -> !idx.members().contains(m))
          .forEach(m -> tree.notes.add("other sets beside the IDX files: passed over", m.name()));
      return idx.only(split).flatMap(member -> read(tree, member, split));
    }
    PictureLayout layout = PictureLayout.of(tree, split);
    Set<String> taken =
        layout.places().stream().map(PictureLayout.Place::path).collect(Collectors.toSet());
    FoundSets below = FoundSets.in(tree, name -> !isTop.test(name) && !taken.contains(name));
    if (split == Split.TEST && layout.isEmpty() && !PictureLayout.of(tree, Split.TRAIN).isEmpty()) {
      return Optional.empty();
    }
    if (layout.isEmpty()) {
      FoundSets all = top.isEmpty() ? below : top;
      return split == Split.TEST && all.isEmpty()
          ? Optional.empty()
          : all.only(split).flatMap(m -> read(tree, m, split));
    }
    Set<String> sets =
        Stream.of(top, below)
            .flatMap(found -> found.members().stream().map(Member::name))
            .filter(name -> !taken.contains(name))
            .collect(Collectors.toCollection(TreeSet::new));
    sets.forEach(n -> tree.notes.add("files of images beside the pictures: passed over", n));
    if (layout.classNames().isEmpty()) { // in class folders they are bad pictures
      Set<String> folders = taken.stream().map(FileTree::parent).collect(Collectors.toSet());
      tree.names().stream()
          .filter(name -> folders.contains(FileTree.parent(name)))
          .filter(name -> !taken.contains(name) && !sets.contains(name))
          .sorted()
          .forEach(n -> tree.notes.add("of its files are no pictures and are passed over", n));
    }
    return Optional.of(pictures.apply(layout));
  }

  private Optional<ImageSet> inFile(Path file, Split split) {
    FileKind kind = FileKind.of(file);
    if (kind == FileKind.UNKNOWN && split == Split.TEST) {
      return Optional.empty(); // of a picture
    }
    if (kind == FileKind.UNKNOWN
        && (PictureKind.named(file.toString()) || PictureKind.isOne(file))) {
      return Optional.of(picture(file));
    }
    if (kind == FileKind.UNKNOWN && FileKind.isEmpty(file)) {
      throw new InvalidInputException(file + ": is empty");
    }
    if (kind == FileKind.UNKNOWN) {
      throw new InvalidInputException(
          file
              + ": not a data set: its first bytes are neither IDX nor NumPy nor tar (plain or"
              + " gzip) nor zip, nor a picture's, nor lines of pixels");
    }
    if (isArchive(file, kind)) {
      if (split == Split.TEST) {
        return inArchive(file, kind, split, null);
      }
      DecodedCache cache = DecodedCache.of(file);
      Supplier<ImageSet> all = () -> inArchive(file, kind, split, cache).orElseThrow();
      return Optional.of(cache.read(Folder.Fingerprint.of(file), wanted, kept -> true, all));
    }
    Path parent = file.getParent();
    Folder beside = new Folder(parent == null ? Path.of("") : parent, 1);
    Member member = new Member(kind, file.getFileName().toString());
    if (kind == FileKind.ZIP) {
      return NumpyReader.read(file, split).map(set -> brought(beside, noted(beside, member, set)));
    }
    return split == Split.TRAIN
        ? read(beside, member, split)
        : FoundSets.in(beside, name -> true)
            .testOf(member)
            .flatMap(test -> read(beside, test, split));
  }

  /** A single picture. */
  private ImageSet picture(Path file) {
    String name = file.getFileName().toString();
    PictureLayout alone =
        new PictureLayout(List.of(), List.of(new PictureLayout.Place(name, "", -1, false)));
    return PictureSet.read(Folder.ofOne(file), alone, wanted);
  }

  static boolean isArchive(Path file, FileKind kind) {
    return kind == FileKind.TAR || kind == FileKind.ZIP && !NumpyReader.holdsArrays(file);
  }

  private Optional<ImageSet> inArchive(Path file, FileKind kind, Split split, DecodedCache cache) {
    try (Archive archive = new Archive(file, kind)) {
      archive.cache = cache;
      archive.progress = progress;
      return in(archive, split, layout -> PictureSet.read(archive, layout, wanted));
    } catch (IOException e) {
      throw new InvalidInputException(file + ": cannot be read: " + e.getMessage(), e);
    }
  }

  private Optional<ImageSet> read(FileTree tree, Member member, Split split) {
    String name = member.name();
    Optional<ImageSet> read =
        switch (member.kind()) {
          case IDX -> Optional.of(new IdxReader(tree, name).read());
          case CSV -> Optional.of(CsvReader.read(tree, name));
          case NPY -> Optional.of(NumpyReader.read(tree, name));
          default -> find(Path.of(tree.label(name)), split);
        };
    return read.map(set -> brought(tree, noted(tree, member, set)));
  }

  private ImageSet brought(FileTree tree, ImageSet set) {
    long coloured = Wanted.coloured(set.images());
    Images brought = wanted.brought(set.images(), coloured, tree::store);
    if (brought == set.images()) {
      return set;
    }
    List<String> notes = new ArrayList<>(set.notes());
    if (coloured > 0 && brought.shape().isGrey()) {
      notes.add(Text.format("%,d pictures in colour are turned grey", coloured));
    }
    notes.add(
        Text.format(
            "all images, %s, are brought to %s (%s)",
            set.images().shape(), brought.shape(), wanted.fit().word()));
    return set.withImages(brought).withNotes(notes);
  }

  /** With what was passed over, and files that may be its labels. */
  private static ImageSet noted(FileTree tree, Member member, ImageSet set) {
    SetName of = SetName.of(member.name());
    List<String> notes = new ArrayList<>(tree.notes.lines());
    notes.addAll(set.notes());
    for (String name : set.labelled() ? Set.<String>of() : new TreeSet<>(tree.names())) {
      SetName other = SetName.of(name);
      if (other.isLabels()
          && (other.split() == null || other.split() == of.split())
          && FileTree.parent(name).equals(FileTree.parent(member.name()))
          && !name.equals(member.name())
          && notes.stream().noneMatch(note -> note.contains(FileTree.last(name)))) {
        notes.add(tree.label(name) + " is named labels, and is passed over");
      }
    }
    return set.withNotes(notes);
  }
}
