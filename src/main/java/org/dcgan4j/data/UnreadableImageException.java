package org.dcgan4j.data;

/** One file is no usable image; the message is the reason that {@link BadFile} shows. */
final class UnreadableImageException extends Exception {
  private static final long serialVersionUID = 1L;

  UnreadableImageException(String reason) {
    super(reason);
  }
}
