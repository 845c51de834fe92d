package org.dcgan4j.data;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.data.FoundSets.SetName;
import org.dcgan4j.data.FoundSets.Split;

/**
 * Which of the files of a folder or archive make the data set, and in which class each is.
 *
 * <p>A class folder is one that holds pictures; all class folders lie side by side, however deep.
 * Every file in them belongs to the set, and so does a picture elsewhere (as a bad one, if there
 * are few); anything else, such as a README, does not. Without class folders the set is flat and
 * has no classes. Of folders for training and for testing above all that, one is taken. The classes
 * are in natural order (2 before 10), the files in that of their names, whatever the file system.
 */
record PictureLayout(List<String> classNames, List<Place> places) {
  /** One in so many pictures may lie outside the class folders. */
  private static final int FEW = 10;

  private static final int SIGNATURE = 12;
  private static final Pattern INNER =
      Pattern.compile("(?i)(image|img|picture|pic|photo|jpe?g|png)s?");

  /**
   * @param path the file's name in the tree
   * @param className the class folder's name; empty in a flat set
   * @param label the index of the class; -1 without one
   * @param misplaced a picture outside the class folders
   */
  record Place(String path, String className, int label, boolean misplaced) {
    /** Its name in messages. */
    String name() {
      String file = FileTree.last(path);
      return misplaced ? path : className.isEmpty() ? file : className + "/" + file;
    }
  }

  PictureLayout {
    classNames = List.copyOf(classNames);
    places = List.copyOf(places);
  }

  boolean isEmpty() {
    return places.isEmpty();
  }

  /**
   * Refuses a tree that may mean several sets, or misses a class.
   *
   * @param split which part, where there are parts; all is for training, where there are none
   */
  static PictureLayout of(FileTree tree, Split split) {
    Map<Split, String> parts = parts(tree);
    if (parts.isEmpty() && split == Split.TEST) {
      return new PictureLayout(List.of(), List.of());
    }
    String part = parts.get(split);
    String within = parts.isEmpty() ? "" : part + "/";
    List<String> all = tree.names().stream().filter(name -> name.startsWith(within)).toList();
    List<String> shown = all.stream().filter(name -> isPicture(tree, name)).toList();
    String inner = inner(shown);
    if (!inner.isEmpty()) {
      tree.notes.say("the pictures of each class lie in a folder %s of their own", inner);
    }
    SortedMap<String, List<String>> files = byFolder(all.stream(), inner);
    SortedMap<String, List<String>> pictures = byFolder(shown.stream(), inner);
    String root = root(tree.origin, pictures.keySet(), part);
    List<String> classFolders =
        pictures.keySet().stream()
            .filter(f -> !f.isEmpty() && isIn(root, f))
            .filter(f -> !f.equals(part))
            .toList();
    List<Place> places = new ArrayList<>();
    for (int label = 0; label < classFolders.size(); label++) {
      for (String path : files.get(classFolders.get(label))) {
        places.add(new Place(path, FileTree.last(classFolders.get(label)), label, false));
      }
    }
    boolean flat = classFolders.isEmpty();
    List<Place> others =
        pictures.entrySet().stream()
            .filter(folder -> !classFolders.contains(folder.getKey()))
            .flatMap(folder -> folder.getValue().stream())
            .map(path -> new Place(path, "", -1, !flat))
            .toList();
    if (!flat) {
      requireFew(tree.origin, others, places.size(), classFolders);
      requireClasses(tree, root, pictures.keySet());
    }
    for (BadFile closed : tree.closed) {
      tree.notes.add("of its folders or links is passed over: " + closed.reason(), closed.name());
    }
    places.addAll(others);
    return new PictureLayout(classFolders.stream().map(FileTree::last).toList(), places);
  }

  /**
   * The folders named for training and for testing, side by side, that hold all pictures; none
   * where there are no such two. One for validation beside them is passed over.
   */
  private static Map<Split, String> parts(FileTree tree) {
    List<String> pictures = tree.names().stream().filter(PictureKind::named).toList();
    Map<String, SetName> named = new TreeMap<>();
    for (String name : pictures) {
      for (int end = name.indexOf('/'); end >= 0; end = name.indexOf('/', end + 1)) {
        SetName word = SetName.of(FileTree.last(name.substring(0, end)));
        if (word.words().isEmpty() && (word.validates() || word.split() != null)) {
          named.put(name.substring(0, end), word);
          break;
        }
      }
    }
    Map<Split, String> parts = new EnumMap<>(Split.class);
    named.forEach(
        (folder, word) -> {
          if (!word.validates()) {
            parts.putIfAbsent(word.split(), folder);
          }
        });
    boolean beside = named.keySet().stream().map(FileTree::parent).distinct().count() == 1;
    boolean whole =
        pictures.stream()
            .allMatch(name -> named.keySet().stream().anyMatch(f -> name.startsWith(f + "/")));
    if (!beside || !whole || named.size() < 2 || !parts.containsKey(Split.TRAIN)) {
      return Map.of();
    }
    named.forEach(
        (folder, word) -> {
          if (word.validates()) {
            tree.notes.say("%s is for validation and is passed over", folder);
          }
        });
    return parts;
  }

  /**
   * The name of the folders that all pictures lie in, one in each class folder, as {@code
   * train/n01443537/images} of Tiny ImageNet; empty where they lie in the class folders. Other
   * names could be those of classes.
   */
  private static String inner(List<String> pictures) {
    List<String> folders = pictures.stream().map(FileTree::parent).distinct().toList();
    Set<String> names = folders.stream().map(FileTree::last).collect(Collectors.toSet());
    boolean alike =
        names.size() == 1
            && folders.size() > 1
            && folders.stream().map(PictureLayout::depth).distinct().count() == 1
            && folders.stream().map(FileTree::parent).map(FileTree::parent).distinct().count() == 1;
    String name = alike ? names.iterator().next() : "";
    return INNER.matcher(name).matches() ? name : "";
  }

  /** The files of each folder; only those in folders of the inner name, where there is one. */
  private static SortedMap<String, List<String>> byFolder(Stream<String> names, String inner) {
    SortedMap<String, List<String>> files = new TreeMap<>(naturalOrder());
    files.putAll(
        names
            .filter(name -> inner.isEmpty() || FileTree.last(FileTree.parent(name)).equals(inner))
            .sorted()
            .collect(
                Collectors.groupingBy(
                    name -> FileTree.parent(inner.isEmpty() ? name : FileTree.parent(name)))));
    return files;
  }

  private static boolean isPicture(FileTree tree, String name) {
    if (PictureKind.named(name)) {
      return true;
    }
    try (InputStream in = tree.open(name)) {
      return PictureKind.of(in.readNBytes(SIGNATURE)) != null;
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean isIn(String root, String folder) {
    return FileTree.parent(folder).equals(root);
  }

  /** Nobody knows what is meant where many pictures lie beside the class folders. */
  private static void requireFew(
      String origin, List<Place> others, int inClasses, List<String> classFolders) {
    boolean ambiguous = classFolders.size() == 1 || others.size() * FEW > inClasses + others.size();
    if (!others.isEmpty() && ambiguous) {
      throw InvalidInputException.of(
          "%s: holds %d pictures outside of its class folders (the first: %s) and %d in them (%s); give one of the folders, or move pictures until all lie in class folders or none does",
          origin, others.size(), others.get(0).path(), inClasses, shortened(classFolders));
    }
  }

  /** A folder among the class folders that cannot be read, or is empty, is a class that is lost. */
  private static void requireClasses(FileTree tree, String root, Set<String> withPictures) {
    for (BadFile closed : tree.closed) {
      if (isIn(root, closed.name())) {
        throw InvalidInputException.of(
            "%s: the class folder %s is missing: %s; mend it or take it away",
            tree.origin, closed.name(), closed.reason());
      }
    }
    for (String folder : tree.folders) {
      String within = folder + "/";
      if (folder.isEmpty() || !isIn(root, folder) || withPictures.contains(folder)) {
        continue;
      }
      boolean deeper = withPictures.stream().anyMatch(f -> f.startsWith(within));
      List<String> files =
          tree.names().stream().filter(f -> f.startsWith(within)).sorted().toList();
      throw InvalidInputException.of(
          "%s: the class folder %s has no pictures%s; fill it or take it away",
          tree.origin,
          folder,
          deeper
              ? " but in folders of its own"
              : files.isEmpty()
                  ? tree.notes.lines().stream()
                      .map(line -> ", " + line)
                      .collect(Collectors.joining())
                  : " among its files (" + shortened(files) + ")");
    }
  }

  /**
   * The folder of the class folders: the shallowest one.
   *
   * @param part the folder of the part, whose own pictures are in no class; null without parts
   */
  private static String root(String origin, Set<String> withPictures, String part) {
    List<String> folders =
        withPictures.stream().filter(f -> !f.isEmpty() && !f.equals(part)).toList();
    int shallowest = folders.stream().mapToInt(PictureLayout::depth).min().orElse(0);
    Set<String> roots =
        folders.stream()
            .filter(folder -> depth(folder) == shallowest)
            .map(FileTree::parent)
            .collect(Collectors.toCollection(TreeSet::new));
    if (roots.size() > 1) {
      throw InvalidInputException.of(
          "%s: holds several sets of class folders (in %s); give one of them",
          origin, shortened(roots));
    }
    return roots.isEmpty() ? "" : roots.iterator().next();
  }

  static String shortened(Collection<String> names) {
    String first = names.stream().limit(FEW).collect(Collectors.joining(", "));
    return first + (names.size() > FEW ? ", …" : "");
  }

  private static int depth(String folder) {
    return (int) folder.chars().filter(c -> c == '/').count();
  }

  /** By names, but numbers in them by their value: 0, 1, 2, 10; {@code a2} before {@code a10}. */
  static Comparator<String> naturalOrder() {
    return Comparator.comparing(PictureLayout::padded).thenComparing(Comparator.naturalOrder());
  }

  /** With every number filled up with zeros to one length. */
  private static String padded(String name) {
    StringBuilder padded = new StringBuilder();
    for (String part : name.split("(?<=\\d)(?=\\D)|(?<=\\D)(?=\\d)")) {
      boolean number = !part.isEmpty() && Character.isDigit(part.charAt(0));
      padded.append("0".repeat(number ? Math.max(0, 20 - part.length()) : 0)).append(part);
    }
    return padded.toString();
  }
}
