package org.dcgan4j.binding;

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
}
