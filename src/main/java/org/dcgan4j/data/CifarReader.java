package org.dcgan4j.data;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.data.FoundSets.Split;

/**
 * Reads the binary files of CIFAR-10 and CIFAR-100 (Krizhevsky, "Learning multiple layers of
 * features from tiny images", 2009): for each picture one label, or a coarse and a fine one, and
 * {@code [3, 32, 32]} bytes.
 */
final class CifarReader {
  private static final ImageShape SHAPE = new ImageShape(3, 32, 32);
  private static final Pattern OF_10 = Pattern.compile("(data_batch_\\d+|test_batch)\\.bin");
  private static final Pattern OF_100 = Pattern.compile("(train|test)\\.bin");
  private static final Pattern PICKLED = Pattern.compile("data_batch_\\d+|test_batch|train|test");

  /** What Python's pickled objects begin with. */
  private static final int PICKLE = 0x80;

  private CifarReader() {}

  /**
   * All pictures of a part. What lies beside the files, and is none of CIFAR's, is named.
   *
   * @return empty where there are no such files
   * @throws InvalidInputException if they are Python's, of several sets, or broken
   */
  static Optional<ImageSet> read(FileTree tree, Split split) {
    List<String> ten = files(tree, OF_10);
    List<String> all = new ArrayList<>(ten);
    all.addAll(files(tree, OF_100).stream().filter(name -> isOf100(tree, name)).toList());
    if (all.isEmpty()) {
      requireNotPickled(tree);
      return Optional.empty();
    }
    boolean both = !ten.isEmpty() && ten.size() < all.size();
    if (both || all.stream().map(FileTree::parent).distinct().count() > 1) {
      throw InvalidInputException.of(
          "%s: holds files of several sets of CIFAR (%s); give the folder of one, or take the others away",
          tree.origin, PictureLayout.shortened(all));
    }
    List<String> files =
        all.stream().filter(name -> isTest(name) == (split == Split.TEST)).toList();
    if (files.isEmpty()) {
      return Optional.empty();
    }
    tree.names().stream()
        .filter(PictureKind::named)
        .forEach(name -> tree.notes.add("pictures beside CIFAR's files: passed over", name));
    FoundSets.in(tree, name -> !all.contains(name))
        .members()
        .forEach(m -> tree.notes.add("other sets beside CIFAR's files: passed over", m.name()));
    try {
      return Optional.of(read(tree, files, ten.isEmpty() ? 2 : 1));
    } catch (IOException e) {
      throw new InvalidInputException(tree.origin + ": cannot be read: " + e.getMessage(), e);
    }
  }

  private static boolean isTest(String name) {
    return FileTree.last(name).startsWith("test");
  }

  /** Its files have everybody's names, and are broken only where nothing else could be meant. */
  private static boolean isOf100(FileTree tree, String name) {
    boolean fits = tree.sizes.get(name) % (2 + SHAPE.pixels()) == 0;
    return tree.names().stream().noneMatch(PictureKind::named)
        && (fits || FoundSets.in(tree, n -> !n.equals(name)).isEmpty());
  }

  private static void requireNotPickled(FileTree tree) {
    if (tree.names().stream().noneMatch(PictureKind::named)
        && tree.names().stream().anyMatch(name -> isPickled(tree, name))) {
      throw InvalidInputException.of(
          "%s: holds CIFAR as Python wrote it; legal are its binary version (cifar-10-binary.tar.gz or cifar-100-binary.tar.gz) and folders of its pictures",
          tree.origin);
    }
  }

  private static boolean isPickled(FileTree tree, String name) {
    if (!PICKLED.matcher(FileTree.last(name)).matches()) {
      return false;
    }
    try (InputStream in = tree.open(name)) {
      return in.read() == PICKLE;
    } catch (IOException e) {
      return false; // whoever needs it says why
    }
  }

  private static List<String> files(FileTree tree, Pattern pattern) {
    return tree.names().stream()
        .filter(name -> pattern.matcher(FileTree.last(name)).matches())
        .sorted(PictureLayout.naturalOrder())
        .toList();
  }

  private static ImageSet read(FileTree tree, List<String> files, int labels) throws IOException {
    int record = labels + SHAPE.pixels();
    int count = 0;
    for (String file : files) {
      long bytes = tree.sizes.get(file);
      if (bytes == 0 || bytes % record != 0) {
        throw InvalidInputException.of(
            "%s: has %d bytes, legal is a multiple of %d: %d of labels and a picture of %s",
            tree.label(file), bytes, record, labels, SHAPE);
      }
      count = Math.addExact(count, Math.toIntExact(bytes / record));
    }
    int[] classes = new int[count];
    try (PixelStore store = tree.store(SHAPE, count)) {
      int at = 0;
      for (String file : files) {
        try (InputStream in = new BufferedInputStream(tree.open(file), 1 << 20)) {
          for (long left = tree.sizes.get(file) / record; left > 0; left--) {
            byte[] one = in.readNBytes(record);
            if (one.length < record) {
              throw new IOException(tree.label(file) + " ends early");
            }
            classes[at] = one[labels - 1] & 0xFF;
            store.put(at, Arrays.copyOfRange(one, labels, record));
            at++;
          }
        }
      }
      if (labels == 2) {
        tree.notes.say("of its two labels the fine one is taken");
      }
      return named(tree, FileTree.parent(files.get(0)), store.images(), classes, labels);
    }
  }

  private static ImageSet named(
      FileTree tree, String folder, Images images, int[] classes, int labels) throws IOException {
    String wanted = labels == 1 ? "batches.meta.txt" : "fine_label_names.txt";
    List<String> names = new ArrayList<>();
    for (String name : tree.names()) {
      if (FileTree.last(name).equals(wanted) && FileTree.parent(name).equals(folder)) {
        String text = new String(tree.bytes(name), StandardCharsets.UTF_8);
        text.lines().map(String::strip).filter(line -> !line.isEmpty()).forEach(names::add);
      }
    }
    if (names.isEmpty()) {
      tree.notes.say("no %s names the classes", wanted);
    }
    return new ImageSet(
        tree.origin, images, Labels.of(classes, Labels.named(0, names), tree.notes), tree.notes);
  }
}
