package org.dcgan4j.data;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.dcgan4j.data.FoundSets.Split;
import org.dcgan4j.io.AtomicFile;

/**
 * The files of a set of pictures, in the order of its images, as they are in a folder or archive.
 */
public final class PictureFiles implements Closeable {
  private final FileTree tree;
  private final List<PictureLayout.Place> places;

  private PictureFiles(FileTree tree, List<PictureLayout.Place> places) {
    this.tree = tree;
    this.places = places;
  }

  /** Empty for a set that is in IDX, NumPy, CSV or CIFAR's files, or whose files changed since. */
  public static Optional<PictureFiles> of(ImageSet set) throws IOException {
    Path origin = Path.of(set.origin());
    FileKind kind = Files.isRegularFile(origin) ? FileKind.of(origin) : FileKind.UNKNOWN;
    FileTree tree;
    if (Files.isDirectory(origin)) {
      tree = new Folder(origin, Folder.DEPTH);
    } else if (ImageSets.isArchive(origin, kind)) {
      tree = new Archive(origin, kind);
    } else {
      return Optional.empty();
    }
    Set<String> bad = set.badFiles().stream().map(BadFile::name).collect(Collectors.toSet());
    PictureLayout layout = PictureLayout.of(tree, Split.TRAIN);
    List<PictureLayout.Place> places =
        layout.places().stream().filter(place -> !bad.contains(place.name())).toList();
    if (places.size() != set.count() || !layout.classNames().equals(set.classNames())) {
      tree.close();
      return Optional.empty();
    }
    return Optional.of(new PictureFiles(tree, places));
  }

  /** The name of an image's file, as {@code A/x.png}: its class and its own. */
  public String name(int index) {
    return places.get(index).name();
  }

  /** Copies the files of some images as they are into a folder, each into that of its class. */
  public void copy(Path folder, int... indices) throws IOException {
    for (int index : indices) {
      Path file = folder.resolve(name(index));
      AtomicFile.makeFolders(file.getParent());
      try (InputStream in = tree.open(places.get(index).path())) {
        Files.copy(in, file);
      }
    }
  }

  @Override
  public void close() throws IOException {
    tree.close();
  }
}
