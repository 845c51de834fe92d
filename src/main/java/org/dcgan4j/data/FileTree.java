package org.dcgan4j.data;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.io.IoProblem;
import org.dcgan4j.io.OwnFiles;

/**
 * The visible files of a folder or of an archive under their relative names, with {@code /} between
 * the parts. What a system or a tool left there, such as {@code .git} and {@code __MACOSX}, is no
 * part of it.
 */
abstract class FileTree implements Closeable {
  private static final Pattern RESIDUE =
      Pattern.compile(
          "(?i)(^|/)(\\._|(__MACOSX|lost\\+found|System Volume Information|\\$RECYCLE\\.BIN|@eaDir|__pycache__)(/|$))");

  /** Where it is, for messages. */
  final String origin;

  final NavigableMap<String, Long> sizes = new TreeMap<>();
  final Set<String> folders = new TreeSet<>();

  /** What could not be looked into, a folder or a link, and why. */
  final List<BadFile> closed = new ArrayList<>();

  /** Files that are there and cannot be had, and why. */
  final Map<String, String> problems = new HashMap<>();

  final Notes notes = new Notes();

  /** Where decoded images are kept; null where they are not. */
  DecodedCache cache;

  /** Hears how far decoding is. */
  Progress progress = Progress.NONE;

  FileTree(String origin) {
    this.origin = origin;
  }

  Collection<String> names() {
    return sizes.keySet();
  }

  /** The bytes of a file, as they are. */
  abstract InputStream open(String name) throws IOException;

  /** Room for images that are read from it. */
  PixelStore store(ImageShape shape, int count) {
    return cache == null
        ? PixelStore.passing(
            shape, count, origin, DecodedCache.places(Path.of(origin), OwnFiles.CACHE))
        : cache.store(shape, count, origin);
  }

  /** How a message names a file. */
  String label(String name) {
    return origin + "/" + name;
  }

  /** Where a set from one file of it comes from: an archive is named as a whole. */
  String originOf(String name) {
    return origin;
  }

  /** All bytes of a file, in memory. */
  byte[] bytes(String name) throws IOException {
    try (InputStream in = open(name)) {
      return in.readNBytes((int) Math.min(sizes.get(name), Limits.TOTAL_BYTES) + 1);
    }
  }

  /** Notes a file that cannot be read. */
  FileKind kind(String name, Notes said) {
    try (InputStream in = FileKind.unpacked(open(name))) {
      return FileKind.of(in);
    } catch (IOException e) {
      said.add("of its files are passed over: " + IoProblem.of(e), name);
      return FileKind.UNKNOWN;
    }
  }

  /** Adds a file unless it is hidden, and the folders above it. */
  final void add(String name, long size) {
    if (!isHidden(name)) {
      sizes.put(name, size);
      addFolder(parent(name));
    } else if (PictureKind.named(name) && !RESIDUE.matcher(name).find()) {
      notes.add("of its pictures are hidden by a dot before a name and are passed over", name);
    }
    if (sizes.size() > Limits.FILES) {
      throw InvalidInputException.of("%s: has more than %d files", origin, Limits.FILES);
    }
  }

  /** Adds what is there by name only: a picture, or perhaps a folder. */
  final void addClosed(String name, String why) {
    if (PictureKind.named(name)) {
      add(name, 0);
      problems.put(name, why);
    } else if (!isHidden(name)) {
      closed.add(new BadFile(name, why));
    }
  }

  final void addFolder(String name) {
    for (String folder = name; !isHidden(folder) && folders.add(folder); ) {
      folder = parent(folder);
    }
  }

  static boolean isHidden(String name) {
    return name.startsWith(".") || name.contains("/.") || RESIDUE.matcher(name).find();
  }

  static String parent(String name) {
    int slash = name.lastIndexOf('/');
    return slash < 0 ? "" : name.substring(0, slash);
  }

  static String last(String name) {
    return name.substring(name.lastIndexOf('/') + 1);
  }

  @Override
  public void close() throws IOException {}
}
