package org.dcgan4j.data.duplicates;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.dcgan4j.data.ImageSet;
import org.dcgan4j.data.Images;
import org.dcgan4j.data.duplicates.CopyTest.Planes;

/**
 * The pictures of a set that are copies of others: equal, or shifted, noisy or packed again, as
 * {@link CopyTest} has it. Copies of copies are of one group.
 *
 * @param set in which they are
 * @param groups of copies, in the order of their first pictures
 */
public record NearDuplicates(ImageSet set, List<Group> groups) {
  public NearDuplicates {
    groups = List.copyOf(groups);
  }

  /**
   * Pictures of which each is a copy of another one in the group.
   *
   * @param members two or more, as indices into the set, in order
   * @param differences of each from the one of the group that is the most like it: 0 for an equal
   *     one, up to 1, where copies end
   */
  public record Group(int[] members, float[] differences) {
    /** The largest difference in it: 0 where all are equal. */
    public float difference() {
      float largest = 0;
      for (float difference : differences) {
        largest = Math.max(largest, difference);
      }
      return largest;
    }
  }

  /** Compares all pictures of a set, on all cores; the same set gives the same groups. */
  public static NearDuplicates of(ImageSet set) {
    int[] first = set.images().firstEqual();
    int[] distinct = IntStream.range(0, first.length).filter(i -> first[i] == i).toArray();
    Forest forest = new Forest(first.length);
    for (int i = 0; i < first.length; i++) {
      if (first[i] != i) {
        forest.join(i, first[i], 0);
      }
    }
    join(
        set.images().select(distinct),
        (one, other, difference) -> forest.join(distinct[one], distinct[other], difference));
    return new NearDuplicates(set, forest.groups());
  }

  /** Two copies; there may be as many as pairs of pictures, so nobody keeps them. */
  private interface Join {
    void accept(int one, int other, float difference);
  }

  /** Joins copies among different pictures, each with those before it. */
  private static void join(Images images, Join join) {
    CopyTest test = new CopyTest(images.shape());
    Sketches sketches = new Sketches(images.shape(), images.count(), CopyTest.MEAN);
    sketches.build(i -> test.planes(images.image(i)).planes()[0]);
    IntStream.range(0, images.count())
        .parallel()
        .forEach(i -> join(images, i, test, sketches, join));
  }

  private static void join(Images images, int index, CopyTest test, Sketches sketches, Join join) {
    Planes own = test.planes(images.image(index));
    LongStream.Builder candidates = LongStream.builder();
    sketches.candidates(index, own.planes()[0], candidates);
    long[] all = candidates.build().sorted().toArray();
    for (int at = 0; at < all.length; ) {
      int other = (int) (all[at] / sketches.shifts());
      Planes others = test.planes(images.image(other));
      float least = Float.POSITIVE_INFINITY;
      for (; at < all.length && all[at] / sketches.shifts() == other; at++) {
        int shift = (int) (all[at] % sketches.shifts());
        float difference =
            test.difference(own, others, sketches.down(shift), sketches.right(shift));
        least = Math.min(least, difference);
      }
      if (least <= 1) {
        join.accept(index, other, least);
      }
    }
  }

  /**
   * Groups that grow together, in whatever order their pictures come; each is known by its first.
   */
  private static final class Forest {
    private final int[] parents;
    private final float[] differences;

    Forest(int count) {
      parents = IntStream.range(0, count).toArray();
      differences = new float[count];
      Arrays.fill(differences, Float.POSITIVE_INFINITY);
    }

    private int root(int index) {
      int root = index;
      while (parents[root] != root) {
        parents[root] = parents[parents[root]];
        root = parents[root];
      }
      return root;
    }

    synchronized void join(int one, int other, float difference) {
      differences[one] = Math.min(differences[one], difference);
      differences[other] = Math.min(differences[other], difference);
      int a = root(one);
      int b = root(other);
      parents[Math.max(a, b)] = Math.min(a, b);
    }

    List<Group> groups() {
      Map<Integer, List<Integer>> members = new TreeMap<>();
      for (int i = 0; i < parents.length; i++) {
        members.computeIfAbsent(root(i), root -> new ArrayList<>()).add(i);
      }
      return members.values().stream().filter(group -> group.size() > 1).map(this::group).toList();
    }

    private Group group(List<Integer> members) {
      int[] indices = members.stream().mapToInt(i -> i).toArray();
      float[] of = new float[indices.length];
      for (int i = 0; i < of.length; i++) {
        of[i] = differences[indices[i]];
      }
      return new Group(indices, of);
    }
  }

  /**
   * Groups with pictures of several classes: of these, labels are wrong, or one shape means two.
   */
  public List<Group> acrossClasses() {
    return groups.stream().filter(group -> kept(group).length > 1).toList();
  }

  /** Of a group what is kept: its first picture, of each class where there are classes. */
  public int[] kept(Group group) {
    Set<Integer> seen = new HashSet<>();
    return IntStream.of(group.members)
        .filter(i -> seen.add(set.labelled() ? set.label(i) : 0))
        .toArray();
  }

  /** Of a group what goes. */
  public int[] removed(Group group) {
    Set<Integer> kept = new HashSet<>(IntStream.of(kept(group)).boxed().toList());
    return IntStream.of(group.members).filter(i -> !kept.contains(i)).toArray();
  }

  /** All that is kept, in order. */
  public int[] kept() {
    Set<Integer> removed = new HashSet<>();
    groups.forEach(group -> IntStream.of(removed(group)).forEach(removed::add));
    return IntStream.range(0, set.count()).filter(i -> !removed.contains(i)).toArray();
  }
}
