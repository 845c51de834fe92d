package org.dcgan4j.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ThreadsTest {
  @Test
  void pieces_shouldCoverTheRangeOnce() {
    for (int total : new int[] {0, 1, 7, 8, 9, 1000, 1001}) {
      AtomicIntegerArray visits = new AtomicIntegerArray(total);
      Threads.forRanges(total, 8, (from, to) -> visit(visits, from, to));
      assertThat(IntStream.range(0, total).map(visits::get)).allMatch(n -> n == 1);
    }
  }

  private static void visit(AtomicIntegerArray visits, int from, int to) {
    assertThat(from % 8).isZero();
    for (int i = from; i < to; i++) {
      visits.incrementAndGet(i);
    }
  }

  /** Which must not go through native code. */
  @Test
  void failureOfAPiece_shouldComeOutAtTheCaller() {
    assertThatThrownBy(
            () ->
                Threads.forRanges(
                    100,
                    1,
                    (from, to) -> {
                      if (from == 63) {
                        throw new IllegalStateException("63");
                      }
                    }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("63");
    assertThatThrownBy(
            () ->
                Threads.forRanges(
                    100,
                    1,
                    (from, to) -> {
                      throw new AssertionError("error");
                    }))
        .isInstanceOf(AssertionError.class);
  }

  @Test
  void manyCallers_shouldEachGetTheirOwn() {
    List<Long> sums =
        IntStream.range(0, 200)
            .parallel()
            .mapToObj(
                caller -> {
                  long[] parts = new long[50];
                  Threads.forRanges(50, 1, (from, to) -> parts[from] = (long) caller * from);
                  return IntStream.range(0, 50).mapToLong(i -> parts[i]).sum();
                })
            .toList();

    assertThat(sums).isEqualTo(IntStream.range(0, 200).mapToObj(caller -> 1225L * caller).toList());
  }

  @Test
  void rangesWithinRanges_shouldBeDone() {
    AtomicIntegerArray visits = new AtomicIntegerArray(400);
    Threads.forRanges(
        20,
        1,
        (from, to) -> Threads.forRanges(20, 1, (a, b) -> visits.incrementAndGet(20 * from + a)));
    assertThat(IntStream.range(0, 400).map(visits::get)).allMatch(n -> n == 1);
  }

  /** Natively made operations count the threads when they are made. */
  @Test
  void whatIsMadeAlone_shouldLeaveTheThreadsAsTheyWere() {
    assertThat(OpenMp.alone(() -> "made")).isEqualTo("made");
    assertThat(
            org.nd4j.nativeblas.NativeOpsHolder.getInstance()
                .getDeviceNativeOps()
                .ompGetMaxThreads())
        .isEqualTo(Threads.count());
  }
}
