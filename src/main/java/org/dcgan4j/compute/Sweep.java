package org.dcgan4j.compute;

/** One pass over parameters and whatever goes with each of them, in blocks that fit the cache. */
final class Sweep {
  private static final int BLOCK = 2048;
  private static final int BLOCKS_PER_TASK = 32;
  private static final ThreadLocal<float[][]> SCRATCH =
      ThreadLocal.withInitial(() -> new float[4][BLOCK]);

  private Sweep() {}

  /** What is done to one block. */
  interface Block {
    /**
     * @param from the block's first number
     * @param count numbers in it
     * @param scratch four arrays that hold a block each
     */
    void accept(int from, int count, float[][] scratch);
  }

  /** Runs {@code block} over {@code [0, total)}, large arrays on all cores. */
  static void over(int total, Block block) {
    Parallel.forRanges(
        total,
        BLOCK * BLOCKS_PER_TASK,
        (from, to) -> {
          float[][] scratch = SCRATCH.get();
          for (int at = from; at < to; at += BLOCK) {
            block.accept(at, Math.min(BLOCK, to - at), scratch);
          }
        });
  }
}
