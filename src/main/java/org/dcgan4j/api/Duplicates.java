package org.dcgan4j.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.binding.Text;
import org.dcgan4j.config.DataConfig.Fit;
import org.dcgan4j.data.IdxFile;
import org.dcgan4j.data.ImageSet;
import org.dcgan4j.data.ImageSets;
import org.dcgan4j.data.ImageShape;
import org.dcgan4j.data.Images;
import org.dcgan4j.data.PictureFiles;
import org.dcgan4j.data.Progress;
import org.dcgan4j.data.Wanted;
import org.dcgan4j.data.duplicates.NearDuplicates;
import org.dcgan4j.data.duplicates.NearDuplicates.Group;
import org.dcgan4j.export.SetFiles;
import org.dcgan4j.image.ImageGrid;
import org.dcgan4j.io.AtomicFile;

/**
 * The pictures of a data set that are copies of others, as {@code dataset dedupe} finds them; the
 * set itself is never changed.
 *
 * <pre>{@code
 * Duplicates found = Duplicates.find(Path.of("letters"), Progress.NONE);
 * found.drawSheet(Path.of("copies.png"));
 * found.writeKept(Path.of("letters-once"));
 * }</pre>
 */
public final class Duplicates {
  private static final int NAMED = 20;
  private static final int ROWS = 40;
  private static final int COLUMNS = 12;
  private static final int MOST_KEPT = 3;
  private static final int LARGEST = 128;
  private static final byte NOTHING = 72;

  private final ImageSet set;
  private final NearDuplicates found;
  private final IntFunction<String> names;
  private final boolean pictures;
  private final int exact;

  private Duplicates(
      ImageSet set, NearDuplicates found, IntFunction<String> names, boolean pictures) {
    this.set = set;
    this.found = found;
    this.names = names;
    this.pictures = pictures;
    this.exact = exact();
  }

  /** Looks through whatever {@code train --data} takes. */
  public static Duplicates find(Path data, Progress progress) throws IOException {
    return find(data, null, progress);
  }

  /**
   * The same, for a copy that will be written.
   *
   * @param out refused before anything is compared where {@link #writeKept} could not write; null
   *     for no copy
   */
  public static Duplicates find(Path data, Path out, Progress progress) throws IOException {
    if (out != null) {
      requireNew(data, out);
    }
    ImageSet set = ImageSets.load(data, Wanted.ANY, progress);
    List<String> named = namesOf(set);
    if (out != null && named.isEmpty()) {
      requireName(set, out);
      SetFiles.requireFewClasses(set);
      if (SetFiles.countsClasses(set)) {
        progress.say(
            "--out: the copy's labels are numbered from 0 in the order of the classes "
                + Text.listed(set.classNames()));
      }
    }
    progress.say(Text.format("comparing %,d pictures", set.count()));
    NearDuplicates found = NearDuplicates.of(set);
    IntFunction<String> names = named.isEmpty() ? i -> "image " + i : named::get;
    return new Duplicates(set, found, names, !named.isEmpty());
  }

  /** The files' names, none where they are no pictures; a tar is in memory no longer than this. */
  private static List<String> namesOf(ImageSet set) throws IOException {
    try (PictureFiles files = PictureFiles.of(set).orElse(null)) {
      return files == null
          ? List.of()
          : IntStream.range(0, set.count()).mapToObj(files::name).toList();
    }
  }

  private static void requireNew(Path data, Path out) throws IOException {
    AtomicFile.requireNew(out);
    Path within = out.toAbsolutePath().normalize();
    if (Files.isDirectory(data) && within.startsWith(data.toAbsolutePath().normalize())) {
      throw InvalidInputException.of(
          "--out: %s lies in %s, and would be data there; give a place outside", out, data);
    }
  }

  private static void requireName(ImageSet set, Path out) {
    if (!isIdx(set) && !out.toString().endsWith(".npz")) {
      throw InvalidInputException.of(
          "--out: %s is no folder or archive of pictures, so its copy is NumPy's: give a name that ends in .npz, not %s",
          set.origin(), out);
    }
  }

  private static boolean isIdx(ImageSet set) {
    return IdxFile.isOne(Path.of(set.origin()));
  }

  /** All groups of copies. */
  public List<Group> groups() {
    return found.groups();
  }

  /** What is left without the copies, as indices into the set. */
  public int[] kept() {
    return found.kept();
  }

  /** Images that go and are equal to one that stays. */
  private int exact() {
    int[] first = set.images().firstEqual();
    int exact = 0;
    for (Group group : groups()) {
      int[] kept = found.kept(group);
      for (int removed : found.removed(group)) {
        exact += IntStream.of(kept).anyMatch(i -> first[i] == first[removed]) ? 1 : 0;
      }
    }
    return exact;
  }

  /** The figures for people, one a line, and the groups that are the least alike. */
  public List<String> lines() {
    ObjectNode json = figures();
    List<String> lines = new ArrayList<>();
    lines.add("data        " + set.origin());
    lines.add("images      " + set.describe());
    set.sayFlaws(lines::add);
    int tests = ImageSets.testImagesOf(set, Fit.CROP).map(ImageSet::count).orElse(0);
    if (tests > 0) {
      lines.add(Text.format("note: its %,d test images are not looked at, and not copied", tests));
    }
    lines.add(Text.format("exact       %,d equal to one that stays", json.path("exact").asInt()));
    lines.add(
        Text.format("near        %,d shifted, noisy or packed again", json.path("near").asInt()));
    lines.add(Text.format("kept        %,d", json.path("kept").asInt()));
    lines.add(
        Text.format(
            "groups      %,d, the largest of %,d pictures",
            groups().size(), json.path("largestGroup").asInt()));
    List<Group> across = found.acrossClasses();
    if (set.labelled()) {
      lines.add(
          Text.format(
              "classes     %,d groups are in several classes, and keep one picture of each%s",
              across.size(), across.isEmpty() ? "" : ": is a label wrong?"));
    }
    across.stream().limit(NAMED).forEach(g -> lines.add("  " + named(" = ", found.kept(g))));
    List<Group> near = doubtful().stream().filter(g -> g.difference() > 0).toList();
    if (!near.isEmpty()) {
      lines.add("least alike, kept <- removed (0 equal, 1 no copy any more)");
    }
    near.stream()
        .filter(g -> found.removed(g).length > 0)
        .limit(NAMED)
        .forEach(g -> lines.add(Text.format("  %.2f  ", g.difference()) + line(g)));
    lines.replaceAll(Text::escaped);
    return lines;
  }

  private String line(Group group) {
    return named(", ", found.kept(group)) + " <- " + named(", ", found.removed(group));
  }

  private String named(String between, int... indices) {
    String first =
        IntStream.of(indices).limit(NAMED).mapToObj(names).collect(Collectors.joining(between));
    return first + (indices.length > NAMED ? between + "…" : "");
  }

  private ObjectNode figures() {
    int kept = kept().length;
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("data", set.origin()).put("dataSha256", set.sha256()).put("images", set.count());
    json.put("kept", kept).put("exact", exact).put("near", set.count() - kept - exact);
    json.put("groupCount", groups().size());
    json.put("largestGroup", groups().stream().mapToInt(g -> g.members().length).max().orElse(0));
    return json.put("groupsAcrossClasses", found.acrossClasses().size());
  }

  /** The figures, and every group with the names of what stays and what goes. */
  public ObjectNode json() {
    ObjectNode json = figures();
    ArrayNode all = json.putArray("groups");
    for (Group group : groups()) {
      ObjectNode one = all.addObject().put("difference", group.difference());
      IntStream.of(found.kept(group)).mapToObj(names).forEach(one.putArray("kept")::add);
      IntStream.of(found.removed(group)).mapToObj(names).forEach(one.putArray("removed")::add);
    }
    return json;
  }

  /** Those across classes first, then by their differences, the greatest first. */
  private List<Group> doubtful() {
    List<Group> across = found.acrossClasses();
    return groups().stream()
        .sorted(
            Comparator.<Group, Boolean>comparing(group -> !across.contains(group))
                .thenComparing(group -> -group.difference()))
        .toList();
  }

  /**
   * Draws groups, a row each: what stays, a gap, and what goes; the least alike first.
   *
   * @return how many groups it has, at most 40; without any there is no picture
   */
  public int drawSheet(Path png) throws IOException {
    List<Group> rows = doubtful().stream().limit(ROWS).toList();
    if (rows.isEmpty()) {
      return 0;
    }
    int stay = rows.stream().mapToInt(g -> found.kept(g).length).max().orElse(1);
    stay = Math.min(MOST_KEPT, stay);
    int go = rows.stream().mapToInt(g -> found.removed(g).length).max().orElse(0);
    int columns = Math.min(COLUMNS, stay + 1 + go);
    List<Integer> drawn = new ArrayList<>();
    for (Group group : rows) {
      addRow(drawn, found.kept(group), stay);
      drawn.add(-1);
      addRow(drawn, found.removed(group), columns - stay - 1);
    }
    int[] shown = drawn.stream().filter(i -> i >= 0).mapToInt(i -> i).toArray();
    Images small = Wanted.within(LARGEST, set.images().select(shown));
    ImageShape shape = small.shape();
    byte[] pixels = new byte[drawn.size() * shape.pixels()];
    Arrays.fill(pixels, NOTHING);
    int next = 0;
    for (int i = 0; i < drawn.size(); i++) {
      if (drawn.get(i) >= 0) {
        small.copyTo(next++, pixels, i * shape.pixels());
      }
    }
    ImageGrid grid = ImageGrid.of(shape, rows.size(), columns).enlargedTo(ImageGrid.SEEN);
    ImageGrid drawing =
        set.labelled() ? grid.withCaptions(rows.stream().map(this::caption).toList()) : grid;
    drawing.write(Images.of(shape, pixels), png);
    return rows.size();
  }

  private static void addRow(List<Integer> drawn, int[] indices, int columns) {
    for (int i = 0; i < columns; i++) {
      drawn.add(i < indices.length ? indices[i] : -1);
    }
  }

  private String caption(Group group) {
    return IntStream.of(found.kept(group))
        .mapToObj(i -> set.classNames().get(set.label(i)))
        .limit(MOST_KEPT)
        .collect(Collectors.joining(" = "));
  }

  /**
   * Writes the set without its copies: of pictures the files as they are, in a new folder, each in
   * that of its class; of an IDX file another one, with its labels, in a new folder; of others a
   * NumPy archive.
   *
   * @throws InvalidInputException if something is there already
   */
  public void writeKept(Path out) throws IOException {
    requireNew(Path.of(set.origin()), out);
    if (pictures) {
      try (PictureFiles files =
          PictureFiles.of(set)
              .orElseThrow(() -> new InvalidInputException(set.origin() + " has changed"))) {
        AtomicFile.writeNewFolder(out, false, part -> files.copy(part, kept()));
      }
      return;
    }
    requireName(set, out);
    ImageSet kept = set.select(kept());
    if (isIdx(set)) {
      AtomicFile.writeNewFolder(
          out, false, part -> SetFiles.of(kept).writeIdx(part.resolve(idxName())));
    } else {
      SetFiles.of(kept).writeNpz(out);
    }
  }

  /** Its own; of EMNIST one by which nobody takes the upright pictures for lying ones. */
  private String idxName() {
    String name = Path.of(set.origin()).getFileName().toString();
    return name.replaceFirst("\\.bz2$", "").replaceAll("(?i)(?<![a-z])emnist(?=[-_])", "upright");
  }
}
