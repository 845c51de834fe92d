package org.dcgan4j.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.dcgan4j.config.Config;
import org.dcgan4j.layer.NetworkBuilder.LayerKit;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Both networks' gradients against central differences in double precision, along random directions
 * in each layer's weights. The loss is a fixed weighted sum of the logits, so that only the
 * networks are under test.
 */
class NumericGradientTest {
  private static final int N = 4;
  private static final double STEP = 1e-6;

  private static final int DIRECTIONS = 3;

  /** Of the largest directional derivative; measured is 8e-9. */
  private static final double TOLERANCE = 1e-7;

  private static final Config CHAINS =
      SmallGan.config(
          "generator.initStd=0.5",
          "discriminator.initStd=0.5",
          "generator.layers=dense 8, batch-norm, leaky-relu 0.2, reshape 2x2x2, deconv 3 k4 s2 p1,"
              + " batch-norm, leaky-relu 0.2, dropout 0.2, deconv 1 k4 s2 p1, tanh");

  /** What works in place stands first and last in a sum, and sums stand first, last and in sums. */
  private static final Config SUMS =
      SmallGan.config(
          "generator.initStd=0.5",
          "discriminator.initStd=0.5",
          "generator.layers=residual[dense 6, tanh], dense 8, reshape 2x2x2, residual[batch-norm,"
              + " leaky-relu 0.2, conv 2 k3 s1 p1, dropout 0.2], deconv 3 k4 s2 p1,"
              + " residual[conv 3 k3 s1 p1, batch-norm, leaky-relu 0.3], batch-norm, scale 0.9,"
              + " clip -2.1 2, deconv 1 k4 s2 p1, residual[tanh]",
          "discriminator.layers=residual[leaky-relu 0.3, dropout 0.2], conv 4 k4 s2 p1, leaky-relu"
              + " 0.2, residual[batch-norm, leaky-relu 0.2, conv 4 k3 s1 p1], residual[conv 4 k3 s1"
              + " p1, residual[dropout 0.2, relu], leaky-relu 0.1], dense 16, reshape 4x2x2,"
              + " residual[dense 16, reshape 4x2x2], dense 1");

  /** Blocks of convolutions in groups, with layers in between that have no parameters. */
  private static final Config BLOCKS =
      SmallGan.config(
          "generator.initStd=0.5",
          "discriminator.initStd=0.5",
          "generator.layers=dense 12, reshape 3x2x2, up, conv 4 k1 s1 p0, residual[conv 8 k1 s1 p0,"
              + " leaky-relu 0.2, conv 8 k3 s1 p1 g4, leaky-relu 0.2, conv 4 k1 s1 p0 no-bias], up,"
              + " conv 1 k3 s1 p1, tanh",
          "discriminator.layers=conv 4 k1 s1 p0, residual[conv 6 k1 s1 p0, leaky-relu 0.2, conv 6 k3"
              + " s1 p1 g3, batch-norm, conv 4 k1 s1 p0], down, conv 3 k2 s1 p0, leaky-relu 0.2,"
              + " down, residual[up, down], dense 1");

  /** Layers that see the other images of the batch. */
  private static final Config DEVIATIONS =
      SmallGan.config(
          "generator.initStd=0.5",
          "discriminator.initStd=0.5",
          "discriminator.separateBatches=true",
          "discriminator.layers=minibatch-std 4, conv 4 k4 s2 p1, leaky-relu 0.2, dropout 0.2,"
              + " residual[leaky-relu 0.2, minibatch-std 4, conv 4 k3 s1 p1],"
              + " batch-norm, leaky-relu 0.2, minibatch-std 4, dense 1");

  /** Normalisations with a scale and a shift of each class, first, last and in sums. */
  private static final Config CLASSES =
      SmallGan.config(
          "training.conditional=true",
          "generator.classes=2",
          "generator.classNormalisation=true",
          "generator.initStd=0.5",
          "discriminator.initStd=0.5",
          "generator.layers=batch-norm, residual[dense 8, tanh, batch-norm], dense 8, batch-norm,"
              + " leaky-relu 0.2, reshape 2x2x2, residual[batch-norm, leaky-relu 0.2, conv 2 k3 s1"
              + " p1, dropout 0.2], deconv 3 k4 s2 p1, batch-norm, dropout 0.2, residual[conv 3 k3 s1"
              + " p1, residual[batch-norm, relu]], deconv 1 k4 s2 p1, batch-norm");

  static Stream<Arguments> networks() {
    return Stream.of(CHAINS, SUMS, BLOCKS, DEVIATIONS, CLASSES)
        .flatMap(config -> Stream.of(LayerKit.values()).map(kit -> Arguments.of(kit, config)));
  }

  /** Of the logits, as many as there are classes. */
  private static INDArray weights(Config config) {
    int logits = Math.max(1, config.generator().classes());
    return Networks.numbers(1, DataType.DOUBLE, N, logits);
  }

  @ParameterizedTest
  @MethodSource("networks")
  void generatorGradientThroughTheFrozenDiscriminator_shouldBeTheNumericOne(
      LayerKit kit, Config config) {
    Gan gan = Gan.create(config, SmallGan.DATA, kit, DataType.DOUBLE);
    INDArray latents = Networks.numbers(2, DataType.DOUBLE, N, config.generator().inputSize());
    AdversarialGraph adversarial = gan.adversarial();
    INDArray weights = weights(config);

    compare(
        gan.generator().graph(),
        () -> loss(weights, () -> adversarial.logits(adversarial.fakes(latents.dup()))),
        () -> adversarial.generatorGradient(adversarial.fakesGradient(weights.dup())),
        gan);
  }

  @ParameterizedTest
  @MethodSource("networks")
  void discriminatorGradient_shouldBeTheNumericOne(LayerKit kit, Config config) {
    Gan gan = Gan.create(config, SmallGan.DATA, kit, DataType.DOUBLE);
    INDArray examples = Networks.numbers(3, DataType.DOUBLE, SmallGan.DATA.batch(N));
    ComputationGraph graph = gan.discriminator().graph();
    LayerChain layers = new LayerChain(graph, Networks.layers(graph, "d."));
    INDArray weights = weights(config);

    compare(
        graph,
        () -> loss(weights, () -> gan.discriminator().logits(examples.dup())),
        () -> layers.backwardWeights(weights.dup(), gan.memory().manager()),
        gan);
  }

  /** Every order of layers that a user may write, where a layer works in place on its input. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "conv 3 k3 s2 p1, leaky-relu 0.2, batch-norm, dense 1",
        "batch-norm, leaky-relu 0.2, dropout 0.3, batch-norm, dense 4, batch-norm, dense 1",
        "leaky-relu 0.3, leaky-relu 0.2, dropout 0.3, tanh, leaky-relu 0.1, conv 2 k4 s3 p2, dense 1",
        "residual[leaky-relu 0.2, batch-norm, dropout 0.2], conv 3 k3 s2 p1, leaky-relu 0.2,"
            + " residual[batch-norm, leaky-relu 0.1, dropout 0.3, conv 3 k3 s1 p1, leaky-relu 0.2],"
            + " batch-norm, residual[residual[leaky-relu 0.2, tanh], leaky-relu 0.3], leaky-relu"
            + " 0.2, residual[conv 3 k3 s1 p1], batch-norm, dense 1",
        "conv 3 k3 s1 p1, leaky-relu 0.2, down, batch-norm, residual[up, leaky-relu 0.2, down], down, dense 1",
        "conv 3 k3 s2 p0, sigmoid, dropout 0.2, relu, batch-norm, batch-norm, dropout 0.2, dense 1"
      })
  void singlePrecision_shouldHaveTheGradientOfDoublePrecision(String layers) {
    Config config = SmallGan.config("discriminator.initStd=0.5", "discriminator.layers=" + layers);

    INDArray fast = discriminatorGradient(config, LayerKit.FAST, DataType.FLOAT);
    INDArray exact = discriminatorGradient(config, LayerKit.STOCK, DataType.DOUBLE);

    double largest = exact.amaxNumber().doubleValue();
    double difference = fast.castTo(DataType.DOUBLE).sub(exact).amaxNumber().doubleValue();
    assertThat(difference / largest).isLessThan(1e-5);
  }

  @SuppressWarnings("try") // the memory is entered, not used
  private static INDArray discriminatorGradient(Config config, LayerKit kit, DataType type) {
    Gan gan = Gan.create(config, SmallGan.DATA, kit, type);
    ComputationGraph graph = gan.discriminator().graph();
    graph.params().assign(Networks.numbers(7, type, 1, graph.params().length()).muli(0.5));
    LayerChain layers = new LayerChain(graph, Networks.layers(graph, "d."));
    Nd4j.getRandom().setSeed(5);
    try (MemoryWorkspace memory = gan.memory().open()) {
      gan.discriminator().logits(Networks.numbers(3, type, SmallGan.DATA.batch(N)));
      layers.backwardWeights(weights(config).castTo(type), gan.memory().manager());
    }
    return graph.getGradientsViewArray().dup();
  }

  private static double loss(INDArray weights, Supplier<INDArray> logits) {
    Nd4j.getRandom().setSeed(5);
    return logits.get().mul(weights).sumNumber().doubleValue();
  }

  @SuppressWarnings("try") // the memory is entered, not used
  private static void compare(
      ComputationGraph network, DoubleSupplier loss, Runnable backward, Gan gan) {
    double[] gradient;
    try (MemoryWorkspace memory = gan.memory().open()) {
      loss.getAsDouble();
      backward.run();
      gradient = network.getGradientsViewArray().dup().data().asDouble();
    }
    double largest = 0;
    double difference = 0;
    for (INDArray parameter : Networks.trainable(network)) {
      int from = Math.toIntExact(parameter.offset() - network.params().offset());
      for (int k = 0; k < DIRECTIONS; k++) {
        INDArray direction = Networks.numbers(k, DataType.DOUBLE, parameter.length());
        double numeric =
            (at(network, from, direction.mul(STEP), loss, gan)
                    - at(network, from, direction.mul(-STEP), loss, gan))
                / (2 * STEP);
        double analytic = 0;
        for (int i = 0; i < direction.length(); i++) {
          analytic += direction.getDouble(i) * gradient[from + i];
        }
        largest = Math.max(largest, Math.abs(numeric));
        difference = Math.max(difference, Math.abs(numeric - analytic));
      }
    }
    assertThat(largest).as("a gradient at all").isGreaterThan(1e-3);
    assertThat(difference / largest).isLessThan(TOLERANCE);
  }

  /** The loss with one parameter array moved. */
  @SuppressWarnings("try") // the memory is entered, not used
  private static double at(
      ComputationGraph network, int from, INDArray by, DoubleSupplier loss, Gan gan) {
    INDArray flat = network.params().reshape(network.params().length());
    INDArray part = flat.get(NDArrayIndex.interval(from, from + by.length()));
    INDArray before = part.dup();
    part.addi(by);
    try (MemoryWorkspace memory = gan.memory().open()) {
      return loss.getAsDouble();
    } finally {
      part.assign(before);
    }
  }
}
