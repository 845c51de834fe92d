package org.dcgan4j.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.dcgan4j.bench.StepWork.StackWork;
import org.dcgan4j.config.ConfigReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The figures were worked out by hand from the layers of the presets. */
class StepWorkTest {
  private static final long DEFAULT_GENERATOR = 627_200 + 6_422_528 + 200_704;
  private static final long WIDE_GENERATOR = 1_254_400 + 40_140_800 + 6_422_528 + 200_704;
  private static final long DISCRIMINATOR = 200_704 + 6_422_528 + 6_272;

  /** Forward, weights, and inputs of all layers but the first. */
  private static final long DISCRIMINATOR_LEARNS = 3 * DISCRIMINATOR - 200_704;

  private static StepWork work(String preset, Map<String, String> overrides) {
    return StepWork.of(ConfigReader.resolve(preset, null, overrides));
  }

  @Test
  void wide_shouldNeed_0_39_gigaflop_an_image() {
    StepWork work = work("wide", Map.of());
    assertThat(work.generator()).isEqualTo(new StackWork(WIDE_GENERATOR, 1_254_400));
    assertThat(work.discriminator()).isEqualTo(new StackWork(DISCRIMINATOR, 200_704));
    assertThat(work.flopPerImage()).isEqualTo(390_871_040L);
  }

  @Test
  void default_preset_shouldNeed_0_148_gigaflop_an_image() {
    StepWork work = work("plain-dcgan", Map.of());
    assertThat(work.generator()).isEqualTo(new StackWork(DEFAULT_GENERATOR, 627_200));
    assertThat(work.flopPerImage()).isEqualTo(147_517_440L);
  }

  @Test
  void penalty_shouldCostItsShareOfTheUpdatesThatPayIt() {
    Map<String, String> penalty =
        Map.of("discriminator.penalty.r1", "1", "discriminator.penalty.every", "4");
    long with = work("wide", penalty).flopPerImage();
    long paid = DISCRIMINATOR + DISCRIMINATOR_LEARNS;
    assertThat(with).isEqualTo(390_871_040L + 2 * Math.round(paid / 4.0));
  }

  @ParameterizedTest
  @CsvSource({"0, 4, 1, 1", "1, 4, 1, 4", "1, 4, 2, 2", "1, 4, 3, 4", "1, 6, 4, 3", "1, 1, 5, 1"})
  void cycle_shouldBeTheStepsAfterWhichPenaltiesComeRoundAgain(
      String r1, String every, String discriminatorSteps, int cycle) {
    Map<String, String> overrides =
        Map.of(
            "discriminator.penalty.r1", r1,
            "discriminator.penalty.every", every,
            "training.discriminatorSteps", discriminatorSteps);
    assertThat(StepWork.cycle(ConfigReader.resolve("wide", null, overrides))).isEqualTo(cycle);
  }

  @Test
  void fresh_fakes_shouldCostOneMoreForwardPass() {
    long fresh = work("wide", Map.of("training.reuseFakes", "false")).flopPerImage();
    assertThat(fresh).isEqualTo(390_871_040L + 2 * WIDE_GENERATOR);
  }

  @Test
  void second_generator_batch_shouldCostAllOfTheGeneratorsStepAgain() {
    long one = work("wide", Map.of("training.reuseFakes", "false")).flopPerImage();
    Map<String, String> twice =
        Map.of("training.reuseFakes", "false", "training.generatorBatches", "2");
    long discriminatorLearns = 2 * 2 * DISCRIMINATOR_LEARNS;
    long penaltyFree = one - 2 * WIDE_GENERATOR - discriminatorLearns;

    assertThat(work("wide", twice).flopPerImage()).isEqualTo(one + penaltyFree);
  }

  @Test
  void secondBatchOfFakes_shouldCostTheDiscriminatorMakingAndLearningIt() {
    Map<String, String> fresh = Map.of("training.reuseFakes", "false");
    Map<String, String> twice =
        Map.of("training.reuseFakes", "false", "training.discriminatorBatches", "2");

    assertThat(work("wide", twice).flopPerImage())
        .isEqualTo(
            work("wide", fresh).flopPerImage() + 2 * (WIDE_GENERATOR + DISCRIMINATOR_LEARNS));
  }

  @Test
  void second_discriminator_step_shouldCostFakesAndLearningFromRealsAndFakes() {
    long two = work("wide", Map.of("training.discriminatorSteps", "2")).flopPerImage();
    assertThat(two).isEqualTo(390_871_040L + 2 * (WIDE_GENERATOR + 2 * DISCRIMINATOR_LEARNS));
  }
}
