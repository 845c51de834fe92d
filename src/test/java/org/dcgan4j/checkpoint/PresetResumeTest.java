package org.dcgan4j.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.dcgan4j.config.Config;
import org.dcgan4j.config.ConfigReader;
import org.dcgan4j.model.Gan;
import org.dcgan4j.model.GanState;
import org.dcgan4j.model.SmallGan;
import org.dcgan4j.training.Position;
import org.dcgan4j.training.TrainingStep;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The networks, optimisers and options of every preset, at their full size in batches of two. */
class PresetResumeTest {
  @TempDir Path run;

  @ParameterizedTest
  @MethodSource("org.dcgan4j.config.ConfigReader#presets")
  void resumedTraining_shouldBeBitEqualToAnUninterruptedOne(String preset) throws IOException {
    Config config = ConfigReader.resolve(preset, null, Map.of("training.batchSize", "2"));
    Gan whole = trained(config, create(config), 1, 4);
    Gan first = trained(config, create(config), 1, 2);
    new Checkpoints(run, config).save(first, Position.START, 1);

    Gan second = create(config);
    new Checkpoints(run, config).loadNewest(second);
    trained(config, second, 3, 4);

    assertThat(differing(second, whole)).isEmpty();
    assertThat(differing(second, first)).contains(GanState.GENERATOR, "discriminator");
  }

  /** The names of the arrays that differ in a bit; they are too long to be shown. */
  private static List<String> differing(Gan one, Gan other) {
    Map<String, INDArray> others = GanState.of(other);
    return GanState.of(one).entrySet().stream()
        .filter(e -> !Arrays.equals(floats(e.getValue()), floats(others.get(e.getKey()))))
        .map(Map.Entry::getKey)
        .toList();
  }

  private static float[] floats(INDArray array) {
    return array.isEmpty() ? new float[0] : array.dup('c').data().asFloat();
  }

  private static Gan create(Config config) {
    return Gan.create(config, Gan.shapeOf(config));
  }

  private static Gan trained(Config config, Gan gan, long from, long to) {
    TrainingStep step = new TrainingStep(config, gan, SmallGan.reals());
    for (long i = from; i <= to; i++) {
      step.run(i);
    }
    return gan;
  }
}
