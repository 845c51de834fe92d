package org.dcgan4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.dcgan4j.training.Position;
import org.dcgan4j.training.Position.Recovery;
import org.dcgan4j.training.Position.TickSums;
import org.dcgan4j.training.TrainingListener.StepStats;
import org.dcgan4j.training.TrainingListener.TickStats;
import org.dcgan4j.training.TrainingListener.TrainingState;
import org.junit.jupiter.api.Test;

class ProgressDisplayTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

  @Test
  void tickOutsideATerminal_shouldBeOneLineInNoLanguage() {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.GERMANY);
    try (ProgressDisplay display = new ProgressDisplay(out, 0)) {
      display.onStart(state(0, 14050, 0));
      display.onStep(state(1, 14050, 0), new StepStats(1, 1, 1, 0.5, 0.5));
      display.onTick(state(1400, 14050, 0.1), tick(1400, 24.67));
      display.onEnd(state(14050, 14050, 1));
    } finally {
      Locale.setDefault(before);
    }

    assertThat(printed())
        .isEqualTo(
            "step 1400/14050  epoch 4.98  412 images/s  ETA 3:42  "
                + "dLoss 1.271  gLoss 0.943  D(x) 0.571  D(G(z)) 0.429\n");
  }

  @Test
  void etaOfAResumedRun_shouldCountThisProcessOnly() {
    try (ProgressDisplay display = new ProgressDisplay(out, 0)) {
      display.onStart(
          new TrainingState(new Position(500, 70, TickSums.NONE, Recovery.NONE), 1000, 0.5));
      display.onTick(state(600, 1000, 0.6), tick(600, 1070));
    }

    assertThat(printed()).contains("ETA 1:06:40");
  }

  @Test
  void trainingThatOnlyTimeEnds_shouldNameNoLastStep() {
    try (ProgressDisplay display = new ProgressDisplay(out, 0)) {
      display.onStart(state(0, Long.MAX_VALUE, 0));
      display.onTick(state(7, Long.MAX_VALUE, 0), tick(7, 1));
    }

    assertThat(printed()).startsWith("step 7  epoch").contains("ETA -  ");
  }

  @Test
  void bar_shouldFillItsLineAndLeaveOutWhatDoesNotFit() {
    try (ProgressDisplay display = new ProgressDisplay(out, 82)) {
      display.onStart(state(0, 14050, 0));
      display.onTick(state(7025, 14050, 0.5), tick(7025, 100));
    }

    String[] lines = printed().strip().split("\r");
    assertThat(lines[lines.length - 1])
        .contains("50% [####....]  step 7025/14050  epoch 4.98  412 images/s  ETA 1:40")
        .contains("dLoss 1.271")
        .doesNotContain("gLoss");
  }

  private String printed() {
    return bytes.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
  }

  private static TickStats tick(long step, double seconds) {
    return new TickStats(step, 4.98, 1, seconds, 412.3, 1.2714, 0.943, 0.571, 0.429);
  }

  private static TrainingState state(long step, long lastStep, double progress) {
    return new TrainingState(
        new Position(step, 0, TickSums.NONE, Recovery.NONE), lastStep, progress);
  }
}
