package org.dcgan4j.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.config.Config;
import org.dcgan4j.layer.DataShape;
import org.dcgan4j.layer.NetworkBuilder.LayerKit;
import org.dcgan4j.model.Optimizer.Update;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

class GradientPenaltyTest {
  private static final int N = 4;
  private static final double WEIGHT = 3;
  private static final double STEP = 1e-6;

  /** Of one linear layer {@code D(x) = w x + b} it is {@code weight / 2 |w|^2}. */
  @Test
  @SuppressWarnings("try") // the memory is entered, not used
  void linearDiscriminator_shouldHaveTheClosedForm() {
    Config config =
        SmallGan.config(
            "generator.layers=dense 3",
            "discriminator.layers=dense 1",
            "discriminator.optimizer.type=sgd");
    Gan gan = Gan.create(config, DataShape.vector(3), LayerKit.FAST, DataType.FLOAT);
    INDArray parameters = gan.discriminator().graph().params();
    parameters.assign(Nd4j.createFromArray(1f, 2f, -2f, 5f));
    double penalty;
    try (MemoryWorkspace memory = gan.memory().open()) {
      INDArray examples = Networks.numbers(1, DataType.FLOAT, N, 3);
      gan.discriminator().logits(examples);
      penalty = gan.discriminator().penalise(Nd4j.ones(DataType.FLOAT, N, 1), WEIGHT).getAsDouble();
      gan.discriminator().logits(examples);
      gan.discriminator().learn(Nd4j.zeros(DataType.FLOAT, N, 1), new Update(0, 0.1));
    }

    assertThat(penalty).isCloseTo(WEIGHT / 2 * 9, within(1e-5));
    assertThat(parameters.toFloatVector())
        .as("moved by the rate times weight times w, and not the bias")
        .containsExactly(new float[] {0.7f, 1.4f, -1.4f, 5}, within(1e-5f));
  }

  /**
   * The numeric gradient of the penalty, whose own gradient with respect to the images comes from a
   * plain backward pass: through convolutions, dropout and classes.
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "STOCK | conv 4 k4 s2 p1, leaky-relu 0.2, conv 8 k4 s2 p1, leaky-relu 0.2, dense 1",
        "STOCK | conv 4 k4 s2 p1, leaky-relu 0.2, dropout 0.3, dense 5, relu, dense 1",
        "FAST | conv 4 k4 s2 p1, leaky-relu 0.2, dropout 0.3, conv 8 k4 s2 p1, leaky-relu 0.2, dropout 0.3, dense 1",
        "STOCK | conv 4 k4 s2 p1, residual[leaky-relu 0.2, conv 4 k3 s1 p1, relu, dropout 0.3], leaky-relu 0.2, dense 1",
        "FAST | residual[conv 1 k3 s1 p1, leaky-relu 0.2], conv 4 k4 s2 p1, leaky-relu 0.2, residual[leaky-relu 0.2, residual[conv 4 k3 s1 p1, leaky-relu 0.3], dropout 0.3], residual[relu, scale -0.5], clip -1 1, dense 1",
        "FAST | conv 4 k4 s2 p1, leaky-relu 0.2, residual[conv 6 k1 s1 p0, leaky-relu 0.2, conv 6 k3 s1 p1 g3, leaky-relu 0.3, conv 4 k1 s1 p0 no-bias], conv 4 k3 s2 p1 g2, relu, dense 1",
        "FAST | conv 4 k1 s1 p0, residual[leaky-relu 0.2, conv 8 k1 s1 p0, relu, conv 8 k3 s1 p1 g2, leaky-relu 0.2, conv 4 k1 s1 p0], down, conv 3 k2 s1 p0, leaky-relu 0.2, up, down, down, dense 1",
        "STOCK | conv 4 k3 s1 p1, leaky-relu 0.2, down, residual[conv 4 k3 s1 p1, leaky-relu 0.2, down, up], up, dense 1",
        "FAST | dense 16, relu, reshape 4x2x2, deconv 3 k4 s2 p1, leaky-relu 0.1, identity, dense 1"
      })
  void penaltyGradient_shouldBeTheNumericOne(LayerKit kit, String layers) {
    Config config =
        SmallGan.config(
            "training.conditional=true",
            "generator.classes=3",
            "discriminator.initStd=0.5",
            "discriminator.initBias=0.1",
            "discriminator.optimizer.type=sgd",
            "discriminator.layers=" + layers);
    Gan gan = Gan.create(config, SmallGan.DATA, kit, DataType.DOUBLE);
    INDArray gradient = gradient(gan);
    ComputationGraph graph = gan.discriminator().graph();

    double largest = 0;
    double difference = 0;
    for (INDArray parameter : Networks.trainable(graph)) {
      long from = parameter.offset() - graph.params().offset();
      INDArray part =
          graph
              .params()
              .reshape(graph.params().length())
              .get(NDArrayIndex.interval(from, from + parameter.length()));
      INDArray before = part.dup();
      for (int k = 0; k < 3; k++) {
        INDArray direction = Networks.numbers(k, DataType.DOUBLE, parameter.length());
        part.assign(before.add(direction.mul(STEP)));
        double up = penalty(gan);
        part.assign(before.sub(direction.mul(STEP)));
        double numeric = (up - penalty(gan)) / (2 * STEP);
        part.assign(before);
        double analytic =
            gradient
                .get(NDArrayIndex.interval(from, from + parameter.length()))
                .mul(direction)
                .sumNumber()
                .doubleValue();
        largest = Math.max(largest, Math.abs(numeric));
        difference = Math.max(difference, Math.abs(numeric - analytic));
      }
    }
    assertThat(largest).as("a gradient at all").isGreaterThan(1e-2);
    assertThat(difference / largest).isLessThan(1e-7);
  }

  /** Learning nothing else, plain gradient descent of rate 1 moves by the penalty's gradient. */
  @SuppressWarnings("try") // the memory is entered, not used
  private static INDArray gradient(Gan gan) {
    INDArray parameters = gan.discriminator().graph().params();
    INDArray before = parameters.dup();
    try (MemoryWorkspace memory = gan.memory().open()) {
      pass(gan);
      gan.discriminator().penalise(picks(), WEIGHT);
      pass(gan);
      gan.discriminator().learn(Nd4j.zeros(DataType.DOUBLE, N, 3), new Update(0, 1));
    }
    INDArray gradient = before.sub(parameters);
    parameters.assign(before);
    return gradient.reshape(gradient.length());
  }

  @SuppressWarnings("try") // the memory is entered, not used
  private static double penalty(Gan gan) {
    ComputationGraph graph = gan.discriminator().graph();
    LayerChain layers = new LayerChain(graph, Networks.layers(graph, "d."));
    try (MemoryWorkspace memory = gan.memory().open()) {
      pass(gan);
      INDArray g = layers.backward(picks(), gan.memory().manager());
      return WEIGHT / 2 / N * g.mul(g).sumNumber().doubleValue();
    }
  }

  private static void pass(Gan gan) {
    Nd4j.getRandom().setSeed(5);
    gan.discriminator().logits(Networks.numbers(3, DataType.DOUBLE, SmallGan.DATA.batch(N)));
  }

  private static INDArray picks() {
    INDArray picks = Nd4j.zeros(DataType.DOUBLE, N, 3);
    for (int i = 0; i < N; i++) {
      picks.putScalar(i, i % 3, 1);
    }
    return picks;
  }

  @ParameterizedTest
  @ValueSource(strings = {"tanh", "sigmoid", "batch-norm", "residual[dense 4, residual[tanh]]"})
  void curvedLayers_shouldBeRefused(String layer) {
    assertThatThrownBy(
            () ->
                SmallGan.config(
                    "discriminator.penalty.r1=1",
                    "discriminator.layers=dense 4, " + layer + ", dense 1"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(
            "penalties: needs layers that are linear in pieces, and \"" + layer + "\" is none");
  }
}
