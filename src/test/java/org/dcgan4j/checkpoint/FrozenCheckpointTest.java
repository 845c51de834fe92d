package org.dcgan4j.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.commons.io.FileUtils;
import org.dcgan4j.config.Config;
import org.dcgan4j.config.ConfigReader;
import org.dcgan4j.model.Gan;
import org.dcgan4j.model.SmallGan;
import org.dcgan4j.training.Position;
import org.dcgan4j.training.Position.Recovery;
import org.dcgan4j.training.Position.TickSums;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs of older versions, which have to load for ever. Never write these files again. */
class FrozenCheckpointTest {
  private static final Path FROZEN = Path.of("src/test/resources/checkpoint");
  private static final TickSums SUMS = new TickSums(3, 1.5, 1, 2, 0.5, 0.25);

  @Test
  void format3_shouldLoadAndDrawWhatItDrew() throws IOException {
    Path run = FROZEN.resolve("format-3");
    Gan gan = SmallGan.create(config(run));

    Position position = new Checkpoints(run, config(run)).loadNewest(gan);

    assertThat(position).isEqualTo(new Position(3, 1.5, SUMS, new Recovery(1, 2)));
    List<String> expected = Files.readAllLines(run.resolve("samples.txt"));
    float[] drawn = gan.sampler().generate(latents(), 2);
    assertThat(drawn).hasSameSizeAs(expected);
    for (int i = 0; i < drawn.length; i++) {
      assertThat(drawn[i]).isCloseTo(Float.parseFloat(expected.get(i)), within(1e-5f));
    }
  }

  /** Its configuration is compared in the keys of today: a scheduled rate has other ones. */
  @Test
  void format3_shouldNotLoadWithAnotherScheduledRate(@TempDir Path run) throws IOException {
    FileUtils.copyDirectory(FROZEN.resolve("format-3").toFile(), run.toFile());
    Path manifest = run.resolve("checkpoint-000003/checkpoint.json");
    String kind = "\"generator.optimizer.schedule.kind\" : \"constant\"";
    Files.writeString(
        manifest, Files.readString(manifest).replace(kind, kind.replace("constant", "staircase")));
    String[] schedule = {"generator.optimizer.schedule.kind", "staircase"};
    Config same = config(run, Map.of(schedule[0], schedule[1]));
    Config edited =
        config(run, Map.of(schedule[0], schedule[1], "generator.optimizer.learningRate", "3e-4"));
    Gan gan = SmallGan.create(same);

    assertThat(new Checkpoints(run, same).loadNewest(gan).step()).isEqualTo(3);
    assertThatThrownBy(() -> new Checkpoints(run, edited).loadNewest(gan))
        .hasMessageEndingWith(": generator.optimizer.learningRate.from was 2.0E-4, is 3.0E-4");
  }

  /** It had no average, no recovery and no configuration of its own. */
  @Test
  void format2_shouldLoadAndTakeTheGeneratorForItsAverage() {
    Path run = FROZEN.resolve("format-2");
    Gan gan = SmallGan.create(config(run));

    Position position = new Checkpoints(run, config(run)).loadNewest(gan);

    assertThat(position).isEqualTo(new Position(3, 1.5, SUMS, Recovery.NONE));
    assertThat(gan.sampler().generate(latents(), 2))
        .isEqualTo(gan.generator().generate(latents(), 2));
    Path later = FROZEN.resolve("format-3");
    Gan newer = SmallGan.create(config(later));
    new Checkpoints(later, config(later)).loadNewest(newer);
    assertThat(gan.generator().generate(latents(), 2))
        .isEqualTo(newer.generator().generate(latents(), 2));
  }

  private static Config config(Path run) {
    return config(run, Map.of());
  }

  private static Config config(Path run, Map<String, String> overrides) {
    return ConfigReader.resolve(null, run.resolve("config.json"), overrides);
  }

  private static float[] latents() {
    float[] latents = new float[8];
    for (int i = 0; i < latents.length; i++) {
      latents[i] = i / 8f - 0.5f;
    }
    return latents;
  }
}
