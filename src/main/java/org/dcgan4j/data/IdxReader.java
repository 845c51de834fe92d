package org.dcgan4j.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.io.IoProblem;

/**
 * Images in MNIST's format with what lies beside them: labels by MNIST's or QMNIST's names, and
 * EMNIST's mapping from labels to characters.
 *
 * <p>EMNIST's pictures lie on their side (rows and columns are exchanged, as its authors' MATLAB
 * left them) and are put upright. They are known by {@code emnist-} in the file's name, or by the
 * mapping beside it.
 */
final class IdxReader {
  private static final int TEXT_BYTES = 1 << 20;

  private final FileTree tree;
  private final String images;
  private final Notes notes = new Notes();

  IdxReader(FileTree tree, String images) {
    this.tree = tree;
    this.images = images;
  }

  /** Whether a file holds IDX images, going by its contents, or says so by its name. */
  static boolean isImages(FileTree tree, String name) {
    if (FileTree.last(name).contains("idx3")) {
      return true;
    }
    try (InputStream in = FileKind.unpacked(tree.open(name))) {
      return Arrays.equals(in.readNBytes(4), new byte[] {0, 0, 8, 3});
    } catch (IOException e) {
      return false;
    }
  }

  /** Refuses broken files and labels that are not understood. */
  ImageSet read() {
    Images read = IdxFile.readImages(tree, images);
    Labels labels = labels(read.count());
    if (mapping().isPresent() || isEmnist(images)) {
      read = upright(read, tree, notes);
    }
    return new ImageSet(tree.originOf(images), read, labels, notes);
  }

  static boolean isEmnist(String name) {
    return FileTree.last(name).toLowerCase(Locale.ROOT).matches("(.*[^a-z])?emnist[-_].*");
  }

  /** The names of EMNIST's classes by the mapping beside a file; its letters without one. */
  static Map<Integer, String> emnistNames(FileTree tree, String file) {
    IdxReader reader = new IdxReader(tree, file);
    boolean letters = isEmnist(file) && file.toLowerCase(Locale.ROOT).contains("letters");
    return reader
        .mapping()
        .map(reader::characters)
        .orElse(
            letters ? Labels.named(1, List.of("ABCDEFGHIJKLMNOPQRSTUVWXYZ".split(""))) : Map.of());
  }

  /** Exchanges rows and columns, and says so. */
  static Images upright(Images images, FileTree tree, Notes notes) {
    notes.say("%,d pictures of EMNIST lie on their side and are put upright", images.count());
    ImageShape lying = images.shape();
    byte[] upright = new byte[lying.pixels()];
    ImageShape shape = ImageShape.grey(lying.width(), lying.height());
    try (PixelStore store = tree.store(shape, images.count())) {
      images.forEach(
          image -> {
            for (int at = 0; at < image.length; at++) {
              upright[at % lying.width() * lying.height() + at / lying.width()] = image[at];
            }
            store.add(upright, upright.length);
          });
      return store.images();
    }
  }

  private Labels labels(int count) {
    Optional<String> file = labelFile();
    if (file.isEmpty()) {
      return Labels.NONE;
    }
    String name = tree.label(file.get());
    int[] numbers = IdxFile.readLabels(tree, file.get());
    if (numbers.length != count) {
      throw InvalidInputException.of(
          "%s: bytes 4 to 7 promise %d labels, but %s has %d images",
          name, numbers.length, tree.label(images), count);
    }
    // The names of classes that this program writes beside labels, a line each.
    String list = IdxFile.namesOf(file.get());
    return Labels.of(
        numbers,
        tree.names().contains(list)
            ? Labels.named(0, text(list).lines().toList())
            : emnistNames(tree, images),
        notes);
  }

  /** The labels by MNIST's name, or by its start alone; what else may be labels is named. */
  private Optional<String> labelFile() {
    String file = FileTree.last(images);
    int at = file.indexOf("images");
    String start = at < 0 ? null : file.substring(0, at) + "labels";
    String beside = IdxFile.labelsBeside(Path.of(IdxFile.unpacked(file))).toString();
    List<String> found = new ArrayList<>();
    for (String path : beside()) {
      String name = FileTree.last(path);
      boolean idx = !path.equals(images) && isLabels(path);
      boolean exact = IdxFile.unpacked(name).equals(beside);
      if (exact || start != null && name.startsWith(start)) {
        if (idx) {
          found.add(exact ? 0 : found.size(), path);
        } else if (!name.endsWith(".txt")) {
          notes.say("%s is not understood as labels and is passed over", tree.label(path));
        }
      } else if (idx && !name.contains("labels")) {
        notes.say("%s is passed over: labels are known by MNIST's names alone", tree.label(path));
      }
    }
    for (String path : found) {
      if (!IdxFile.isSame(tree, found.get(0), path)) {
        if (!IdxFile.unpacked(FileTree.last(found.get(0))).equals(beside)) {
          throw InvalidInputException.of(
              "%s: has labels in %s; leave one of them", tree.label(images), found);
        }
        notes.say("%s is passed over: the labels are %s", tree.label(path), found.get(0));
      }
    }
    return found.stream().findFirst();
  }

  private boolean isLabels(String name) {
    return !PictureKind.named(name)
        && !name.endsWith(".txt")
        && (FileTree.last(name).contains("idx1") || tree.kind(name, new Notes()) == FileKind.IDX)
        && !isImages(tree, name);
  }

  /** The mapping of the same name up to there; another one alone, where the images have no name. */
  private Optional<String> mapping() {
    List<String> all = beside().stream().filter(name -> name.endsWith("mapping.txt")).toList();
    String file = FileTree.last(images);
    Optional<String> named =
        all.stream()
            .filter(m -> file.startsWith(FileTree.last(m).replaceFirst("mapping\\.txt$", "")))
            .findFirst();
    return named.isEmpty() && all.size() == 1 && !isEmnist(images)
        ? Optional.of(all.get(0))
        : named;
  }

  private Collection<String> beside() {
    String folder = FileTree.parent(images);
    return tree.names().stream().filter(n -> FileTree.parent(n).equals(folder)).sorted().toList();
  }

  /** EMNIST's mapping: a label and the codes of its characters, the first of which is its name. */
  private Map<Integer, String> characters(String mapping) {
    Map<Integer, String> characters = new HashMap<>();
    for (String line : text(mapping).lines().filter(l -> !l.isBlank()).toList()) {
      if (!line.matches("\\s*\\d{1,5}(\\s+\\d{1,5})+\\s*")) {
        throw InvalidInputException.of(
            "%s: \"%s\" is no label with the codes of its characters (as in \"1 65 97\")",
            tree.label(mapping), line.strip());
      }
      String[] numbers = line.strip().split("\\s+");
      int code = Integer.parseInt(numbers[1]);
      if (code > ' ' && code < Character.MIN_SURROGATE) {
        characters.put(Integer.parseInt(numbers[0]), Character.toString(code));
      }
    }
    return characters;
  }

  private String text(String file) {
    try (InputStream in = tree.open(file)) {
      return new String(in.readNBytes(TEXT_BYTES), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new InvalidInputException(tree.label(file) + ": cannot be read: " + IoProblem.of(e), e);
    }
  }
}
