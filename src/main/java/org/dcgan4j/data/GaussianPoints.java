package org.dcgan4j.data;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.random.RandomGenerator;
import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.binding.Text;
import org.dcgan4j.config.Config;
import org.dcgan4j.config.DataConfig.DataSet;
import org.dcgan4j.config.DataConfig.GaussianConfig;
import org.dcgan4j.io.Hashes;

/**
 * Points of a normal distribution on the line or in the plane.
 *
 * @param set which of the two
 */
public record GaussianPoints(DataSet set, GaussianConfig config) implements DataSource {
  public GaussianPoints {
    if (!set.isDrawn()) {
      throw new IllegalArgumentException(set + " is not drawn");
    }
  }

  /** Numbers in a point: 1 or 2. */
  public int dimensions() {
    return set == DataSet.GAUSSIAN_1D ? 1 : 2;
  }

  /** The distribution's mean, {@code [n]}. */
  public double[] mean() {
    return dimensions() == 1 ? new double[] {config.mu()} : new double[] {config.b1(), config.b2()};
  }

  /** The distribution's covariance, {@code [n][n]}. */
  public double[][] covariance() {
    if (dimensions() == 1) {
      return new double[][] {{config.sigma() * config.sigma()}};
    }
    double xy = config.a11() * config.a12() + config.a21() * config.a22();
    return new double[][] {
      {config.a11() * config.a11() + config.a21() * config.a21(), xy},
      {xy, config.a12() * config.a12() + config.a22() * config.a22()}
    };
  }

  /** The density on the line at {@code x}. */
  public double density(double x) {
    double z = (x - config.mu()) / config.sigma();
    return Math.exp(-z * z / 2) / (config.sigma() * Math.sqrt(2 * Math.PI));
  }

  /**
   * Draws points.
   *
   * @return {@code [count, n]}, one after the other
   */
  public float[] draw(int count, RandomGenerator random) {
    float[] points = new float[Math.multiplyExact(count, dimensions())];
    for (int i = 0; i < points.length; i += dimensions()) {
      double z = random.nextGaussian();
      if (dimensions() == 1) {
        points[i] = (float) (config.mu() + config.sigma() * z);
      } else {
        double w = random.nextGaussian();
        points[i] = (float) (z * config.a11() + w * config.a21() + config.b1());
        points[i + 1] = (float) (z * config.a12() + w * config.a22() + config.b2());
      }
    }
    return points;
  }

  /**
   * Points to show: some of those that are drawn once, or ones of their own.
   *
   * @return {@code [at most atMost, n]}
   */
  public float[] shown(int atMost) {
    int shown = count() == 0 ? atMost : Math.min(atMost, count());
    return draw(shown, SeededRandom.of(config.seed(), 0));
  }

  /** The points that are drawn once, {@code [count, n]}. */
  private float[] fixed() {
    return shown(count());
  }

  @Override
  public RealBatches batches(Config training) {
    int size = training.training().batchSize();
    long seed = training.training().seed();
    RealBatches batches =
        count() == 0
            ? new DrawnBatches(this, size, seed)
            : new FixedBatches(fixed(), dimensions(), size, seed);
    return dimensions() == 1 && config.sorted() ? new SortedBatches(batches) : batches;
  }

  @Override
  public String origin() {
    return set.word();
  }

  @Override
  public String describe() {
    String what = dimensions() == 1 ? "numbers" : "points";
    return count() == 0
        ? what + ", drawn anew for each batch"
        : Text.format("%,d %s", count(), what);
  }

  @Override
  public int count() {
    return config.points();
  }

  @Override
  public int[] shape() {
    return new int[] {dimensions()};
  }

  @Override
  public List<String> classNames() {
    return List.of();
  }

  @Override
  public List<BadFile> badFiles() {
    return List.of();
  }

  /** Over all that the points are a function of. */
  @Override
  public String sha256() {
    byte[] text = (set.word() + " " + config).getBytes(StandardCharsets.UTF_8);
    return HexFormat.of().formatHex(Hashes.sha256().digest(text));
  }

  /** Batches of points that are drawn anew each time. There is no end to them: an epoch is one. */
  private record DrawnBatches(GaussianPoints points, int batchSize, long seed)
      implements RealBatches {

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

  /** Batches of points that were drawn once, shuffled. Not for use by several threads. */
  private static final class FixedBatches implements RealBatches {
    private final float[] points;
    private final int dimensions;
    private final ShuffledBatches order;

    /**
     * @param points {@code [N, dimensions]}
     * @throws InvalidInputException if there are fewer than a batch needs
     */
    FixedBatches(float[] points, int dimensions, int batchSize, long seed) {
      this.points = points;
      this.dimensions = dimensions;
      this.order = new ShuffledBatches(points.length / dimensions, batchSize, seed);
    }

    @Override
    public int batchesPerEpoch() {
      return order.batchesPerEpoch();
    }

    @Override
    public void fill(long number, float[] batch) {
      int next = 0;
      for (int index : order.indices(number)) {
        System.arraycopy(points, index * dimensions, batch, next, dimensions);
        next += dimensions;
      }
    }
  }

  /** Batches of numbers in ascending order. */
  private record SortedBatches(RealBatches batches) implements RealBatches {

    @Override
    public int batchesPerEpoch() {
      return batches.batchesPerEpoch();
    }

    @Override
    public void fill(long number, float[] batch) {
      batches.fill(number, batch);
      Arrays.sort(batch);
    }
  }
}
