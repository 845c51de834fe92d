package org.dcgan4j.data;

/** Batches of points that are drawn anew each time. There is no end to them: an epoch is one. */
record DrawnBatches(GaussianPoints points, int batchSize, long seed) implements RealBatches {

  @Override
  public int batchesPerEpoch() {
    return 1;
  }

  @Override
  public void fill(long number, float[] batch) {
    float[] drawn = points.draw(batchSize, SeededRandom.of(seed, number));
    System.arraycopy(drawn, 0, batch, 0, drawn.length);
  }
}
