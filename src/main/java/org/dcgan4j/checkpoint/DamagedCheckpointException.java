package org.dcgan4j.checkpoint;

import java.io.IOException;

/** A checkpoint that is not as it was written; the one before it may be. */
public final class DamagedCheckpointException extends IOException {
  private static final long serialVersionUID = 1L;

  DamagedCheckpointException(String message) {
    super(message);
  }
}
