package org.dcgan4j.host;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What generation a GPU is, in NVIDIA's counting.
 *
 * @param major 5 for Maxwell, 6 Pascal, 7 Volta and Turing, 8 Ampere and Ada, 9 Hopper
 * @param minor the step within it
 */
record ComputeCapability(int major, int minor) implements Comparable<ComputeCapability> {
  private static final Pattern TEXT = Pattern.compile("(\\d{1,2})\\.(\\d)");
  private static final Comparator<ComputeCapability> ORDER =
      Comparator.comparingInt(ComputeCapability::major).thenComparingInt(ComputeCapability::minor);

  /** Reads {@code 8.6}; empty for anything else. */
  static Optional<ComputeCapability> parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    return matcher.matches()
        ? Optional.of(
            new ComputeCapability(
                Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2))))
        : Optional.empty();
  }

  /** Machine code for this runs there: the same major number, and the minor not below. */
  boolean machineCodeRunsOn(ComputeCapability gpu) {
    return major == gpu.major && minor <= gpu.minor;
  }

  @Override
  public int compareTo(ComputeCapability other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return major + "." + minor;
  }
}
