package org.dcgan4j.binding;

/** Values as messages show them: on one line, never long, numbers bare and words in quotes. */
public final class Quoted {
  private static final int LONGEST = 80;
  private static final String NUMBER = "[+-]?[0-9][0-9.eE+-]{0,39}";

  private Quoted() {}

  /** A given value, whatever its type. */
  public static String value(Object value) {
    if (value == null) {
      return "nothing";
    }
    String text = value instanceof ConfigWord word ? word.word() : value.toString();
    return text.matches(NUMBER) ? text : text(text);
  }

  /** A text in quotes. Control characters become {@code ?}, so that no input breaks the line. */
  public static String text(String text) {
    String shown = text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
    return '"' + shown.replaceAll("[\\p{Cntrl}\\u2028\\u2029\\u202a-\\u202e]", "?") + '"';
  }
}
