package org.dcgan4j.cli;

import java.io.PrintWriter;
import java.util.function.DoubleConsumer;

/** Says at every fifth how far a longer piece of work is. */
final class ShareProgress implements DoubleConsumer {
  private static final int LINES = 5;

  private final String what;
  private final PrintWriter err;
  private int said;

  ShareProgress(String what, PrintWriter err) {
    this.what = what;
    this.err = err;
  }

  @Override
  public void accept(double share) {
    int now = (int) (share * LINES);
    if (now > said) {
      said = now;
      err.printf("training the %s: %d%%%n", what, 100 * now / LINES);
      err.flush();
    }
  }
}
