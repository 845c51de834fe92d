package org.dcgan4j.compute;

import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/** Spreads independent pieces of work over the machine's cores. */
final class Parallel {
  private Parallel() {}

  /** What is done for the numbers in {@code [from, to)}. */
  interface RangeBody {
    void accept(int from, int to);
  }

  /** Runs {@code body} for 0 to {@code count - 1}, in any order, and waits for all. */
  static void forEach(int count, IntConsumer body) {
    if (count == 1) {
      body.accept(0);
    } else {
      IntStream.range(0, count).parallel().forEach(body);
    }
  }

  /**
   * Cuts {@code [0, total)} into pieces of {@code piece} and runs {@code body} on each. The pieces
   * do not depend on the number of threads, so that sums over them do not either.
   */
  static void forRanges(int total, int piece, RangeBody body) {
    int count = (total + piece - 1) / piece;
    forEach(count, i -> body.accept(i * piece, Math.min(total, (i + 1) * piece)));
  }
}
