package org.dcgan4j.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.dcgan4j.config.Config;
import org.dcgan4j.layer.NetworkBuilder.LayerKit;
import org.dcgan4j.model.Optimizer.Update;
import org.dcgan4j.model.SpectralNorm.SpectralWeight;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

class SpectralNormTest {
  private static final int N = 4;
  private static final double STEP = 1e-6;
  private static final Config CONFIG =
      SmallGan.config(
          "discriminator.spectralNorm=true",
          "discriminator.initStd=0.5",
          "discriminator.optimizer.type=sgd",
          "discriminator.layers=conv 4 k4 s2 p1, leaky-relu 0.2, residual[conv 4 k3 s1 p1,"
              + " leaky-relu 0.2], conv 8 k4 s2 p1, leaky-relu 0.2, dense 1");

  /** {@code diag(3, 4)} with a zero column, and a vector. */
  @Test
  void weights_shouldBeDividedByTheirLargestSingularValue() {
    INDArray weights = Nd4j.createFromArray(3.0, 0, 0, 0, 4.0, 0);
    SpectralWeight weight =
        SpectralWeight.of(
            Nd4j.create(DataType.DOUBLE, 3, 2),
            weights,
            weights.dup(),
            Nd4j.create(DataType.DOUBLE, 6));

    weight.iterate(60);
    weight.divide();

    assertThat(weight.value().getDouble(0)).isCloseTo(4, within(1e-9));
    assertThat(weights.toDoubleVector())
        .containsExactly(new double[] {0.75, 0, 0, 0, 1, 0}, within(1e-9));
  }

  /** As the last convolution of a residual block begins; then it is what an update made of it. */
  @Test
  void weightsOfNothing_shouldStayAsTheyAreUntilTheyAreSome() {
    INDArray weights = Nd4j.create(DataType.DOUBLE, 6);
    SpectralWeight weight =
        SpectralWeight.of(
            Nd4j.create(DataType.DOUBLE, 3, 2),
            weights,
            Nd4j.createFromArray(1.0, 2, 3, 4, 5, 6),
            Nd4j.create(DataType.DOUBLE, 6));

    weight.iterate(20);
    weight.divide();
    weight.gradientOfRaw();

    assertThat(weights.toDoubleVector()).containsOnly(0);
    assertThat(weight.gradients().reshape(6).toDoubleVector()).containsExactly(1, 2, 3, 4, 5, 6);

    weights.assign(Nd4j.createFromArray(3e-3, 0, 0, 0, 4e-3, 0));
    weight.iterate(1);
    weight.divide();

    assertThat(weight.value().getDouble(0)).isCloseTo(4e-3, within(1e-6));
    assertThat(weights.toDoubleVector())
        .containsExactly(new double[] {0.75, 0, 0, 0, 1, 0}, within(1e-3));
  }

  @ParameterizedTest
  @EnumSource(LayerKit.class)
  void everyLayer_shouldHaveASpectralNormOfOneAfterUpdatesToo(LayerKit kit) {
    Gan gan = Gan.create(CONFIG, SmallGan.DATA, kit, DataType.FLOAT);
    for (int i = 0; i < 130; i++) {
      // One iteration an update lags behind weights that move: at the end they rest.
      learn(gan, i < 30 ? 0.01 : 0);
    }

    for (INDArray parameter : Networks.trainable(gan.discriminator().graph())) {
      if (parameter.length() > 8) {
        assertThat(norm(parameter)).isCloseTo(1, within(2e-3));
      }
    }
  }

  /**
   * The gradient with respect to the raw weights, of a loss that divides them by their true largest
   * singular value: plain gradient descent of rate 1 moves them by it.
   */
  @ParameterizedTest
  @EnumSource(LayerKit.class)
  void gradient_shouldBeTheNumericOneThroughTheSingularValue(LayerKit kit) {
    Gan gan = Gan.create(CONFIG, SmallGan.DATA, kit, DataType.DOUBLE);
    for (int i = 0; i < 300; i++) {
      learn(gan, 0);
    }
    SpectralNorm norm = gan.discriminator().spectralNorm().orElseThrow();
    ComputationGraph graph = gan.discriminator().graph();
    INDArray raw = norm.raw().dup();
    INDArray divided = graph.params().dup();
    learn(gan, 1);
    INDArray gradient = raw.sub(norm.raw());
    graph.params().assign(divided);

    double largest = 0;
    double difference = 0;
    for (INDArray parameter : Networks.trainable(graph)) {
      long from = parameter.offset() - graph.params().offset();
      var range = NDArrayIndex.interval(from, from + parameter.length());
      INDArray direction = Networks.numbers(7, DataType.DOUBLE, parameter.length());
      double numeric =
          (loss(gan, parameter, raw.get(range).add(direction.mul(STEP)))
                  - loss(gan, parameter, raw.get(range).sub(direction.mul(STEP))))
              / (2 * STEP);
      double analytic = gradient.get(range).mul(direction).sumNumber().doubleValue();
      largest = Math.max(largest, Math.abs(numeric));
      difference = Math.max(difference, Math.abs(numeric - analytic));
    }
    assertThat(largest).as("a gradient at all").isGreaterThan(1e-2);
    assertThat(difference / largest).isLessThan(1e-6);
  }

  @SuppressWarnings("try") // the memory is entered, not used
  private static void learn(Gan gan, double rate) {
    try (MemoryWorkspace memory = gan.memory().open()) {
      INDArray logits = pass(gan);
      gan.discriminator().learn(Nd4j.onesLike(logits), new Update(0, rate));
    }
  }

  /** The sum of the logits with one layer's raw parameters, whose weights it divides itself. */
  @SuppressWarnings("try") // the memory is entered, not used
  private static double loss(Gan gan, INDArray parameter, INDArray raw) {
    ComputationGraph graph = gan.discriminator().graph();
    INDArray before = graph.params().dup();
    long from = parameter.offset() - graph.params().offset();
    INDArray flat = graph.params().reshape(graph.params().length());
    flat.get(NDArrayIndex.interval(from, from + raw.length())).assign(raw);
    if (!isBias(graph, parameter)) {
      parameter.divi(norm(parameter));
    }
    try (MemoryWorkspace memory = gan.memory().open()) {
      return pass(gan).sumNumber().doubleValue();
    } finally {
      graph.params().assign(before);
    }
  }

  private static INDArray pass(Gan gan) {
    Nd4j.getRandom().setSeed(5);
    DataType type = gan.discriminator().graph().params().dataType();
    return gan.discriminator().logits(Networks.numbers(3, type, SmallGan.DATA.batch(N)));
  }

  private static boolean isBias(ComputationGraph graph, INDArray parameter) {
    return graph.paramTable().entrySet().stream()
        .anyMatch(
            entry ->
                entry.getKey().endsWith("_b") && entry.getValue().offset() == parameter.offset());
  }

  /** The largest singular value, as the root of the largest eigenvalue of {@code W W'}. */
  private static double norm(INDArray weight) {
    INDArray matrix =
        weight.rank() == 2
            ? weight.castTo(DataType.DOUBLE)
            : weight.dup('c').castTo(DataType.DOUBLE).reshape('c', weight.size(0), -1);
    INDArray square =
        matrix.rows() < matrix.columns()
            ? matrix.mmul(matrix.transpose())
            : matrix.transpose().mmul(matrix);
    INDArray power = square.dup();
    for (int i = 0; i < 12; i++) {
      double size = power.norm2Number().doubleValue();
      power = power.div(size).mmul(power.div(size));
    }
    INDArray vector = power.getColumn(0).reshape(power.rows(), 1);
    vector = vector.div(vector.norm2Number());
    return Math.sqrt(vector.transpose().mmul(square).mmul(vector).getDouble(0));
  }
}
