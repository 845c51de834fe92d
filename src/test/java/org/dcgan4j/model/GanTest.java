package org.dcgan4j.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.config.Config;
import org.dcgan4j.layer.NetworkBuilder.LayerKit;
import org.dcgan4j.model.Optimizer.Update;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class GanTest {
  private static final Config CONFIG = SmallGan.config();

  @Test
  void layers_shouldBeNamedAlikeInAllGraphs() {
    Gan gan = Gan.create(CONFIG, SmallGan.DATA, LayerKit.STOCK, DataType.FLOAT);

    List<String> generator = Networks.layers(gan.generator().graph(), "g.");
    List<String> discriminator = Networks.layers(gan.discriminator().graph(), "d.");
    assertThat(generator)
        .containsExactly(
            "g.dense1",
            "g.batchNorm1",
            "g.leakyRelu1",
            "g.deconv1",
            "g.batchNorm2",
            "g.leakyRelu2",
            "g.deconv2",
            "g.tanh1");
    assertThat(discriminator)
        .containsExactly(
            "d.conv1",
            "d.leakyRelu1",
            "d.dropout1",
            "d.conv2",
            "d.leakyRelu2",
            "d.dropout2",
            "d.dense1");
    assertThat(Networks.layers(gan.adversarial().graph(), "g.")).isEqualTo(generator);
    assertThat(Networks.layers(gan.adversarial().graph(), "d.")).isEqualTo(discriminator);
  }

  @Test
  void networks_shouldShareTheirParametersWithTheStackedGraph() {
    Gan gan = SmallGan.create(CONFIG);
    INDArray stacked = gan.adversarial().graph().getLayer("d.conv2").getParam("W");

    gan.discriminator().graph().getLayer("d.conv2").getParam("W").assign(7);
    gan.generator().graph().params().assign(3);

    assertThat(stacked.minNumber().doubleValue()).isEqualTo(7);
    assertThat(gan.adversarial().graph().getLayer("g.deconv1").getParam("W").meanNumber())
        .isEqualTo(3.0);
  }

  @Test
  void allProblemsOfTheLayers_shouldBeReportedTogether() {
    Config config =
        SmallGan.config(
            "generator.layers=dense 49, reshape 1x7x7, tanh",
            "discriminator.layers=conv 3 k4 s2 p1, reshape 3x4x4, dense 1");

    assertThatThrownBy(() -> SmallGan.create(config))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "generator.layers: they make 1x7x7, and the data are 1x8x8\n"
                + "discriminator.layers[1] \"reshape 3x4x4\" needs a vector, and gets an image of"
                + " 3x4x4; put a dense layer before it");
  }

  @Test
  void networkOfMoreParametersThanAnArrayHolds_shouldBeRefused() {
    Config config =
        SmallGan.config("generator.layers=dense 1048576, dense 4096, dense 64, reshape 1x8x8");

    assertThatThrownBy(() -> SmallGan.create(config))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("generator.layers: have 4302573632 parameters, legal are at most 2147483647");
  }

  /** What a user may write at the edges of what fits. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "dense 64, tanh, reshape 1x8x8 | conv 2 k4 s3 p0, leaky-relu 0, dropout 0.3, dense 1",
        "reshape 6x1x1, deconv 1 k8 s1 p0, leaky-relu 0.2 | leaky-relu 0.2, batch-norm, dense 1",
        "dense 50, reshape 2x5x5, dense 64, reshape 1x8x8, identity | dense 9, relu, dense 1"
      })
  void unusualNetworks_shouldTrain(String generator, String discriminator) {
    Gan gan =
        SmallGan.create(
            SmallGan.config(
                "generator.layers=" + generator, "discriminator.layers=" + discriminator));
    INDArray before = gan.generator().graph().params().dup();

    generatorStep(gan, 1);

    assertThat(gan.generator().graph().params()).isNotEqualTo(before);
    assertThat(gan.generator().generate(new float[12], 2)).hasSize(128);
  }

  /** Without its dropout the dense layer would stand before the normalisation and lose its bias. */
  @Test
  void stockGenerator_shouldHaveStockDropoutOfTheSameRate() {
    Config config =
        SmallGan.config(
            "generator.layers=dense 64, dropout 0.3, batch-norm, leaky-relu 0.2, dropout 0, "
                + "reshape 1x8x8, tanh");
    Gan gan = SmallGan.create(config);
    float[] latents = new Latents(config.generator(), 1).next(3);

    ComputationGraph stock = Gan.stockGenerator(gan.generator(), config.generator());

    assertThat(stock.getLayer("g.dropout1").conf().getLayer().getIDropout())
        .isEqualTo(new Dropout(0.7));
    assertThat(stock.getConfiguration().toJson()).doesNotContain("dcgan4j");
    INDArray images = stock.outputSingle(Nd4j.createFromArray(latents).reshape('c', 3, 6));
    assertThat(floats(images))
        .usingComparatorWithPrecision(1e-5f)
        .containsExactly(gan.generator().generate(latents, 3));
  }

  @Test
  void stockGenerator_shouldHaveParametersOfItsOwn() {
    Gan gan = SmallGan.create(CONFIG);

    Gan.stockGenerator(gan.generator(), CONFIG.generator()).params().assign(7);

    assertThat(gan.generator().graph().params().maxNumber().floatValue()).isNotEqualTo(7);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "training.seed=42",
        "discriminator.layers=conv 32 k1 s1 p0, residual[conv 64 k1 s1 p0, leaky-relu 0.2, conv 64 k3"
            + " s1 p1 g4, leaky-relu 0.2, conv 32 k1 s1 p0 no-bias], down, conv 8 k1 s1 p0, up,"
            + " down, leaky-relu 0.2, dense 1",
        "discriminator.separateBatches=true; discriminator.layers=conv 4 k4 s2 p1, leaky-relu 0.2,"
            + " minibatch-std 4, conv 4 k3 s1 p1, batch-norm, leaky-relu 0.2, dense 1"
      })
  void generatorStep_shouldLeaveTheDiscriminatorBitForBit(String options) {
    Gan gan = SmallGan.create(SmallGan.config(options.split("; ")));
    discriminatorStep(gan, 1);
    float[] parameters = floats(gan.discriminator().graph().params());
    float[] state = floats(gan.discriminator().optimizerState());
    float[] generator = floats(gan.generator().graph().params());
    float[] generatorState = floats(gan.adversarial().optimizerState());

    generatorStep(gan, 2);

    assertThat(state).as("has been used").isNotEqualTo(new float[state.length]);
    assertThat(floats(gan.discriminator().graph().params())).isEqualTo(parameters);
    assertThat(floats(gan.discriminator().optimizerState())).isEqualTo(state);
    assertThat(floats(gan.generator().graph().params())).isNotEqualTo(generator);
    assertThat(floats(gan.adversarial().optimizerState())).isNotEqualTo(generatorState);
  }

  @Test
  void discriminatorStep_shouldLeaveTheGeneratorBitForBit() {
    Gan gan = SmallGan.create(CONFIG);
    float[] generator = floats(gan.generator().graph().params());
    float[] discriminator = floats(gan.discriminator().graph().params());

    discriminatorStep(gan, 1);

    assertThat(floats(gan.generator().graph().params())).isEqualTo(generator);
    assertThat(floats(gan.discriminator().graph().params())).isNotEqualTo(discriminator);
  }

  @SuppressWarnings("try") // the memory is entered, not used
  private static void generatorStep(Gan gan, long seed) {
    Nd4j.getRandom().setSeed(seed);
    try (MemoryWorkspace memory = gan.memory().open()) {
      INDArray fakes = gan.adversarial().fakes(Networks.numbers(seed, DataType.FLOAT, 5, 6));
      gan.adversarial().logits(fakes);
      INDArray gradient =
          gan.adversarial().fakesGradient(Networks.numbers(3, DataType.FLOAT, 5, 1));
      gan.adversarial().learn(gradient, new Update(0, 1e-3));
    }
  }

  @SuppressWarnings("try") // the memory is entered, not used
  private static void discriminatorStep(Gan gan, long seed) {
    Nd4j.getRandom().setSeed(seed);
    try (MemoryWorkspace memory = gan.memory().open()) {
      gan.discriminator().logits(Networks.numbers(seed, DataType.FLOAT, SmallGan.DATA.batch(5)));
      gan.discriminator().learn(Networks.numbers(3, DataType.FLOAT, 5, 1), new Update(0, 1e-3));
    }
  }

  private static float[] floats(INDArray array) {
    return array.dup('c').data().asFloat();
  }
}
