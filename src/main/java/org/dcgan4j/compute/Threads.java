package org.dcgan4j.compute;

import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOps;
import org.nd4j.nativeblas.NativeOpsHolder;

/** How many threads compute, ours and those of ND4J's library, and work spread over ours. */
public final class Threads {
  private static final int COUNT =
      Integer.getInteger("org.dcgan4j.threads", Runtime.getRuntime().availableProcessors());

  static {
    // ND4J counts the machine's cores, which a container may not have all.
    if (Nd4j.getEnvironment().maxThreads() > COUNT) {
      Nd4j.getEnvironment().setMaxThreads(COUNT);
    }
    if (Nd4j.getEnvironment().maxMasterThreads() > COUNT) {
      Nd4j.getEnvironment().setMaxMasterThreads(COUNT);
    }
    NativeOps operations = NativeOpsHolder.getInstance().getDeviceNativeOps();
    if (operations.ompGetMaxThreads() > COUNT) {
      operations.setOmpNumThreads(COUNT);
    }
  }

  private Threads() {}

  /** At least 1. The first call loads ND4J's library and tells it. */
  public static int count() {
    return COUNT;
  }

  /** What is done for the numbers in {@code [from, to)}. */
  interface RangeBody {
    void accept(int from, int to);
  }

  /**
   * Cuts {@code [0, total)} into pieces of {@code piece}, runs {@code range} on each, in any order,
   * and waits for all. The pieces do not depend on the number of threads, so that sums over them do
   * not either.
   */
  static void forRanges(int total, int piece, RangeBody range) {
    if (total <= piece) {
      range.accept(0, total);
      return;
    }
    int pieces = (total + piece - 1) / piece;
    IntConsumer body = i -> range.accept(i * piece, Math.min(total, (i + 1) * piece));
    if (COUNT == 1) {
      IntStream.range(0, pieces).forEach(body);
    } else if (OpenMp.present()) {
      OpenMp.run(pieces, body);
    } else {
      IntStream.range(0, pieces).parallel().forEach(body);
    }
  }
}
