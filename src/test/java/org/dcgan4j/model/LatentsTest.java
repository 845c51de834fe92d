package org.dcgan4j.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.dcgan4j.model.SmallGan.config;

import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.stream.IntStream;
import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.config.ConfigReader;
import org.dcgan4j.config.GeneratorConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LatentsTest {
  @Test
  void truncatedNumbers_shouldBeNormalOnesWithoutThoseFarFromZero() {
    GeneratorConfig config = ConfigReader.preset("notmnist-dcgan").generator();
    float[] drawn = new Latents(config, 7).truncated(1).next(1000);
    float[] first = new Latents(config, 7).truncated(1).next(10);

    DoubleSummaryStatistics all =
        IntStream.range(0, drawn.length).mapToDouble(i -> drawn[i]).summaryStatistics();
    assertThat(all.getMax()).isLessThanOrEqualTo(1).isGreaterThan(0.999);
    assertThat(all.getMin()).isGreaterThanOrEqualTo(-1).isLessThan(-0.999);
    double squares = IntStream.range(0, drawn.length).mapToDouble(i -> drawn[i] * drawn[i]).sum();
    // 1 - 2 phi(1) / (Phi(1) - Phi(-1))
    assertThat(squares / drawn.length).isCloseTo(0.29112, within(0.003));
    assertThat(first).isEqualTo(Arrays.copyOf(drawn, first.length));
  }

  @Test
  void truncationOfOtherNumbers_shouldBeRefused() {
    Latents uniform = new Latents(config("generator.latent=uniform").generator(), 7);

    assertThatThrownBy(() -> uniform.truncated(1))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("--truncation: given 1.0, legal is none where latents are uniform");
    assertThatThrownBy(() -> uniform.truncated(Double.NaN))
        .hasMessage("--truncation: given NaN, legal is 0.1 to 10");
  }

  private static final int N = 100_000;

  /** The tolerance of 0.02 is more than four standard errors of each figure. */
  @ParameterizedTest
  @CsvSource({
    "normal, 0, 1, -9, 9",
    "uniform, 0, 0.57735, -1, 1",
    "uniform01, 0.5, 0.288675, 0, 1",
    "stratified, 0, 1.732051, -3, 3.01"
  })
  void latents_shouldHaveTheMomentsOfTheirDistribution(
      String name, double mean, double sd, float least, float greatest) {
    GeneratorConfig generator =
        config("generator.latent=" + name, "generator.latentRange=3", "generator.latentSize=1")
            .generator();
    for (Latents latents :
        new Latents[] {new Latents(generator, 1), Latents.ofTraining(generator, 1)}) {
      float[] values = latents.next(N);
      double average = average(values, x -> x);
      assertThat(average).isCloseTo(mean, within(0.02));
      assertThat(Math.sqrt(average(values, x -> x * x) - average * average))
          .isCloseTo(sd, within(0.02));
      assertThat(IntStream.range(0, N).mapToDouble(i -> values[i]))
          .allMatch(x -> x >= least && x <= greatest);
    }
  }

  @Test
  void stratifiedBatch_shouldStandAtEqualDistances() {
    GeneratorConfig generator =
        config("generator.latent=stratified", "generator.latentRange=6", "generator.latentSize=1")
            .generator();

    float[] latents = Latents.ofTraining(generator, 4).next(200);

    for (int i = 0; i < latents.length; i++) {
      double place = -6 + 12.0 * i / 199;
      assertThat(latents[i] - place).isBetween(-1e-6, 0.01 + 1e-6);
    }
    assertThat(latents).doesNotContain(-6f);
  }

  @Test
  void sampling_shouldTakeItsOwnDistributionAndNotDependOnTheCount() {
    GeneratorConfig generator =
        config("generator.latent=uniform01", "generator.samplingLatent=normal").generator();

    float[] many = new Latents(generator, 1).next(1000);

    assertThat(least(many)).isNegative();
    assertThat(least(Latents.ofTraining(generator, 1).next(1000))).isNotNegative();
    assertThat(new Latents(generator, 1).next(3)).isEqualTo(Arrays.copyOf(many, 18));
  }

  @Test
  void stratifiedLatentsOfSeveralNumbers_shouldBeRefused() {
    assertThatThrownBy(() -> config("generator.latent=stratified"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("generator: latentSize: given 6, legal with stratified latents is 1");
  }

  private static double average(float[] values, java.util.function.DoubleUnaryOperator f) {
    return IntStream.range(0, values.length).mapToDouble(i -> f.applyAsDouble(values[i])).sum()
        / values.length;
  }

  private static double least(float[] values) {
    return IntStream.range(0, values.length).mapToDouble(i -> values[i]).min().orElseThrow();
  }
}
