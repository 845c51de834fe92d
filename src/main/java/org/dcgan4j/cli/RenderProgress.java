package org.dcgan4j.cli;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.function.IntConsumer;

/** Says that letters are being rendered, when they are. */
final class RenderProgress implements IntConsumer, AutoCloseable {
  private static final int LINES = 4;

  private final int total;
  private final PrintWriter err;

  RenderProgress(int total, PrintWriter err) {
    this.total = total;
    this.err = err;
  }

  @Override
  public void accept(int done) {
    if (done == 1) {
      err.printf(Locale.ROOT, "rendering %,d letters A to J from fonts%n", total);
    }
    if (done % Math.max(1, total / LINES) == 0) {
      err.printf(Locale.ROOT, "rendered %,d of %,d letters%n", done, total);
    }
  }

  @Override
  public void close() {
    err.flush();
  }
}
