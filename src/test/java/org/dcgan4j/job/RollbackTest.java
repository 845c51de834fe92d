package org.dcgan4j.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.dcgan4j.binding.Records;
import org.dcgan4j.checkpoint.CheckpointChoice;
import org.dcgan4j.checkpoint.Checkpoints;
import org.dcgan4j.cli.SmallRun;
import org.dcgan4j.config.Config;
import org.dcgan4j.training.DivergedException;
import org.dcgan4j.training.Position;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RollbackTest {
  private static final Duration TRAINED = Duration.ofSeconds(77);

  @TempDir private Path folder;

  @Test
  void placeToGoOnFrom_shouldBeRecordedBeforeACheckpointSaysSo() throws IOException {
    Path path = SmallRun.in(folder).dcgan().out(folder.resolve("runs")).train();
    TrainedRun run =
        TrainedRun.withDiscriminator(path, Map.of(), CheckpointChoice.NEWEST, warning -> {});
    Config config = Records.with(run.config(), Map.of("checkpoint.recoveries", 2));
    Checkpoints checkpoints = new Checkpoints(path, config);
    Rollback rollback = new Rollback(config, run.gan(), checkpoints);
    DivergedException diverged = new DivergedException(9, "dLoss NaN");

    assertThatThrownBy(
            () ->
                rollback.takeBack(
                    diverged,
                    TRAINED,
                    place -> {
                      throw new IllegalStateException("killed");
                    }))
        .hasMessage("killed");
    assertThat(checkpoints.loadNewest(run.gan()).hasRecovered()).isFalse();

    List<Position> recorded = new ArrayList<>();
    Position again = rollback.takeBack(diverged, TRAINED, recorded::add);

    assertThat(recorded).containsExactly(again);
    assertThat(again.trained()).isEqualTo(TRAINED);
    assertThat(checkpoints.loadNewest(run.gan())).isEqualTo(again);
  }
}
