package org.dcgan4j.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.dcgan4j.training.TrainingListener.TickStats;
import org.junit.jupiter.api.Test;

class DiscriminatorDominanceTest {

  @Test
  void sureDiscriminatorWithAGrowingGLoss_shouldBeWarnedOfAtTheThirdTickAndOnce() {
    List<TickStats> ticks =
        List.of(
            tick(0.7, 0.3, 2),
            tick(0.97, 0.03, 4),
            tick(0.98, 0.02, 5),
            tick(0.99, 0.01, 6),
            tick(0.99, 0.01, 7),
            tick(0.99, 0.01, 8));

    assertThat(warnedAt(ticks)).containsExactly(3);
    assertThat(TrainingAlarms.victory(ticks.subList(0, 4)))
        .hasValue(
            "the discriminator has won? for 3 ticks D(x) 0.990, D(G(z)) 0.010, and gLoss has grown to 6.00");
  }

  @Test
  void afterARecovery_shouldBeWarnedOfAgain() {
    List<TickStats> ticks = new ArrayList<>();
    for (int round = 0; round < 2; round++) {
      ticks.add(tick(0.8, 0.2, 1));
      for (int i = 2; i < 6; i++) {
        ticks.add(tick(0.99, 0.01, i));
      }
    }

    assertThat(warnedAt(ticks)).containsExactly(3, 8);
  }

  @Test
  void gLossThatFallsOrABalancedGame_shouldNotBeWarnedOf() {
    assertThat(warnedAt(List.of(tick(1, 0, 9), tick(1, 0, 8), tick(1, 0, 7)))).isEmpty();
    assertThat(warnedAt(List.of(tick(0.9, 0, 1), tick(0.9, 0, 2), tick(0.9, 0, 3)))).isEmpty();
    assertThat(warnedAt(List.of(tick(1, 0.1, 1), tick(1, 0.1, 2), tick(1, 0.1, 3)))).isEmpty();
    assertThat(warnedAt(List.of())).isEmpty();
  }

  @Test
  void listener_shouldGoOnFromEarlierTicks() {
    List<String> warnings = new ArrayList<>();
    TrainingAlarms listener =
        new TrainingAlarms(List.of(tick(1, 0, 1), tick(1, 0, 2)), warnings::add);

    listener.onTick(null, tick(1, 0, 3));
    listener.onTick(null, tick(1, 0, 4));

    assertThat(warnings).hasSize(1);
  }

  @Test
  void lossesThatExplode_shouldBeWarnedOfOnce() {
    List<TickStats> ticks = new ArrayList<>();
    List<String> warnings = new ArrayList<>();
    TrainingAlarms listener = new TrainingAlarms(ticks, warnings::add);
    for (double gLoss : new double[] {1.9, 4, 180, 189, 1011, 2000, 3}) {
      listener.onTick(null, tick(0.7, 0.3, gLoss));
    }

    assertThat(warnings)
        .containsExactly(
            "the training has fallen apart? dLoss 0.1000, gLoss 1011, and together they were 2.00 before; smaller learning rates may help");
  }

  @Test
  void firstExplosion_shouldBeTheLineThatTheListenerSays() {
    List<TickStats> ticks = new ArrayList<>();
    for (double gLoss : new double[] {1.9, 4, 180, 189, 1011, 2000, 3}) {
      ticks.add(tick(0.7, 0.3, gLoss));
    }

    assertThat(TrainingAlarms.firstExplosion(ticks))
        .isEqualTo(TrainingAlarms.explosion(ticks.subList(0, 5)))
        .isPresent();
    assertThat(TrainingAlarms.firstExplosion(ticks.subList(0, 4))).isEmpty();
  }

  @Test
  void aFirstTickOfLargeLosses_shouldNotBeWarnedOf() {
    assertThat(TrainingAlarms.explosion(List.of(tick(0.7, 0.3, 1e6)))).isEmpty();
    assertThat(TrainingAlarms.explosion(List.of())).isEmpty();
    assertThat(TrainingAlarms.explosion(List.of(tick(1, 0, 0), tick(1, 0, 49)))).isEmpty();
  }

  /** The indices of the ticks at which it warns. */
  private static List<Integer> warnedAt(List<TickStats> ticks) {
    List<Integer> warned = new ArrayList<>();
    for (int i = 0; i < ticks.size(); i++) {
      if (TrainingAlarms.victory(ticks.subList(0, i + 1)).isPresent()) {
        warned.add(i);
      }
    }
    return warned;
  }

  private static TickStats tick(double ofX, double ofGz, double gLoss) {
    return new TickStats(1, 0, 1, 1, 1, 0.1, gLoss, ofX, ofGz);
  }
}
