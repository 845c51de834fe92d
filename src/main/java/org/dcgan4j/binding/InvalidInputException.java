package org.dcgan4j.binding;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Something the user gave cannot be used: an option, a configuration key, a file.
 *
 * <p>The message is one line for that user: what was given, what is legal, and for a file which one
 * and at which byte. Problems of the configuration are reported together, one line each. The
 * command line prints it without a stack trace and ends with exit status 2.
 */
public final class InvalidInputException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public InvalidInputException(String message) {
    super(message);
  }

  public InvalidInputException(String message, Throwable cause) {
    super(message, cause);
  }

  /** With a message as {@link Text#format} makes it. */
  public static InvalidInputException of(String pattern, Object... values) {
    return new InvalidInputException(Text.format(pattern, values));
  }

  /** Collects everything that is wrong, so that the user hears of it together. */
  public static final class Problems {
    /** A hostile file can have a hundred thousand; nobody reads more than these. */
    private static final int SHOWN = 20;

    private final List<String> lines = new ArrayList<>();
    private int count;

    public void add(Supplier<String> line) {
      if (count++ < SHOWN) {
        lines.add(line.get());
      }
    }

    /** Adds every line of an error, each behind the prefix that says where it is. */
    public void add(String prefix, InvalidInputException error) {
      error.getMessage().lines().forEach(line -> add(() -> prefix + line));
    }

    public void throwIfAny() {
      if (count > SHOWN) {
        lines.add("and " + (count - SHOWN) + " more problems");
      }
      if (count > 0) {
        throw new InvalidInputException(String.join("\n", lines));
      }
    }
  }
}
