package org.dcgan4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.config.Config;
import org.dcgan4j.config.ConfigReader;
import org.junit.jupiter.api.Test;

class GaussianPointsTest {
  private static final Map<String, String> LINE =
      Map.of("data.set", "gaussian-1d", "data.gaussian.mu", "3", "data.gaussian.sigma", "0.5");
  private static final Map<String, String> PLANE =
      Map.of(
          "data.set", "gaussian-2d",
          "data.gaussian.a11", "1",
          "data.gaussian.a12", "2",
          "data.gaussian.a21", "-0.1",
          "data.gaussian.a22", "0.5",
          "data.gaussian.b1", "1",
          "data.gaussian.b2", "2");

  @Test
  void distribution_shouldBeTheClosedForm() {
    GaussianPoints plane = points(config(PLANE));
    assertThat(plane.mean()).containsExactly(1, 2);
    assertThat(plane.covariance()[0]).containsExactly(new double[] {1.01, 1.95}, within(1e-12));
    assertThat(plane.covariance()[1]).containsExactly(new double[] {1.95, 4.25}, within(1e-12));
    GaussianPoints line = points(config(LINE));
    assertThat(line.covariance()[0][0]).isEqualTo(0.25);
    assertThat(line.density(3)).isCloseTo(1 / (0.5 * Math.sqrt(2 * Math.PI)), within(1e-12));
    assertThat(line.density(3.5) / line.density(3)).isCloseTo(Math.exp(-0.5), within(1e-12));
  }

  /** Tolerances of four standard errors and more. */
  @Test
  void drawnPoints_shouldHaveTheDistributionsMoments() {
    GaussianPoints plane = points(config(PLANE));
    float[] drawn = plane.draw(200_000, SeededRandom.of(5, 0));
    double[] mean = new double[2];
    double[] products = new double[3];
    for (int i = 0; i < drawn.length; i += 2) {
      double x = drawn[i] - 1;
      double y = drawn[i + 1] - 2;
      mean[0] += x / 200_000;
      mean[1] += y / 200_000;
      products[0] += x * x / 200_000;
      products[1] += x * y / 200_000;
      products[2] += y * y / 200_000;
    }
    assertThat(mean).containsExactly(new double[] {0, 0}, within(0.02));
    assertThat(products).containsExactly(new double[] {1.01, 1.95, 4.25}, within(0.06));
  }

  @Test
  void batch_shouldBeAPureFunctionOfItsNumber() {
    Config config = config(LINE, "data.gaussian.sorted", "true");
    float[] first = batch(points(config).batches(config), 7, 64);
    RealBatches others = points(config).batches(config);
    batch(others, 3, 64);
    assertThat(batch(others, 7, 64)).isEqualTo(first).isSorted();
    assertThat(batch(others, 8, 64)).isNotEqualTo(first);
    Config otherSeed = config(LINE, "training.seed", "8");
    assertThat(batch(points(otherSeed).batches(otherSeed), 7, 64)).isNotEqualTo(first);
  }

  @Test
  void fixedPoints_shouldComeBackInEachEpoch() {
    Config config = config(PLANE, "data.gaussian.points", "128");
    RealBatches batches = points(config).batches(config);
    assertThat(batches.batchesPerEpoch()).isEqualTo(2);
    TreeSet<Float> first = new TreeSet<>();
    TreeSet<Float> second = new TreeSet<>();
    for (int i = 0; i < 2; i++) {
      for (float x : batch(batches, i, 128)) {
        first.add(x);
      }
      for (float x : batch(batches, 2 + i, 128)) {
        second.add(x);
      }
    }
    assertThat(first).hasSize(256).isEqualTo(second);
  }

  @Test
  void hash_shouldFollowEverythingThatMakesTheData() {
    String hash = points(config(LINE)).sha256();
    assertThat(points(config(LINE)).sha256()).isEqualTo(hash);
    assertThat(points(config(LINE, "data.gaussian.seed", "2")).sha256()).isNotEqualTo(hash);
    assertThat(points(config(LINE, "data.gaussian.mu", "4")).sha256()).isNotEqualTo(hash);
  }

  @Test
  void fewerPointsThanABatch_shouldBeRefused() {
    Config config = config(PLANE, "data.gaussian.points", "10");
    assertThatThrownBy(() -> points(config).batches(config))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("the data have 10 examples, and training.batchSize is 64; legal is 1 to 10");
  }

  @Test
  void folderForDrawnData_shouldBeRefused() {
    assertThatThrownBy(() -> config(LINE, "data.dir", "mnist"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "data: gaussian-1d is drawn, and not read: legal are no data.dir and no data.onlyClass");
  }

  private static float[] batch(RealBatches batches, long number, int length) {
    float[] batch = new float[length];
    batches.fill(number, batch);
    return batch;
  }

  private static GaussianPoints points(Config config) {
    return (GaussianPoints) DataSource.load(config, done -> {}, Progress.NONE);
  }

  private static Config config(Map<String, String> values, String... keyAndValue) {
    Map<String, String> all = new HashMap<>(values);
    for (int i = 0; i < keyAndValue.length; i += 2) {
      all.put(keyAndValue[i], keyAndValue[i + 1]);
    }
    return ConfigReader.resolve("plain-dcgan", null, all);
  }
}
