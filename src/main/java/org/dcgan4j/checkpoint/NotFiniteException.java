package org.dcgan4j.checkpoint;

/** Training has diverged: what should be saved is no good. */
final class NotFiniteException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NotFiniteException(String message) {
    super(message);
  }
}
