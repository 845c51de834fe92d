package org.dcgan4j.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.config.Config;
import org.dcgan4j.layer.DataShape;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Networks on vectors, and a discriminator that answers with probabilities. */
class PointGanTest {
  private static final Config CONFIG =
      SmallGan.config(
          "generator.latentSize=1",
          "generator.initStd=1",
          "generator.layers=dense 7, tanh, dense 5, tanh, dense 1, tanh, scale 6",
          "discriminator.initStd=1",
          "discriminator.output=probability",
          "discriminator.layers=dense 7, tanh, dense 5, tanh, dense 1, tanh, clip 0.01 0.99");
  private static final Gan GAN = Gan.create(CONFIG, DataShape.vector(1));

  @Test
  void probabilities_shouldBeTheAnswersThemselves() {
    float[] probabilities = GAN.discriminator().probabilities(new float[] {-2, 0, 1}, 3);
    double[] stock =
        GAN.discriminator()
            .graph()
            .outputSingle(Nd4j.createFromArray(-2f, 0f, 1f).reshape(3, 1))
            .reshape(3)
            .toDoubleVector();
    for (int i = 0; i < 3; i++) {
      assertThat(probabilities[i]).isBetween(0.01f, 0.99f);
      assertThat((double) probabilities[i]).isCloseTo(stock[i], within(1e-6));
    }
  }

  @Test
  void stockGenerator_shouldScaleToo() {
    float[] latents = {-1, 0.3f, 2};
    INDArray stock =
        Gan.stockGenerator(GAN.generator(), CONFIG.generator())
            .outputSingle(Nd4j.createFromArray(latents).reshape(3, 1));
    assertThat(stock.reshape(3).toFloatVector())
        .usingComparatorWithPrecision(1e-5f)
        .containsExactly(GAN.generator().generate(latents, 3));
  }

  /** Of the mean answer with respect to a latent, through both networks. */
  @Test
  @SuppressWarnings("try") // the memory is entered, not used
  void gradientThroughBothNetworks_shouldBeTheNumericOne() {
    try (MemoryWorkspace memory = GAN.memory().open()) {
      INDArray z = Nd4j.createFromArray(0.1f, -0.4f).reshape(2, 1);
      GAN.adversarial().logits(GAN.adversarial().fakes(z));
      INDArray logitGradient = Nd4j.createFromArray(0.5f, 0.5f).reshape(2, 1);
      GAN.adversarial().generatorGradient(GAN.adversarial().fakesGradient(logitGradient));
    }
    INDArray weights = GAN.generator().graph().getLayer("g.dense3").getParam("W");
    double gradient =
        GAN.generator().graph().getLayer("g.dense3").getGradientsViewArray().getDouble(0);
    float first = weights.getFloat(0);
    double step = 1e-2;
    weights.putScalar(0, first + step);
    double above = meanAnswer();
    weights.putScalar(0, first - step);
    double below = meanAnswer();
    weights.putScalar(0, first);
    assertThat(gradient).isCloseTo((above - below) / (2 * step), within(1e-3));
    assertThat(Math.abs(gradient)).isGreaterThan(1e-3);
  }

  @Test
  void lastLayerThatIsNoProbability_shouldBeRefused() {
    assertThatThrownBy(() -> SmallGan.config("discriminator.output=probability"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "discriminator: layers: the last is \"dense 1\", legal is \"sigmoid\" or a \"clip\""
                + " inside 0 and 1");
  }

  private static double meanAnswer() {
    float[] fakes = GAN.generator().generate(new float[] {0.1f, -0.4f}, 2);
    float[] answers = GAN.discriminator().probabilities(fakes, 2);
    return (answers[0] + answers[1]) / 2;
  }
}
