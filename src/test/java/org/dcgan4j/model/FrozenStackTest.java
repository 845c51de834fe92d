package org.dcgan4j.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.dcgan4j.config.Config;
import org.dcgan4j.layer.DataShape;
import org.dcgan4j.layer.NetworkBuilder;
import org.dcgan4j.layer.NetworkBuilder.LayerKit;
import org.dcgan4j.layer.NetworkBuilder.Part;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Networks as in use that give their input's gradient. */
class FrozenStackTest {
  private static final int N = 3;
  private static final double STEP = 1e-6;

  /**
   * Every kind of layer that does other things in training than in use, first, last and in sums.
   */
  private static final List<String> GENERATORS =
      List.of(
          "dense 8, batch-norm, leaky-relu 0.2, dropout 0.4, reshape 2x2x2, deconv 3 k4 s2 p1,"
              + " batch-norm, leaky-relu 0.2, dropout 0.2, deconv 1 k4 s2 p1, tanh",
          "batch-norm, dense 8, leaky-relu 0.2, batch-norm, dropout 0.3, dropout 0.2, reshape 2x2x2,"
              + " deconv 3 k4 s2 p1, relu, batch-norm, deconv 1 k4 s2 p1, batch-norm, sigmoid",
          "residual[dense 6, tanh], dense 8, reshape 2x2x2, residual[batch-norm, leaky-relu 0.2,"
              + " conv 2 k3 s1 p1, dropout 0.2], deconv 3 k4 s2 p1, residual[dropout 0.5],"
              + " residual[conv 3 k3 s1 p1, batch-norm, leaky-relu 0.3], batch-norm, scale 0.9,"
              + " clip -2.1 2, deconv 1 k4 s2 p1, residual[tanh]");

  static Stream<String> generators() {
    return GENERATORS.stream();
  }

  private static Config config(String layers, String... more) {
    String[] all = Arrays.copyOf(more, more.length + 3);
    all[more.length] = "generator.initStd=0.5";
    all[more.length + 1] = "discriminator.initStd=0.5";
    all[more.length + 2] = "generator.layers=" + layers;
    return SmallGan.config(all);
  }

  /** With running statistics that are far from those of a batch. */
  private static void disturb(ComputationGraph graph) {
    graph
        .paramTable()
        .forEach(
            (name, array) -> {
              INDArray numbers = Networks.numbers(name.hashCode(), array.dataType(), array.shape());
              if (name.matches(".*(_mean|_beta|(scales|shifts)_W)")) {
                array.assign(numbers);
              } else if (name.endsWith("_var")) {
                array.assign(numbers.muli(numbers).addi(0.3));
              }
            });
  }

  @ParameterizedTest
  @MethodSource("generators")
  void inputGradient_shouldBeTheNumericOneOfTheGeneratorInUse(String layers) {
    requireNumericGradient(config(layers));
  }

  /** The classes' part of the input comes past the layers, too. */
  @ParameterizedTest
  @MethodSource("generators")
  void inputGradient_shouldHaveTheClassesOfNormalisations(String layers) {
    requireNumericGradient(
        config(
            layers.replace("[dense 6,", "[dense 8,"),
            "training.conditional=true",
            "generator.classes=2",
            "generator.classNormalisation=true"));
  }

  @SuppressWarnings("try") // the memory is entered, not used
  private static void requireNumericGradient(Config config) {
    int size = config.generator().inputSize();
    Gan gan = Gan.create(config, SmallGan.DATA, LayerKit.FAST, DataType.DOUBLE);
    disturb(gan.generator().graph());
    NetworkBuilder built =
        new NetworkBuilder(LayerKit.FAST, gan.backend(), DataType.DOUBLE, DataShape.vector(size), 0)
            .add(Gan.generator(config.generator()).as(Part.IN_USE));
    LayerChain frozen =
        new LayerChain(built.build(gan.generator().graph().params()), built.names());
    LayerChain inUse =
        new LayerChain(gan.generator().graph(), Networks.layers(gan.generator().graph(), "g."));
    INDArray latents = Networks.numbers(2, DataType.DOUBLE, N, size);
    INDArray weights = Networks.numbers(1, DataType.DOUBLE, SmallGan.DATA.batch(N));
    INDArray gradient;
    try (MemoryWorkspace memory = gan.memory().open()) {
      INDArray made = frozen.forward(latents.dup(), true, gan.memory().manager()).dup('c');
      assertThat(made.distance2(forward(inUse, latents, gan))).isLessThan(1e-10);
      gradient = frozen.backwardInput(weights.dup(), gan.memory().manager()).detach();
    }
    for (int seed = 3; seed < 6; seed++) {
      INDArray direction = Networks.numbers(seed, DataType.DOUBLE, N, size);
      double numeric =
          (loss(inUse, latents.add(direction.mul(STEP)), weights, gan)
                  - loss(inUse, latents.sub(direction.mul(STEP)), weights, gan))
              / (2 * STEP);
      double analytic = gradient.mul(direction).sumNumber().doubleValue();
      assertThat(Math.abs(numeric)).as("a gradient at all").isGreaterThan(1e-3);
      assertThat(Math.abs(analytic - numeric) / Math.abs(numeric)).isLessThan(1e-6);
    }
  }

  @SuppressWarnings("try") // the memory is entered, not used
  private static double loss(LayerChain inUse, INDArray latents, INDArray weights, Gan gan) {
    try (MemoryWorkspace memory = gan.memory().open()) {
      return forward(inUse, latents, gan).mul(weights).sumNumber().doubleValue();
    }
  }

  private static INDArray forward(LayerChain layers, INDArray latents, Gan gan) {
    return layers.forward(latents.dup(), false, gan.memory().manager()).dup('c');
  }

  @Test
  void gradient_shouldAddThoseOfPicturesAndOfAllFeatures() {
    Config config = config(GENERATORS.get(0));
    Gan gan = SmallGan.create(config);
    disturb(gan.generator().graph());
    FrozenStack stack = new FrozenStack(gan, gan.generator(), config, 2);
    assertThat(stack.taps()).isEqualTo(2);
    float[] latents = Networks.numbers(2, DataType.FLOAT, N * 6).toFloatVector();
    float[] made = gan.generator().generate(latents, N);
    float[][] weights = new float[3][];
    weights[0] = numbers(1, made.length);
    float[][] features = stack.features(made);
    weights[1] = numbers(2, features[0].length);
    weights[2] = numbers(3, features[1].length);

    float[] gradient = stack.gradient(latents, outputs -> weights);

    float[] direction = numbers(4, latents.length);
    float step = 1e-3f;
    double numeric = 0;
    for (int sign = -1; sign <= 1; sign += 2) {
      float[] moved = latents.clone();
      for (int i = 0; i < moved.length; i++) {
        moved[i] += sign * step * direction[i];
      }
      float[] pictures = gan.generator().generate(moved, N);
      float[][] above = stack.features(pictures);
      double loss =
          dot(weights[0], pictures) + dot(weights[1], above[0]) + dot(weights[2], above[1]);
      numeric += sign * loss / (2 * step);
    }
    assertThat(Math.abs(dot(gradient, direction) - numeric) / Math.abs(numeric)).isLessThan(0.01);
  }

  @Test
  void gradient_shouldBeNothingForALossOfNothing() {
    Config config = config(GENERATORS.get(0));
    Gan gan = SmallGan.create(config);
    FrozenStack stack = new FrozenStack(gan, gan.generator(), config, 1);

    float[] gradient = stack.gradient(numbers(1, N * 6), outputs -> new float[outputs.length][]);

    assertThat(gradient).containsOnly(0).hasSize(N * 6);
  }

  private static float[] numbers(long seed, int length) {
    float[] numbers = new float[length];
    Random random = new Random(seed);
    for (int i = 0; i < length; i++) {
      numbers[i] = (float) random.nextGaussian();
    }
    return numbers;
  }

  private static double dot(float[] a, float[] b) {
    assertThat(a).hasSameSizeAs(b);
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }

  @Test
  void features_shouldEndAtTheActivationsThatThereAre() {
    Config config = config(GENERATORS.get(0));
    Gan gan = SmallGan.create(config);

    FrozenStack stack = new FrozenStack(gan, gan.generator(), config, 9);

    float[][] features = stack.features(new float[2 * 64]);
    assertThat(stack.taps()).isEqualTo(2);
    assertThat(Arrays.stream(features).mapToInt(f -> f.length))
        .containsExactly(2 * 4 * 4 * 4, 2 * 8 * 2 * 2);
  }
}
