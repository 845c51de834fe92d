package org.dcgan4j.binding;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Finds the legal name that a mistyped one probably meant. */
public final class NearestName {
  /**
   * Longer names are no typing mistakes, and comparing them would cost the square of their length.
   */
  private static final int LONGEST = 100;

  private NearestName() {}

  /**
   * The nearest of the legal names, whatever the case of the letters, the first of equally near
   * ones; empty when more than half of the longer name would have to change.
   */
  public static Optional<String> of(String given, Collection<String> legal) {
    String nearest = null;
    double least = 0.5;
    for (String name : legal) {
      double difference = difference(given, name);
      if (difference < least || nearest == null && difference == least) {
        nearest = name;
        least = difference;
      }
    }
    return Optional.ofNullable(nearest);
  }

  /** {@code ; did you mean "x"?} for the nearest name, or nothing when none is near. */
  public static String hint(String given, Collection<String> legal) {
    return of(given, legal).map(name -> "; did you mean \"" + name + "\"?").orElse("");
  }

  /** The share of the longer name that differs, 0 for equal names to 1 for nothing in common. */
  public static double difference(String given, String name) {
    int longer = Math.max(given.length(), name.length());
    if (longer == 0 || longer > LONGEST) {
      return longer == 0 ? 0 : 1;
    }
    return (double) distance(given.toLowerCase(Locale.ROOT), name.toLowerCase(Locale.ROOT))
        / longer;
  }

  /** How many characters to insert, delete, replace or swap with their neighbour (Damerau). */
  public static int distance(String a, String b) {
    int[][] cost = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        cost[i][j] = i == 0 || j == 0 ? i + j : cheapest(cost, a, b, i, j);
      }
    }
    return cost[a.length()][b.length()];
  }

  private static int cheapest(int[][] cost, String a, String b, int i, int j) {
    int replace = cost[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
    int best = Math.min(replace, 1 + Math.min(cost[i - 1][j], cost[i][j - 1]));
    boolean swapped =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(best, cost[i - 2][j - 2] + 1) : best;
  }
}
