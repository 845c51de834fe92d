package org.dcgan4j.data;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.apache.commons.codec.digest.DigestUtils;
import org.dcgan4j.binding.Text;
import org.dcgan4j.config.Config;
import org.dcgan4j.config.DataConfig.DataSet;
import org.dcgan4j.config.DataConfig.GaussianConfig;

/** Points of a normal distribution on the line or in the plane. */
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

  /** Draws points, {@code [count, n]}, one after the other. */
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

  /** Points to show, {@code [at most atMost, n]}: of those drawn once, or ones of their own. */
  public float[] shown(int atMost) {
    int shown = count() == 0 ? atMost : Math.min(atMost, count());
    return draw(shown, SeededRandom.of(config.seed(), 0));
  }

  /** Shuffled ones of those that are drawn once, or ones that are drawn anew each time. */
  @Override
  public RealBatches batches(Config training) {
    int size = training.training().batchSize();
    long seed = training.training().seed();
    int n = dimensions();
    float[] once = shown(count());
    ShuffledBatches order = count() == 0 ? null : new ShuffledBatches(count(), size, seed);
    return new RealBatches() {
      /** There is no end to points that are drawn anew: an epoch is one batch. */
      @Override
      public int batchesPerEpoch() {
        return order == null ? 1 : order.batchesPerEpoch();
      }

      @Override
      public void fill(long number, float[] batch) {
        float[] from = order == null ? draw(size, SeededRandom.of(seed, number)) : once;
        int[] indices = order == null ? IntStream.range(0, size).toArray() : order.indices(number);
        for (int i = 0; i < size; i++) {
          System.arraycopy(from, indices[i] * n, batch, i * n, n);
        }
        if (n == 1 && config.sorted()) {
          Arrays.sort(batch);
        }
      }
    };
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

  /** Over all that the points are a function of. */
  @Override
  public String sha256() {
    return DigestUtils.sha256Hex(set.word() + " " + config);
  }
}
