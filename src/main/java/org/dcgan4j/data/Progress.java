package org.dcgan4j.data;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.dcgan4j.binding.Text;

/** Hears how far the decoding of many pictures is, from any thread. */
public interface Progress {
  /** Hears nothing. */
  Progress NONE =
      new Progress() {
        @Override
        public void say(String line) {}

        @Override
        public void decoded(int done, int total) {}
      };

  /** A line for the user, before or in between. */
  void say(String line);

  /** So many of all pictures are there now. */
  void decoded(int done, int total);

  /** How fast it is, and how long it will take. */
  static String pace(int done, int total, double seconds) {
    double each = Math.max(seconds, 1e-3) / done;
    long left = Math.round((total - done) * each);
    return Text.format("%,.0f pictures/s  ETA %d:%02d", 1 / each, left / 60, left % 60);
  }

  /** A line every ten seconds. */
  static Progress lines(Consumer<String> out) {
    return lines(out, 10_000);
  }

  /** A line each so many milliseconds. */
  static Progress lines(Consumer<String> out, long betweenMillis) {
    AtomicLong start = new AtomicLong();
    AtomicLong next = new AtomicLong(betweenMillis);
    return new Progress() {
      @Override
      public void say(String line) {
        out.accept(line);
      }

      @Override
      public void decoded(int done, int total) {
        start.compareAndSet(0, System.nanoTime());
        long millis = (System.nanoTime() - start.get()) / 1_000_000;
        long due = next.get();
        if (millis >= due && next.compareAndSet(due, millis + betweenMillis)) {
          String pace = pace(done, total, millis / 1000.0);
          out.accept(Text.format("decoded %,d of %,d pictures  %s", done, total, pace));
        }
      }
    };
  }
}
