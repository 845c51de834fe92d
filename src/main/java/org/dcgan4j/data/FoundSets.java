package org.dcgan4j.data;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.binding.Text;

/**
 * The sets of images that files of a folder or archive are, other than pictures: each in one file,
 * or in one for training and one for testing. What the files are is told by their contents, what
 * belongs together by their names.
 */
final class FoundSets {
  /** How many files are looked into. */
  private static final int MOST_LOOKS = 10_000;

  private final FileTree tree;
  private final Map<String, Map<Split, Member>> sets = new TreeMap<>();

  private FoundSets(FileTree tree) {
    this.tree = tree;
  }

  /** Which part of a set is meant. Only sets whose files or arrays are named so have both. */
  enum Split {
    TRAIN,
    TEST
  }

  /** A file of images. */
  record Member(FileKind kind, String name) {}

  /** Looks into the files {@code where} it holds. */
  static FoundSets in(FileTree tree, Predicate<String> where) {
    FoundSets found = new FoundSets(tree);
    tree.names().stream()
        .filter(name -> !PictureKind.named(name) && where.test(name))
        .sorted()
        .limit(MOST_LOOKS)
        .forEach(found::look);
    return found;
  }

  private void look(String name) {
    boolean idx = IdxReader.isImages(tree, name);
    FileKind kind = idx ? FileKind.IDX : tree.kind(name, tree.notes);
    boolean images =
        switch (kind) {
          case IDX -> idx;
          case CSV -> CsvReader.isImages(tree, name);
          case NPY -> true;
          case TAR, ZIP -> tree instanceof Folder;
          case UNKNOWN -> false;
        };
    if (!images && (kind == FileKind.TAR || kind == FileKind.ZIP)) {
      tree.notes.add("of its files are archives inside of it and are passed over", name);
    } else if (images) {
      add(SetName.of(name), new Member(kind, name));
    }
  }

  private void add(SetName name, Member member) {
    if (name.validates()) {
      tree.notes.add("of the files of images is for validation and is passed over", member.name());
      return;
    }
    Split split = name.split() == null ? Split.TRAIN : name.split();
    String key = member.kind() + " " + FileTree.parent(member.name()) + "/" + name.set();
    Map<Split, Member> set = sets.computeIfAbsent(key, k -> new EnumMap<>(Split.class));
    Member other = set.putIfAbsent(split, member);
    if (other != null && !IdxFile.isSame(tree, other.name(), member.name())) {
      sets.put(key + " " + member.name(), new EnumMap<>(Map.of(split, member)));
    }
  }

  boolean isEmpty() {
    return sets.isEmpty();
  }

  /** Only those of one kind. */
  FoundSets of(FileKind kind) {
    FoundSets some = new FoundSets(tree);
    some.sets.putAll(sets);
    some.sets.values().removeIf(set -> set.values().iterator().next().kind() != kind);
    return some;
  }

  List<Member> members() {
    return sets.values().stream().flatMap(set -> set.values().stream()).toList();
  }

  /** The file of the one set there is, empty for a test split that is not there, or the choices. */
  Optional<Member> only(Split split) {
    List<Member> all = members();
    List<Member> labels =
        all.stream()
            .filter(m -> m.name().matches(".*\\.np[yz]") && SetName.of(m.name()).isLabels())
            .toList();
    if (labels.size() < all.size()) {
      labels.forEach(m -> tree.notes.add("files are named labels: passed over", m.name()));
      sets.values().removeIf(set -> labels.containsAll(set.values()));
    }
    if (sets.size() == 1) {
      Map<Split, Member> set = sets.values().iterator().next();
      if (set.containsKey(split) || split == Split.TEST) {
        return Optional.ofNullable(set.get(split));
      }
      tree.notes.say("there are only test images: they are taken for training");
      return Optional.of(set.get(Split.TEST));
    }
    if (sets.isEmpty()) {
      String notes = String.join("; ", tree.notes.lines());
      throw InvalidInputException.of(
          "%s: holds no %s%s",
          tree.origin,
          tree instanceof Folder
              ? "images (legal: class folders of pictures, pictures, IDX, CSV or NumPy files, or one archive)"
              : Text.format("pictures among its %d files", tree.names().size()),
          notes.isEmpty() ? "" : "; " + notes);
    }
    boolean archives =
        members().stream().allMatch(m -> m.kind() == FileKind.TAR || m.kind() == FileKind.ZIP);
    throw InvalidInputException.of(
        "%s: holds %d %s; give one of them: %s",
        tree.origin,
        sets.size(),
        archives ? "archives" : "sets of images",
        PictureLayout.shortened(members().stream().map(Member::name).toList()));
  }

  /** The test images that belong to a file of training images, by their names. */
  Optional<Member> testOf(Member training) {
    return sets.values().stream()
        .filter(set -> training.equals(set.get(Split.TRAIN)))
        .flatMap(set -> Optional.ofNullable(set.get(Split.TEST)).stream())
        .findFirst();
  }

  /**
   * What the name of a file or array of images says.
   *
   * @param words its words, without the split, in order
   * @param split which part of its set it is; null where the name does not say
   * @param validates whether it is the part for validation, which nothing here uses
   */
  record SetName(List<String> words, Split split, boolean validates) {
    /** Words of labels. */
    static final Set<String> LABELS = Set.of("y", "labels", "label", "targets", "target");

    /** Words that do not tell one set from another. */
    private static final Set<String> COMMON =
        Set.of("images", "image", "imgs", "x", "data", "idx3", "ubyte", "gz", "csv", "npy", "npz");

    static SetName of(String path) {
      List<String> words = new ArrayList<>();
      Split split = null;
      boolean validates = false;
      for (String word : FileTree.last(path).toLowerCase(Locale.ROOT).split("[^a-z0-9]+")) {
        if (word.matches("train(ing)?(\\d+k?)?")) {
          split = Split.TRAIN;
        } else if (word.matches("test(ing)?(\\d+k?)?|t10k")) {
          split = Split.TEST;
        } else if (word.matches("val(id(ation)?)?")) {
          validates = true;
        } else if (!word.isEmpty()) {
          words.add(word);
        }
      }
      return new SetName(List.copyOf(words), split, validates);
    }

    boolean isLabels() {
      return !Collections.disjoint(words, LABELS);
    }

    /** Equal for the parts of one set. */
    String set() {
      List<String> own = words.stream().filter(word -> !COMMON.contains(word)).toList();
      return String.join("-", own);
    }
  }
}
