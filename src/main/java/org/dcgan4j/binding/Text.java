package org.dcgan4j.binding;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Text that a program reads again or that names something: files, keys, figures, messages. In many
 * of Java's locales digits are others, and the decimal point is a comma.
 */
public final class Text {
  private static final int LONGEST_SHOWN = 80;
  private static final String NUMBER = "[+-]?[0-9][0-9.eE+-]{0,39}";

  private static final String DATA = "{{DATA}}";

  /** Longer names are no typing mistakes; comparing them would cost the square of their length. */
  private static final int LONGEST_NAME = 100;

  /** What breaks a line, turns it around, or commands a terminal. */
  private static final Pattern CONTROLS =
      Pattern.compile("[\\p{Cc}\\u2028\\u2029\\u202a-\\u202e\\u2066-\\u2069]");

  private Text() {}

  /** As {@link String#format}, with the digits 0 to 9 and a decimal point wherever this runs. */
  public static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }

  /** A given value as messages show it, on one line: numbers bare, and all else in quotes. */
  public static String shown(Object value) {
    if (value == null) {
      return "nothing";
    }
    String text = value instanceof ConfigWord word ? word.word() : value.toString();
    return text.matches(NUMBER) ? text : quoted(text);
  }

  /** In quotes, never long. Control characters become {@code ?}: no input breaks the line. */
  public static String quoted(String text) {
    String shown = text.length() > LONGEST_SHOWN ? text.substring(0, LONGEST_SHOWN) + "…" : text;
    return '"' + CONTROLS.matcher(shown).replaceAll("?") + '"';
  }

  /**
   * A name that comes from a file, or a text with such names, as it may be printed: with control
   * characters as {@code \n} or <code>&#92;u001b</code>, so that it neither breaks a line nor
   * reaches a terminal as a command.
   */
  public static String escaped(String text) {
    return CONTROLS
        .matcher(text)
        .replaceAll(
            found -> {
              char c = found.group().charAt(0);
              return Matcher.quoteReplacement(c == '\n' ? "\\n" : format("\\u%04x", (int) c));
            });
  }

  /** Several of them: {@code A, B, C}. */
  public static String listed(Collection<String> names) {
    return escaped(String.join(", ", names));
  }

  /**
   * What a file's bytes say in UTF-8, without a byte order mark.
   *
   * @throws InvalidInputException that names the first byte that is no such text
   */
  public static String utf8(byte[] bytes, Path file) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(in).toString();
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw new InvalidInputException(file + ": not UTF-8 text at byte " + in.position(), e);
    }
  }

  /** The text of a file that lies beside a class; one that is not there is a broken jar. */
  public static String resource(Class<?> owner, String name) {
    try (InputStream in = owner.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * A web page that lies beside a class, with one JSON value in its {@code <script
   * type="application/json" id="data">{{DATA}}</script>}: the page's own script reads it, it is
   * never parsed as HTML, and whatever it says, it cannot end the script.
   */
  public static String page(Class<?> owner, String name, String json) {
    String page = resource(owner, name);
    if (!page.contains(DATA)) {
      throw new IllegalStateException(name + " has no place for data");
    }
    return page.replace(
        DATA, json.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"));
  }

  /** {@code ; did you mean "x"?} for the nearest name, or nothing when none is near. */
  public static String hint(String given, Collection<String> legal) {
    return nearest(given, legal).map(name -> "; did you mean \"" + name + "\"?").orElse("");
  }

  /**
   * The legal name that a mistyped one probably meant, whatever the case of the letters, the first
   * of equally near ones; empty when more than half of the longer name would have to change.
   */
  static Optional<String> nearest(String given, Collection<String> legal) {
    return legal.stream()
        .min(Comparator.comparingDouble(name -> difference(given, name)))
        .filter(name -> difference(given, name) <= 0.5);
  }

  /** The share of the longer name that differs, 0 for equal names to 1 for nothing in common. */
  static double difference(String given, String name) {
    int longer = Math.max(given.length(), name.length());
    if (longer == 0 || longer > LONGEST_NAME) {
      return longer == 0 ? 0 : 1;
    }
    return (double) distance(given.toLowerCase(Locale.ROOT), name.toLowerCase(Locale.ROOT))
        / longer;
  }

  /** How many characters to insert, delete, replace or swap with their neighbour (Damerau). */
  static int distance(String a, String b) {
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
