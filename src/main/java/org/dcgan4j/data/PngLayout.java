package org.dcgan4j.data;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.dcgan4j.config.InvalidInputException;

/**
 * Which of the files of a folder or archive make the data set, and in which class each is.
 *
 * <p>A class folder is one that holds PNG files; all class folders lie side by side, however deep.
 * Every file in them belongs to the set, and so does a PNG file elsewhere (as a bad one); anything
 * else, such as a README, does not. Without class folders the set is flat and has no classes. The
 * order is by class, then by file name, and does not depend on the file system.
 */
record PngLayout(List<String> classNames, List<Place> places) {
  /**
   * @param path the path given to {@link #of}
   * @param className the class folder's name; empty in a flat set
   * @param misplaced a PNG file outside the class folders
   */
  record Place(String path, String className, boolean misplaced) {
    String name() {
      String file = path.substring(path.lastIndexOf('/') + 1);
      return misplaced ? path : className.isEmpty() ? file : className + "/" + file;
    }
  }

  /**
   * @param origin for the message
   * @param paths relative, with {@code /} between the parts
   * @throws InvalidInputException if class folders lie in different folders of the same depth
   */
  static PngLayout of(String origin, Collection<String> paths) {
    List<String> visible = paths.stream().filter(p -> !hidden(p)).toList();
    Set<String> folders =
        visible.stream()
            .filter(PngLayout::png)
            .map(PngLayout::parent)
            .collect(Collectors.toCollection(TreeSet::new));
    String root = root(origin, folders);
    folders.removeIf(f -> !f.isEmpty() && !parent(f).equals(root));
    if (folders.size() > 1) {
      folders.remove("");
    }
    List<Place> places = new ArrayList<>();
    for (String path : visible) {
      String folder = parent(path);
      if (folders.contains(folder) && (!folder.isEmpty() || png(path))) {
        places.add(new Place(path, last(folder), false));
      } else if (png(path)) {
        places.add(new Place(path, "", true));
      }
    }
    places.sort(Comparator.comparing(Place::className).thenComparing(Place::path));
    List<String> classes = folders.stream().map(PngLayout::last).filter(c -> !c.isEmpty()).toList();
    return new PngLayout(classes, List.copyOf(places));
  }

  boolean isEmpty() {
    return places.isEmpty();
  }

  /** The folder of the class folders: the shallowest one. */
  private static String root(String origin, Set<String> folders) {
    Set<String> roots = new TreeSet<>();
    int shallowest = Integer.MAX_VALUE;
    for (String folder : folders) {
      if (!folder.isEmpty() && depth(folder) <= shallowest) {
        if (depth(folder) < shallowest) {
          roots.clear();
          shallowest = depth(folder);
        }
        roots.add(parent(folder));
      }
    }
    if (roots.size() > 1) {
      throw new InvalidInputException(
          "%s: holds several sets of class folders (in %s); give one of them"
              .formatted(origin, String.join(", ", roots)));
    }
    return roots.isEmpty() ? "" : roots.iterator().next();
  }

  private static int depth(String folder) {
    return (int) folder.chars().filter(c -> c == '/').count();
  }

  private static String parent(String path) {
    int slash = path.lastIndexOf('/');
    return slash < 0 ? "" : path.substring(0, slash);
  }

  private static String last(String folder) {
    return folder.substring(folder.lastIndexOf('/') + 1);
  }

  private static boolean png(String path) {
    return path.toLowerCase(Locale.ROOT).endsWith(".png");
  }

  /** Left by the system, not part of the data: {@code .DS_Store}, {@code __MACOSX/}. */
  private static boolean hidden(String path) {
    return path.startsWith(".") || path.contains("/.") || path.startsWith("__MACOSX/");
  }
}
