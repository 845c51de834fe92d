package org.dcgan4j.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.dcgan4j.compute.FarDevice;
import org.dcgan4j.config.Config;
import org.dcgan4j.config.ConfigReader;
import org.dcgan4j.data.RealBatches;
import org.dcgan4j.layer.DataShape;
import org.dcgan4j.layer.NetworkBuilder.LayerKit;
import org.dcgan4j.model.Gan;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * What a step asks of a GPU, counted on a CPU. {@code mvn test -Dtest=FarDeviceStepTest
 * -Dtest.memory=-Ddcgan4j.calls=true} says where each comes from.
 */
class FarDeviceStepTest {
  private static final int BATCH = 16;

  /**
   * At most so many calls and copies. The first step and every fourth from there on has the
   * penalty. Dropout's masks are drawn on the host; reals and fakes in batches of their own are two
   * copies more, one to the host.
   */
  @ParameterizedTest
  @CsvSource({
    "notmnist-dcgan, false, 1, 163, 2, 6",
    "notmnist-dcgan, false, 2, 112, 2, 5",
    "notmnist-dcgan, true, 2, 205, 2, 5",
    "plain-dcgan, false, 2, 62, 2, 8",
    "dcgan-32, false, 2, 120, 3, 5"
  })
  void step_shouldAskLittleOfTheDevice(
      String preset, boolean classNormalisation, int number, int calls, int toHost, int fromHost) {
    Config given =
        ConfigReader.resolve(
            preset,
            null,
            Map.of(
                "training.backend",
                "nd4j",
                "training.batchSize",
                String.valueOf(BATCH),
                "generator.classNormalisation",
                String.valueOf(classNormalisation)));
    DataShape shape =
        preset.equals("dcgan-32") ? DataShape.image(3, 32, 32) : DataShape.image(1, 28, 28);
    Config config = given.withShape(shape).withClasses(10);
    try (FarDevice device = new FarDevice()) {
      Gan gan = Gan.create(config, shape, LayerKit.FAST, DataType.FLOAT);
      TrainingStep step = new TrainingStep(config, gan, new Noise());
      device.reset();

      step.run(number);

      if (Boolean.getBoolean("dcgan4j.calls")) {
        System.err.println(preset + " step " + number + " " + device.counts());
        System.err.println(device.bySite());
      }
      assertThat(device.counts().calls()).isLessThanOrEqualTo(calls);
      assertThat(device.counts().toHost()).isLessThanOrEqualTo(toHost);
      assertThat(device.counts().fromHost()).isLessThanOrEqualTo(fromHost);
    }
  }

  private static final class Noise implements RealBatches {
    @Override
    public int batchesPerEpoch() {
      return 4;
    }

    @Override
    public int[] labels(long number) {
      return IntStream.range(0, BATCH).map(i -> i % 10).toArray();
    }

    @Override
    public void fill(long number, float[] batch) {
      SplittableRandom random = new SplittableRandom(number);
      for (int i = 0; i < batch.length; i++) {
        batch[i] = (float) random.nextDouble(-1, 1);
      }
    }
  }
}
