package org.dcgan4j.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import org.dcgan4j.config.Config;
import org.dcgan4j.config.OptimizerConfig;
import org.dcgan4j.layer.NetworkBuilder.LayerKit;
import org.dcgan4j.model.Optimizer.Update;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;

class OptimizerTest {
  private static final String LAYERS = "discriminator.layers=dense 3, tanh, dense 1";

  /** Floats on the host go through our kernels, doubles through ND4J's operations. */
  @ParameterizedTest
  @ValueSource(strings = {"type=adam", "type=sgd", "type=momentum", "type=momentum nesterov=true"})
  void kernels_shouldAgreeWithOperations(String optimizer) {
    Config config = config(optimizer);
    double[] fast = learnt(Gan.create(config, SmallGan.DATA, LayerKit.FAST, DataType.FLOAT));
    double[] slow = learnt(Gan.create(config, SmallGan.DATA, LayerKit.STOCK, DataType.DOUBLE));

    assertThat(fast).usingComparatorWithPrecision(2e-5).containsExactly(slow);
  }

  /** The first layer sums up 64 products, the second 3. */
  @Test
  void rate_shouldBeSmallerWhereLayersHaveMoreInputsThanItIsMeantFor() {
    double[] literal = learntAt(5e-4, 64);
    assertThat(learntAt(5e-4, 0)).isEqualTo(literal);
    assertThat(learntAt(1e-3, 32)).usingComparatorWithPrecision(1e-7).containsExactly(literal);
    assertThat(learntAt(1e-3, 0)).isNotEqualTo(literal);
  }

  @SuppressWarnings("try") // the memory is entered, not used
  private static double[] learntAt(double rate, int fanIn) {
    Gan gan = SmallGan.create(config("type=adam fanIn=" + fanIn));
    try (MemoryWorkspace memory = gan.memory().open()) {
      gan.discriminator().logits(Networks.numbers(1, DataType.FLOAT, SmallGan.DATA.batch(4)));
      gan.discriminator().learn(Networks.numbers(2, DataType.FLOAT, 4, 1), new Update(0, rate));
    }
    return gan.discriminator().graph().params().toDoubleVector();
  }

  /** A run of four times the images has half the rate, a shorter one and one of any length all. */
  @ParameterizedTest
  @CsvSource({"25, 2e-3", "100, 2e-3", "400, 1e-3", "1600, 5e-4", "9223372036854775807, 2e-3"})
  void rate_shouldFallWithTheRootOfARunLongerThanItIsMeantFor(long updates, double rate) {
    OptimizerConfig config =
        config("type=adam learningRate=0.002 runImages=1000").discriminator().optimizer();
    assertThat(Update.of(config, 7, updates, 10).learningRate()).isCloseTo(rate, within(1e-18));
  }

  @Test
  void rate_shouldBeThatOfItsScheduleInARunOfAnyLengthUnlessAsked() {
    OptimizerConfig config = config("type=adam learningRate=0.002").discriminator().optimizer();
    assertThat(Update.of(config, 7, 1_000_000, 10).learningRate()).isEqualTo(0.002);
  }

  @Test
  void beta2_shouldFollowItsScheduleOverImages() {
    String linear = "beta2.kind=linear beta2.from=0.9 beta2.end=1.1 beta2.over=1000";
    double[] atStart = learntWith("beta2=0.9", 0);
    double[] atEnd = learntWith("beta2=0.99", 0);
    assertThat(learntWith(linear, 0)).isEqualTo(atStart).isNotEqualTo(atEnd);
    assertThat(learntWith(linear, 1000)).usingComparatorWithPrecision(1e-7).containsExactly(atEnd);
  }

  /** Two updates, since of one alone the correction of bias takes beta2 away. */
  @SuppressWarnings("try") // the memory is entered, not used
  private static double[] learntWith(String beta2, double images) {
    Gan gan = SmallGan.create(config("kind=adam " + beta2));
    for (int i = 0; i < 2; i++) {
      try (MemoryWorkspace memory = gan.memory().open()) {
        gan.discriminator().logits(Networks.numbers(1, DataType.FLOAT, SmallGan.DATA.batch(4)));
        gan.discriminator()
            .learn(Networks.numbers(2 + i, DataType.FLOAT, 4, 1), new Update(i, 0.01, images, 1e9));
      }
    }
    return gan.discriminator().graph().params().toDoubleVector();
  }

  @Test
  void sgd_shouldKeepNoState() {
    Gan gan = SmallGan.create(config("type=sgd"));
    assertThat(gan.discriminator().optimizerState().length()).isZero();
  }

  @Test
  void biases_shouldBeginAsConfigured() {
    Config config = SmallGan.config("discriminator.initBias=0.2", "generator.initBias=-0.5");
    Gan gan = SmallGan.create(config);
    assertThat(gan.discriminator().graph().getParam("d.conv1_b").toFloatVector())
        .containsOnly(0.2f);
    assertThat(gan.generator().graph().getParam("g.deconv2_b").toFloatVector()).containsOnly(-0.5f);
  }

  /** A deconvolution of stride 2 and kernel 4 sums up a quarter of its taps in each output. */
  @Test
  void weightsByFanIn_shouldHaveTheDeviationOfTheirLayer() {
    Config config =
        SmallGan.config(
            "generator.init=fan-in",
            "generator.initStd=1.5",
            "generator.layers=dense 256, reshape 64x2x2, residual[conv 64 k3 s1 p1, relu, conv 64 k1"
                + " s1 p0], deconv 16 k4 s2 p1, deconv 1 k4 s2 p1");
    Gan gan = SmallGan.create(config);
    assertThat(deviation(gan, "g.dense1_W")).isCloseTo(1.5 / Math.sqrt(6), withinPercentage(10));
    assertThat(deviation(gan, "g.conv1_W")).isCloseTo(1.5 / Math.sqrt(576), withinPercentage(3));
    assertThat(deviation(gan, "g.conv2_W")).as("the last that a residual adds").isZero();
    assertThat(deviation(gan, "g.deconv1_W")).isCloseTo(1.5 / Math.sqrt(256), withinPercentage(3));
    assertThat(gan.discriminator().graph().getParam("d.conv2_W").stdNumber().doubleValue())
        .as("those of the other network")
        .isCloseTo(0.2, withinPercentage(10));
  }

  @Test
  void residualThatIsNormalised_shouldNotBeginAtZero() {
    Config config =
        SmallGan.config(
            "generator.init=fan-in",
            "generator.layers=dense 64, reshape 1x8x8, residual[conv 1 k3 s1 p1, batch-norm]");
    assertThat(deviation(SmallGan.create(config), "g.conv1_W")).isPositive();
  }

  private static double deviation(Gan gan, String parameter) {
    return gan.generator().graph().getParam(parameter).stdNumber(false).doubleValue();
  }

  private static Config config(String optimizer) {
    return SmallGan.config(
        (LAYERS + " discriminator.optimizer." + optimizer.replace(" ", " discriminator.optimizer."))
            .split(" (?=discriminator)"));
  }

  /** The discriminator's parameters behind five updates at falling rates. */
  @SuppressWarnings("try") // the memory is entered, not used
  private static double[] learnt(Gan gan) {
    DataType type = gan.generator().graph().params().dataType();
    INDArray start = Networks.numbers(8, type, gan.discriminator().graph().params().shape());
    gan.discriminator().graph().params().assign(start.mul(0.3));
    for (int i = 0; i < 5; i++) {
      try (MemoryWorkspace memory = gan.memory().open()) {
        gan.discriminator().logits(Networks.numbers(i, type, SmallGan.DATA.batch(4)));
        INDArray gradient = Networks.numbers(9 + i, type, 4, 1);
        gan.discriminator().learn(gradient, new Update(i, 0.05 / (i + 1)));
      }
    }
    return gan.discriminator().graph().params().dup('c').data().asDouble();
  }
}
