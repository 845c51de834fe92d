package org.dcgan4j.image;

/**
 * This Java cannot draw text, so a chart or a caption cannot be made. Never a reason to end a
 * training: say so once and go on.
 */
public final class PictureException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public PictureException(String message, Throwable cause) {
    super(message, cause);
  }
}
