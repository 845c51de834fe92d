package org.dcgan4j.analysis;

import java.util.ArrayList;
import java.util.List;
import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.binding.Text;

/**
 * A sum of latents as users write it: {@code a.png - A + B}.
 *
 * <pre>
 * expression = term { ("+" | "-") term }
 * term       = item | "mean(" item { "," item } ")"
 * item       = "seed:" NUMBER | NAME | "'" NAME "'" | '"' NAME '"'
 * </pre>
 *
 * A name is a class or a file or folder of pictures. Between a term and its sign there is a space;
 * names with spaces, commas or brackets are in quotes.
 *
 * @param text as it was written
 * @param terms at least one; the first is added
 */
public record LatentExpression(String text, List<Term> terms) {
  /** The most terms, and the most items of a mean. */
  private static final int MOST = 100;

  public LatentExpression {
    terms = List.copyOf(terms);
  }

  /**
   * One of the terms.
   *
   * @param sign 1 or -1
   * @param text as it was written
   * @param items one, or those that the mean is taken of
   */
  public record Term(int sign, String text, List<Item> items) {
    public Term {
      items = List.copyOf(items);
    }

    /** As in {@code - seed:9}. */
    public String signed() {
      return (sign > 0 ? "+ " : "- ") + text;
    }
  }

  /** What a latent, or a class, comes from. */
  public sealed interface Item {

    /** The latent that is drawn first with a seed. */
    record Seed(long seed) implements Item {}

    /**
     * A class or pictures.
     *
     * @param position where it stands in the text, from 1
     */
    record Named(String name, int position) implements Item {}
  }

  /**
   * Reads an expression.
   *
   * @throws InvalidInputException that names the position of what is wrong
   */
  public static LatentExpression parse(String text) {
    return new Parser(text).expression();
  }

  /** What is wrong at a place of an expression. */
  public static InvalidInputException refusal(String text, int position, String what) {
    return new InvalidInputException(
        Text.escaped(Text.format("\"%s\", position %d: %s", text, position, what)));
  }

  private static final class Parser {
    private final String text;
    private int at;

    Parser(String text) {
      this.text = text;
    }

    LatentExpression expression() {
      List<Term> terms = new ArrayList<>();
      int sign = 1;
      while (true) {
        terms.add(term(sign));
        if (terms.size() > MOST) {
          throw refused("legal are at most " + MOST + " terms");
        }
        skipSpaces();
        if (at == text.length()) {
          return new LatentExpression(text, terms);
        }
        sign = sign(next());
        if (sign == 0) {
          throw refused("expected + or -, between spaces, or the end");
        }
        at++;
      }
    }

    private static int sign(char c) {
      return c == '+' ? 1 : c == '-' || c == '\u2212' ? -1 : 0;
    }

    private Term term(int sign) {
      skipSpaces();
      int from = at;
      List<Item> items = new ArrayList<>();
      if (text.startsWith("mean(", at)) {
        at += "mean(".length();
        do {
          items.add(item(true));
          if (items.size() > MOST) {
            throw refused("legal are at most " + MOST + " in a mean");
          }
          skipSpaces();
        } while (taken(','));
        if (!taken(')')) {
          throw refused("expected , or ) of the mean that begins at position " + (from + 1));
        }
      } else {
        items.add(item(false));
      }
      return new Term(sign, text.substring(from, at), items);
    }

    private Item item(boolean inMean) {
      skipSpaces();
      int from = at;
      if (at < text.length() && (next() == '\'' || next() == '"')) {
        int end = text.indexOf(next(), at + 1);
        if (end < 0) {
          throw refused("a quote that does not end");
        }
        if (end == at + 1) {
          throw refused("an empty name");
        }
        at = end + 1;
        return new Item.Named(text.substring(from + 1, end), from + 1);
      }
      while (at < text.length()
          && !Character.isWhitespace(next())
          && !(inMean && (next() == ',' || next() == ')'))) {
        at++;
      }
      String word = text.substring(from, at);
      if (word.isEmpty() || word.length() == 1 && sign(word.charAt(0)) != 0) {
        at = from;
        throw refused("expected a class, seed:N, a picture or mean(…)");
      }
      return word.startsWith("seed:") ? seed(word, from) : new Item.Named(word, from + 1);
    }

    private Item seed(String word, int from) {
      try {
        return new Item.Seed(Long.parseLong(word.substring("seed:".length())));
      } catch (NumberFormatException e) {
        throw refusal(text, from + 1, "given " + word + ", legal is seed: and a whole number");
      }
    }

    private char next() {
      return text.charAt(at);
    }

    private boolean taken(char c) {
      boolean is = at < text.length() && next() == c;
      at += is ? 1 : 0;
      return is;
    }

    private void skipSpaces() {
      while (at < text.length() && Character.isWhitespace(next())) {
        at++;
      }
    }

    private InvalidInputException refused(String what) {
      return refusal(text, at + 1, what);
    }
  }
}
