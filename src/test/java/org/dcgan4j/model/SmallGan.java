package org.dcgan4j.model;

import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.dcgan4j.config.Config;
import org.dcgan4j.config.ConfigReader;
import org.dcgan4j.data.RealBatches;
import org.dcgan4j.layer.DataShape;
import org.dcgan4j.layer.NetworkBuilder.LayerKit;
import org.nd4j.linalg.api.buffer.DataType;

/** The plain GAN in small, for 8x8 images: every kind of layer, milliseconds a step. */
public final class SmallGan {
  public static final DataShape DATA = DataShape.image(1, 8, 8);

  private static final Map<String, String> SMALL =
      Map.of(
          "generator.latentSize",
          "6",
          "generator.layers",
          "dense 32, batch-norm, leaky-relu 0.2, reshape 8x2x2, deconv 4 k4 s2 p1, batch-norm,"
              + " leaky-relu 0.2, deconv 1 k4 s2 p1, tanh",
          "generator.initStd",
          "0.2",
          "discriminator.layers",
          "conv 4 k4 s2 p1, leaky-relu 0.2, dropout 0.3, conv 8 k4 s2 p1, leaky-relu 0.2,"
              + " dropout 0.3, dense 1",
          "discriminator.initStd",
          "0.2",
          "generator.optimizer.learningRate",
          "5e-4",
          "discriminator.optimizer.learningRate",
          "5e-4",
          "generator.average.halfLife",
          "20000",
          "training.batchSize",
          "5");

  private SmallGan() {}

  /**
   * @param overrides {@code key=value}
   */
  public static Config config(String... overrides) {
    Map<String, String> values = new HashMap<>(SMALL);
    for (String override : overrides) {
      String[] keyAndValue = override.split("=", 2);
      values.put(keyAndValue[0], keyAndValue[1]);
    }
    return ConfigReader.resolve("plain-dcgan", null, values);
  }

  public static Gan create(Config config) {
    return Gan.create(config, DATA, LayerKit.FAST, DataType.FLOAT);
  }

  /** As {@link #reals}, each example of the next class in turn. */
  public static RealBatches reals(int classes) {
    RealBatches noise = reals();
    return new RealBatches() {
      @Override
      public int batchesPerEpoch() {
        return noise.batchesPerEpoch();
      }

      @Override
      public void fill(long number, float[] batch) {
        noise.fill(number, batch);
      }

      @Override
      public int[] labels(long number) {
        return IntStream.range(0, 5).map(i -> (int) ((number + i) % classes)).toArray();
      }
    };
  }

  /** Noise: batch {@code number} is a pure function of its number. Four batches are an epoch. */
  public static RealBatches reals() {
    return new RealBatches() {
      @Override
      public int batchesPerEpoch() {
        return 4;
      }

      @Override
      public void fill(long number, float[] batch) {
        SplittableRandom random = new SplittableRandom(number);
        for (int i = 0; i < batch.length; i++) {
          batch[i] = (float) random.nextDouble(-1, 1);
        }
      }
    };
  }
}
