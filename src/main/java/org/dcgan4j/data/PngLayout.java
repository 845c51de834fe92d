package org.dcgan4j.data;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.dcgan4j.binding.InvalidInputException;

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
    SortedMap<String, List<String>> folders = byFolder(paths);
    List<String> withImages =
        folders.keySet().stream()
            .filter(f -> folders.get(f).stream().anyMatch(PngLayout::png))
            .toList();
    String root = root(origin, withImages);
    List<String> classFolders =
        withImages.stream().filter(f -> !f.isEmpty() && parent(f).equals(root)).toList();
    List<String> others = new ArrayList<>(withImages);
    others.removeAll(classFolders);
    boolean flat = classFolders.isEmpty();

    List<Place> places = new ArrayList<>();
    for (String folder : classFolders) {
      folders.get(folder).forEach(path -> places.add(new Place(path, last(folder), false)));
    }
    for (String folder : others) {
      folders.get(folder).stream()
          .filter(PngLayout::png)
          .forEach(path -> places.add(new Place(path, "", !flat)));
    }
    return new PngLayout(classFolders.stream().map(PngLayout::last).toList(), places);
  }

  PngLayout {
    classNames = List.copyOf(classNames);
    places = List.copyOf(places);
  }

  /** The visible files of each folder, both in order. */
  private static SortedMap<String, List<String>> byFolder(Collection<String> paths) {
    Map<String, List<String>> folders = new HashMap<>();
    for (String path : paths) {
      boolean named = !path.isEmpty() && !path.endsWith("/");
      if (named && path.charAt(path.lastIndexOf('/') + 1) != '.') {
        folders.computeIfAbsent(parent(path), f -> new ArrayList<>()).add(path);
      }
    }
    folders.keySet().removeIf(PngLayout::hidden);
    folders.values().forEach(Collections::sort);
    return new TreeMap<>(folders);
  }

  boolean isEmpty() {
    return places.isEmpty();
  }

  /** The folder of the class folders: the shallowest one. */
  private static String root(String origin, List<String> withImages) {
    Set<String> roots = new TreeSet<>();
    int shallowest = Integer.MAX_VALUE;
    for (String folder : withImages) {
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
    return path.regionMatches(true, path.length() - 4, ".png", 0, 4);
  }

  /** Left by the system, not part of the data: {@code .git}, {@code __MACOSX}. */
  private static boolean hidden(String folder) {
    return folder.startsWith(".") || folder.contains("/.") || folder.startsWith("__MACOSX");
  }
}
