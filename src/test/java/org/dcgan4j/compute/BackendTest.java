package org.dcgan4j.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Named.named;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.binding.Text;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Deconvolution2D;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Outputs and all gradients of every layer on every backend, against DL4J's own layers. */
class BackendTest {

  /** A layer on a backend, the stock layer that it replaces, and the shape of its input. */
  private record Case(
      String name, Function<Backend, Layer> own, Supplier<Layer> stock, long... shape) {

    InputType input() {
      return shape.length == 2
          ? InputType.feedForward(shape[1])
          : InputType.convolutional(shape[2], shape[3], shape[1]);
    }

    @Override
    public String toString() {
      return name + " of " + Arrays.toString(shape);
    }
  }

  private static List<Case> cases() {
    List<Case> cases = new ArrayList<>();
    cases.add(dense(1, 1, 1, true));
    cases.add(dense(1, 7, 5, true));
    cases.add(dense(1, 7, 1, false));
    cases.add(dense(3, 1, 4, true));
    cases.add(dense(5, 6, 1, true));
    cases.add(dense(128, 33, 17, false));
    cases.add(dense(128, 33, 17, true));
    // From 131,072 multiply-adds on, a product is cut into pieces; real layers are that large.
    cases.add(dense(3, 401, 150, true));
    cases.add(dense(17, 100, 131, true));
    cases.add(dense(16, 512, 6272, true));
    cases.add(dense(32, 4096, 10, false));

    for (int[] c :
        new int[][] {
          // kernel, stride, padding, N, height, width, bias
          {1, 1, 0, 1, 5, 4, 1},
          {1, 2, 0, 3, 6, 6, 1},
          {2, 1, 1, 2, 4, 5, 0},
          {2, 3, 0, 2, 8, 7, 1},
          {3, 1, 1, 1, 7, 7, 1},
          {3, 2, 1, 128, 8, 8, 1},
          {3, 2, 0, 2, 8, 6, 0},
          {4, 2, 1, 128, 8, 8, 0},
          {4, 2, 1, 3, 7, 9, 1},
          {4, 3, 2, 2, 9, 8, 1},
          {5, 1, 2, 2, 6, 7, 1},
          {5, 2, 2, 1, 7, 8, 0},
          {5, 3, 0, 2, 9, 12, 1}
        }) {
      cases.add(
          new Case(
              Text.format("conv k%d s%d p%d bias %d", c[0], c[1], c[2], c[6]),
              backend -> Dl4jLayers.convolution(backend, conv(c, c[6] == 1)),
              () -> conv(c, c[6] == 1),
              c[3],
              3,
              c[4],
              c[5]));
    }
    for (int[] c :
        new int[][] {
          {1, 1, 0, 1, 5, 4, 1},
          {1, 2, 0, 2, 3, 4, 1},
          {2, 1, 1, 2, 4, 5, 0},
          {2, 3, 0, 2, 3, 4, 1},
          {3, 1, 1, 1, 7, 7, 1},
          {3, 2, 1, 128, 4, 4, 1},
          {4, 2, 1, 128, 4, 4, 0},
          {4, 2, 1, 3, 3, 5, 1},
          {4, 3, 2, 2, 3, 4, 1},
          {5, 1, 2, 2, 6, 7, 1},
          {5, 2, 2, 1, 1, 4, 0},
          {5, 3, 0, 2, 3, 2, 1}
        }) {
      cases.add(
          new Case(
              Text.format("deconv k%d s%d p%d bias %d", c[0], c[1], c[2], c[6]),
              backend -> Dl4jLayers.convolution(backend, deconv(c, c[6] == 1)),
              () -> deconv(c, c[6] == 1),
              c[3],
              5,
              c[4],
              c[5]));
    }
    for (int n : new int[] {5, 17, 128}) {
      cases.add(new Case("batch-norm", BackendTest::ownBatchNorm, BackendTest::batchNorm, n, 7));
    }
    for (int n : new int[] {1, 3, 128}) {
      cases.add(
          new Case("batch-norm", BackendTest::ownBatchNorm, BackendTest::batchNorm, n, 4, 3, 5));
    }
    for (double slope : new double[] {0, 0.01, 0.2}) {
      cases.add(
          new Case(
              "leaky-relu " + slope,
              backend -> Dl4jLayers.leakyRelu(backend, slope, 0),
              () -> new ActivationLayer(new ActivationLReLU(slope)),
              7,
              3,
              5,
              5));
    }
    for (ScalarFunction function : functions()) {
      // With 5 numbers an example: small arrays, the largest small one, and large ones.
      for (int n : new int[] {3, FastElementwise.SMALL / 5, FastElementwise.SMALL}) {
        cases.add(
            new Case(
                function.stock().toString(),
                backend -> Dl4jLayers.activation(backend, function),
                () -> new ActivationLayer.Builder().activation(function.stock()).build(),
                n,
                5));
      }
    }
    return cases;
  }

  private static List<ScalarFunction> functions() {
    return List.of(
        ScalarFunction.of(Activation.TANH),
        ScalarFunction.of(Activation.SIGMOID),
        ScalarFunction.of(Activation.RELU),
        ScalarFunction.of(Activation.IDENTITY),
        ScalarFunction.scale(6),
        ScalarFunction.clip(-0.5, 0.7));
  }

  private static Case dense(int n, int in, int out, boolean bias) {
    return new Case(
        Text.format("dense %d bias %s", out, bias),
        backend -> Dl4jLayers.dense(backend, dense(out, bias)),
        () -> dense(out, bias),
        n,
        in);
  }

  private static DenseLayer dense(int out, boolean bias) {
    return new DenseLayer.Builder().nOut(out).hasBias(bias).activation(Activation.IDENTITY).build();
  }

  private static ConvolutionLayer conv(int[] c, boolean bias) {
    return conv(c, 5, bias);
  }

  private static ConvolutionLayer conv(int[] c, int out, boolean bias) {
    return new ConvolutionLayer.Builder(c[0], c[0])
        .stride(c[1], c[1])
        .padding(c[2], c[2])
        .convolutionMode(ConvolutionMode.Truncate)
        .nOut(out)
        .hasBias(bias)
        .activation(Activation.IDENTITY)
        .build();
  }

  private static ConvolutionLayer deconv(int[] c, boolean bias) {
    return deconv(c, 3, bias);
  }

  private static ConvolutionLayer deconv(int[] c, int out, boolean bias) {
    return new Deconvolution2D.Builder(c[0], c[0])
        .stride(c[1], c[1])
        .padding(c[2], c[2])
        .convolutionMode(ConvolutionMode.Truncate)
        .nOut(out)
        .hasBias(bias)
        .activation(Activation.IDENTITY)
        .build();
  }

  private static Layer ownBatchNorm(Backend backend) {
    return Dl4jLayers.batchNorm(backend, batchNorm(), false);
  }

  private static BatchNormalization batchNorm() {
    BatchNormalization layer = new BatchNormalization();
    layer.setUseLogStd(false);
    return layer;
  }

  /** All, and the fast one as it is on platforms without oneDNN 3. */
  static Stream<Named<Backend>> backends() {
    return Stream.concat(
        Stream.of(BackendKind.FAST, BackendKind.ND4J, BackendKind.REFERENCE)
            .map(kind -> named(kind.word(), kind.choose(DataType.FLOAT))),
        Stream.of(named("fast without oneDNN 3", FastBackend.withoutOneDnn())));
  }

  static Stream<Arguments> backendsAndCases() {
    return backends().flatMap(backend -> cases().stream().map(each -> arguments(backend, each)));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("backendsAndCases")
  void layer_shouldDoWhatTheStockLayerDoes(Backend backend, Case each) {
    Layer own = each.own().apply(backend);
    StockComparison comparison =
        new StockComparison(own, each.stock().get(), each.input(), each.shape());
    positiveVariance(comparison.own());
    positiveVariance(comparison.stock());

    comparison.inference();
    comparison.training();
  }

  /** Layers of as many channels as may lie last, and those of few channels before and behind. */
  static List<Case> casesOfManyChannels() {
    List<Case> cases = new ArrayList<>();
    for (int[] c :
        new int[][] {
          // kernel, stride, padding, channels of x, of the output, bias
          {4, 2, 1, 32, 48, 0},
          {4, 2, 1, 16, 64, 1},
          {3, 2, 1, 48, 32, 1},
          {3, 1, 1, 17, 31, 0},
          {5, 1, 2, 32, 16, 1},
          {4, 2, 1, 3, 32, 1},
          {4, 2, 1, 1, 16, 0},
          {4, 2, 1, 32, 3, 1},
          {3, 1, 1, 32, 1, 0}
        }) {
      boolean bias = c[5] == 1;
      String text = Text.format("k%d s%d p%d %d to %d bias %s", c[0], c[1], c[2], c[3], c[4], bias);
      cases.add(
          new Case(
              "conv " + text,
              backend -> Dl4jLayers.convolution(backend, conv(c, c[4], bias)),
              () -> conv(c, c[4], bias),
              5,
              c[3],
              9,
              8));
      cases.add(
          new Case(
              "deconv " + text,
              backend -> Dl4jLayers.convolution(backend, deconv(c, c[4], bias)),
              () -> deconv(c, c[4], bias),
              5,
              c[3],
              5,
              4));
    }
    cases.add(
        new Case("batch-norm", BackendTest::ownBatchNorm, BackendTest::batchNorm, 5, 32, 3, 4));
    cases.add(
        new Case(
            "leaky-relu",
            backend -> Dl4jLayers.leakyRelu(backend, 0.2, 0),
            () -> new ActivationLayer(new ActivationLReLU(0.2)),
            5,
            32,
            3,
            4));
    for (Activation activation : List.of(Activation.RELU, Activation.TANH)) {
      cases.add(
          new Case(
              activation.toString(),
              backend -> Dl4jLayers.activation(backend, ScalarFunction.of(activation)),
              () -> new ActivationLayer.Builder().activation(activation).build(),
              5,
              32,
              3,
              4));
    }
    return cases;
  }

  /** From and to arrays with the channels last, and from a gradient in C order. */
  @ParameterizedTest
  @MethodSource("casesOfManyChannels")
  void channelsLast_shouldGiveWhatTheStockLayerDoes(Case each) {
    channelsLast_shouldGiveWhatTheStockLayerDoes(
        BackendKind.FAST.choose(DataType.FLOAT), Dnnl.present(), each);
    channelsLast_shouldGiveWhatTheStockLayerDoes(FastBackend.withoutOneDnn(), false, each);
  }

  private static void channelsLast_shouldGiveWhatTheStockLayerDoes(
      Backend backend, boolean oneDnn, Case each) {
    LayerRig stock = LayerRig.of(each.stock().get(), each.input(), DataType.FLOAT);
    Layer own = each.own().apply(backend);
    LayerRig rig = LayerRig.of(own, each.input(), DataType.FLOAT);
    LayerRig next =
        LayerRig.of(Dl4jLayers.leakyRelu(backend, 0.2, 0), each.input(), DataType.FLOAT);
    Dl4jLayers.connect(rig.layer(), next.layer());
    INDArray x = LayerRig.numbers(1, DataType.FLOAT, each.shape());
    INDArray wanted = stock.forward(x, true);
    INDArray epsilon = LayerRig.numbers(2, DataType.FLOAT, wanted.shape());
    INDArray wantedGradient = stock.backward(epsilon.dup('c'));

    for (boolean last : new boolean[] {true, false}) {
      rig.layer().setInput(channelsLast(x), LayerRig.MEMORY);
      INDArray out = rig.layer().activate(true, LayerRig.MEMORY);
      if (rig.params() != null && oneDnn && !each.name().equals("batch-norm")) {
        boolean many = out.size(1) >= FastBackend.MANY_CHANNELS;
        assertThat(HostFloats.channelsLast(out)).isEqualTo(many);
      }
      assertThat(LayerRig.difference(out, wanted)).isLessThan(1e-5);
      INDArray gradient = rig.backward(last ? channelsLast(epsilon) : epsilon.dup('c'));
      assertThat(LayerRig.difference(gradient, wantedGradient)).isLessThan(1e-5);
      if (rig.gradients() != null) {
        assertThat(LayerRig.difference(rig.gradients(), stock.gradients())).isLessThan(1e-5);
      }
    }
  }

  /** Where there are many; few lie in C order everywhere. */
  private static INDArray channelsLast(INDArray x) {
    return x.size(1) < FastBackend.MANY_CHANNELS
        ? x.dup('c')
        : x.permute(0, 2, 3, 1).dup('c').permute(0, 3, 1, 2);
  }

  private static void positiveVariance(LayerRig rig) {
    if (rig.params() != null && rig.layer().paramTable().containsKey("var")) {
      INDArray variance = rig.layer().getParam("var");
      variance.assign(variance.mul(variance).add(0.1));
    }
  }

  static Stream<Arguments> exactBackendsAndCases() {
    return Stream.of(BackendKind.ND4J, BackendKind.REFERENCE)
        .flatMap(
            kind ->
                cases().stream()
                    .filter(each -> Arrays.stream(each.shape()).reduce(1, (a, b) -> a * b) < 1000)
                    .map(each -> arguments(kind, each)));
  }

  /** In double precision, along a random direction in the input and one in the parameters. */
  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("exactBackendsAndCases")
  void gradients_shouldBeTheNumericOnes(BackendKind kind, Case each) {
    Layer own = each.own().apply(kind.choose(DataType.DOUBLE));
    LayerRig rig = LayerRig.of(own, each.input(), DataType.DOUBLE);
    INDArray x = LayerRig.numbers(1, DataType.DOUBLE, each.shape());
    INDArray epsilon = LayerRig.numbers(2, DataType.DOUBLE, rig.forward(x, true).shape());
    INDArray xGradient = rig.backward(epsilon.dup('c')).dup('c');

    INDArray along = LayerRig.numbers(3, DataType.DOUBLE, each.shape());
    double wanted = numeric(rig, epsilon, x, along);
    assertThat(xGradient.mul(along).sumNumber().doubleValue())
        .isCloseTo(wanted, within(1e-6 * (1 + Math.abs(wanted))));
    if (rig.gradients() != null && !rig.layer().paramTable().containsKey("var")) {
      INDArray direction = LayerRig.numbers(4, DataType.DOUBLE, rig.params().shape());
      double analytic = rig.gradients().mul(direction).sumNumber().doubleValue();
      double byParameters = numericOfParameters(rig, epsilon, x, direction);
      assertThat(analytic).isCloseTo(byParameters, within(1e-6 * (1 + Math.abs(byParameters))));
    }
  }

  private static double numeric(LayerRig rig, INDArray epsilon, INDArray x, INDArray along) {
    double above = loss(rig, epsilon, x.add(along.mul(1e-6)));
    double below = loss(rig, epsilon, x.sub(along.mul(1e-6)));
    return (above - below) / 2e-6;
  }

  private static double numericOfParameters(
      LayerRig rig, INDArray epsilon, INDArray x, INDArray direction) {
    rig.params().addi(direction.mul(1e-6));
    double above = loss(rig, epsilon, x);
    rig.params().subi(direction.mul(2e-6));
    return (above - loss(rig, epsilon, x)) / 2e-6;
  }

  private static double loss(LayerRig rig, INDArray epsilon, INDArray x) {
    return rig.forward(x, true).mul(epsilon).sumNumber().doubleValue();
  }

  /** Its derivative is what it does, without mean and beta: for each channel one factor. */
  @ParameterizedTest
  @EnumSource(
      value = BackendKind.class,
      names = {"FAST", "ND4J", "REFERENCE"})
  void batchNormInUse_shouldPassTheGradientOfWhatItDoes(BackendKind kind) {
    Layer layer = Dl4jLayers.batchNorm(kind.choose(DataType.FLOAT), batchNorm(), true);
    LayerRig rig = LayerRig.of(layer, InputType.convolutional(3, 5, 4), DataType.FLOAT);
    positiveVariance(rig);
    INDArray x = LayerRig.numbers(1, DataType.FLOAT, 6, 4, 3, 5);
    INDArray epsilon = LayerRig.numbers(2, DataType.FLOAT, 6, 4, 3, 5);

    INDArray trained = rig.forward(x, true);
    INDArray gradient = rig.backward(epsilon.dup('c'));

    assertThat(trained).isEqualTo(rig.forward(x, false));
    for (int c = 0; c < 4; c++) {
      double gamma = rig.layer().getParam("gamma").getDouble(c);
      double factor = gamma / Math.sqrt(rig.layer().getParam("var").getDouble(c) + 1e-5);
      double at = epsilon.getDouble(5, c, 2, 1);
      assertThat(gradient.getDouble(5, c, 2, 1)).isCloseTo(factor * at, within(1e-5));
    }
    assertThat(rig.gradients().isNaN().all()).as("nothing is learned").isTrue();
  }

  /** The naive sum of squares loses everything here: 1000 is 10,000 standard deviations. */
  @ParameterizedTest
  @EnumSource(
      value = BackendKind.class,
      names = {"FAST", "ND4J", "REFERENCE"})
  void batchNormFarFromZero_shouldStillHaveUnitVariance(BackendKind kind) {
    Layer layer = ownBatchNorm(kind.choose(DataType.FLOAT));
    LayerRig rig = LayerRig.of(layer, InputType.feedForward(3), DataType.FLOAT);
    rig.layer().getParam("gamma").assign(1);
    rig.layer().getParam("beta").assign(0);
    INDArray x = LayerRig.numbers(1, DataType.FLOAT, 512, 3).mul(0.1).add(1000);

    INDArray out = rig.forward(x, true);

    double mostLost =
        switch (kind) {
          case REFERENCE -> 1e-3;
          case FAST -> 5e-3;
          default -> 1e-2;
        };
    double[] mean = out.mean(0).toDoubleVector();
    double[] deviation = out.std(false, 0).toDoubleVector();
    for (int c = 0; c < 3; c++) {
      // A unit in the last place of a float of 1000 is 7e-4 deviations; sums of floats lose a few.
      assertThat(Math.abs(mean[c])).isLessThan(mostLost);
      assertThat(Math.abs(deviation[c] - 1)).isLessThan(2e-3);
    }
  }

  @Test
  void fastOnDoubles_shouldBeRefused() {
    assertThatThrownBy(() -> BackendKind.FAST.choose(DataType.DOUBLE))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("choose auto or nd4j");
    assertThat(BackendKind.AUTO.choose(DataType.DOUBLE).word()).isEqualTo("nd4j");
    assertThat(BackendKind.AUTO.choose(DataType.FLOAT).word()).isEqualTo("fast");
  }
}
