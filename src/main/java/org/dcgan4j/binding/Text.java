package org.dcgan4j.binding;

import java.util.Locale;

/**
 * Text that a program reads again or that names something: files, keys, figures, messages. In many
 * of Java's locales digits are others, and the decimal point is a comma.
 */
public final class Text {
  private Text() {}

  /** As {@link String#format}, with the digits 0 to 9 and a decimal point wherever this runs. */
  public static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }
}
