package org.dcgan4j.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.dcgan4j.config.Config;
import org.dcgan4j.config.ConfigReader;
import org.dcgan4j.config.GeneratorConfig;
import org.dcgan4j.layer.DataShape;
import org.dcgan4j.layer.ElementWise;
import org.dcgan4j.layer.LayerSpec;
import org.dcgan4j.layer.Linear.Conv;
import org.dcgan4j.layer.Linear.Deconv;
import org.dcgan4j.layer.Linear.Dense;
import org.dcgan4j.layer.NetworkBuilder.LayerKit;
import org.dcgan4j.model.Gan;
import org.dcgan4j.model.Latents;
import org.dcgan4j.model.SmallGan;
import org.dcgan4j.training.PlainDcgan.Adam;
import org.dcgan4j.training.PlainDcgan.Batch;
import org.dcgan4j.training.PlainDcgan.Each;
import org.dcgan4j.training.PlainDcgan.Layer;
import org.dcgan4j.training.PlainDcgan.Linear;
import org.dcgan4j.training.PlainDcgan.Losses;
import org.dcgan4j.training.PlainDcgan.Network;
import org.dcgan4j.training.PlainDcgan.Parameter;
import org.dcgan4j.training.PlainDcgan.Penalty;
import org.dcgan4j.training.PlainDcgan.Recipe;
import org.dcgan4j.training.TrainingListener.StepStats;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;

/** The program's steps against those of the method written out in plain loops. */
class PlainDcganTest {
  private static final int STEPS = 5; // the default's penalty is in the first and the last
  private static final int CLASSES = 3;
  private static final int N = 5;

  /** Of the default's run here. */
  private static final int IMAGES = 20 * N;

  /** One recipe, as the program has it and in the plain one's numbers. */
  private record Case(Config config, Recipe recipe) {}

  /** The default for 8x8, but for what is steered: its penalty grows by the images seen. */
  private static final Case DEFAULT =
      new Case(
          ConfigReader.resolve(
              "notmnist-dcgan",
              null,
              Map.ofEntries(
                  Map.entry("generator.latentSize", "6"),
                  Map.entry("generator.classes", "3"),
                  Map.entry(
                      "generator.layers",
                      "dense 10, batch-norm, leaky-relu 0.2, dense 32, batch-norm, leaky-relu 0.2,"
                          + " reshape 8x2x2, deconv 4 k4 s2 p1, batch-norm, leaky-relu 0.2,"
                          + " deconv 4 k4 s2 p1, batch-norm, leaky-relu 0.2, deconv 1 k3 s1 p1, tanh"),
                  Map.entry("generator.initStd", "0.2"),
                  Map.entry(
                      "discriminator.layers",
                      "conv 4 k4 s2 p1, leaky-relu 0.2, conv 8 k4 s2 p1, leaky-relu 0.2,"
                          + " conv 8 k3 s1 p1, leaky-relu 0.2, conv 8 k3 s2 p1, leaky-relu 0.2, dense 1"),
                  Map.entry("discriminator.initStd", "0.2"),
                  Map.entry("discriminator.penaltyTarget", "0"),
                  Map.entry("training.conditional", "true"),
                  Map.entry("training.batchSize", "5"),
                  Map.entry("training.steps", "20"))),
          new Recipe(
              new Adam(seen -> 0.0015 * (1 - 0.9 * seen / IMAGES), 0, 0.99, 1e-8),
              new Penalty(seen -> 1 + 4 * seen / IMAGES, 4),
              8000,
              0.1,
              false));

  /** The plain DCGAN: dropout, the same fakes for both. */
  private static final Case PLAIN =
      new Case(
          SmallGan.config(),
          new Recipe(
              new Adam(seen -> 5e-4, 0.5, 0.999, 1e-8),
              new Penalty(seen -> 0, 1),
              20000,
              0.1,
              true));

  static Stream<Arguments> cases() {
    return Stream.of(DEFAULT, PLAIN)
        .flatMap(
            recipe ->
                Stream.of(
                    Arguments.of(recipe, DataType.DOUBLE, 1e-7),
                    Arguments.of(recipe, DataType.FLOAT, 2e-6)));
  }

  /** In double precision, and on the fast path, where 3e-7 was seen. */
  @ParameterizedTest
  @MethodSource("cases")
  void steps_shouldBeThePlainOnes(Case recipe, DataType type, double tolerance) {
    Config config = recipe.config();
    Gan gan = Gan.create(config, SmallGan.DATA, LayerKit.FAST, type);
    Queue<float[]> masks = new ArrayDeque<>();
    PlainDcgan plain = plain(recipe, masks);
    load(gan.generator().graph(), plain.generator());
    load(gan.discriminator().graph(), plain.discriminator());
    TrainingStep step = new TrainingStep(config, gan, SmallGan.reals(CLASSES));

    for (int i = 0; i < STEPS; i++) {
      StepStats stats = step.run(i + 1);
      Losses losses = step(plain, i, config, masks);

      assertThat(stats.dLoss()).as("dLoss of step %d", i).isCloseTo(losses.d(), within(tolerance));
      assertThat(stats.gLoss()).as("gLoss of step %d", i).isCloseTo(losses.g(), within(tolerance));
      requireSame(gan.discriminator().graph(), plain.discriminator(), p -> p.value, tolerance);
      requireSame(gan.generator().graph(), plain.generator(), p -> p.value, tolerance);
      requireSame(gan.sampler().graph(), plain.generator(), p -> p.average, tolerance);
    }
    float[] inputs = new Latents(config.generator(), 1).next(N);
    int[] told = IntStream.range(0, N).map(i -> i % CLASSES).toArray();
    double[] samples = plain.sample(latents(config, inputs), told).v();
    assertThat(doubles(gan.sampler().generate(inputs, N)))
        .containsExactly(samples, within(Math.max(tolerance, 1e-6)));
  }

  @Test
  void plainOne_shouldNeedNothingButJavaAndHalfAnHour() throws IOException {
    Path file = Path.of("src/test/java/org/dcgan4j/training/PlainDcgan.java");
    List<String> lines = Files.readAllLines(file);

    assertThat(lines).hasSizeLessThanOrEqualTo(400);
    assertThat(lines.stream().filter(line -> line.startsWith("import")))
        .allMatch(line -> line.startsWith("import java."));
  }

  private static PlainDcgan plain(Case recipe, Queue<float[]> masks) {
    GeneratorConfig g = recipe.config().generator();
    List<LayerSpec> d = recipe.config().discriminator().layers();
    return new PlainDcgan(
        network(g.layers(), DataShape.vector(g.inputSize()), 1, masks),
        network(d, SmallGan.DATA, Math.max(1, g.classes()), masks),
        g.classes(),
        recipe.recipe());
  }

  /**
   * @param logits of a discriminator, whose configuration says one
   */
  private static Network network(
      List<LayerSpec> layers, DataShape input, int logits, Queue<float[]> masks) {
    List<Layer> plain = new ArrayList<>();
    DataShape in = input;
    for (int i = 0; i < layers.size(); i++) {
      LayerSpec layer = layers.get(i);
      boolean bias = i + 1 == layers.size() || !(layers.get(i + 1) instanceof LayerSpec.BatchNorm);
      int[] d = in.dimensions();
      if (layer instanceof Dense dense) {
        int units = dense.units() == 1 ? logits : dense.units();
        plain.add(Linear.dense(in.length(), units, bias));
      } else if (layer instanceof Conv c) {
        plain.add(Linear.conv(d[0], d[1], c.channels(), c.kernel(), c.stride(), c.padding(), bias));
      } else if (layer instanceof Deconv c) {
        plain.add(
            Linear.deconv(d[0], d[1], c.channels(), c.kernel(), c.stride(), c.padding(), bias));
      } else if (layer instanceof LayerSpec.BatchNorm) {
        plain.add(new PlainDcgan.BatchNorm(d[0]));
      } else if (layer instanceof ElementWise.LeakyRelu relu) {
        plain.add(Each.leakyRelu(relu.slope()));
      } else if (layer instanceof ElementWise.Dropout) {
        plain.add(new Each(x -> mask(x, masks.remove()), null));
      } else if (layer instanceof ElementWise.Activation) {
        plain.add(Each.tanh());
      }
      in = layer.shape(in);
    }
    return new Network(plain.toArray(Layer[]::new));
  }

  private static Batch mask(Batch x, float[] mask) {
    assertThat(mask).hasSameSizeAs(x.v());
    return x.map(i -> mask[i]);
  }

  private static void load(ComputationGraph graph, Network network) {
    each(
        graph,
        network,
        (array, parameter) -> {
          System.arraycopy(array, 0, parameter.value, 0, array.length);
          System.arraycopy(array, 0, parameter.average, 0, array.length);
        });
  }

  private static void requireSame(
      ComputationGraph graph,
      Network network,
      Function<Parameter, double[]> numbers,
      double tolerance) {
    each(
        graph,
        network,
        (array, plain) -> {
          double[] expected = numbers.apply(plain);
          IntToDoubleFunction apart = i -> Math.abs(array[i] - expected[i]);
          double largest = IntStream.range(0, array.length).mapToDouble(apart).max().orElseThrow();
          assertThat(largest).as("largest difference").isLessThan(tolerance);
        });
  }

  /** Takes a graph's arrays and the plain network's parameters in turn, from the input up. */
  private static void each(
      ComputationGraph graph, Network network, BiConsumer<double[], Parameter> body) {
    List<double[]> arrays =
        Arrays.stream(graph.getLayers()).flatMap(PlainDcganTest::arrays).toList();
    List<Parameter> parameters =
        network.parameters().stream().filter(parameter -> parameter.value.length > 0).toList();
    assertThat(arrays).hasSameSizeAs(parameters);
    for (int i = 0; i < arrays.size(); i++) {
      assertThat(arrays.get(i)).hasSameSizeAs(parameters.get(i).value);
      body.accept(arrays.get(i), parameters.get(i));
    }
  }

  private static Stream<double[]> arrays(org.deeplearning4j.nn.api.Layer layer) {
    return Stream.of("W", "b", "gamma", "beta", "mean", "var")
        .filter(layer.paramTable()::containsKey)
        .map(layer::getParam)
        .map(array -> array.rank() == 2 ? array.transpose() : array)
        .map(array -> array.dup('c').data().asDouble());
  }

  /** The masks of the plain one come in its order: reals, fakes, and the generator's fakes. */
  private static Losses step(PlainDcgan plain, int number, Config config, Queue<float[]> masks) {
    Draws draws = Draws.of(config, SmallGan.reals(CLASSES), SmallGan.DATA, number + 1);
    draws.masks().forEach(mask -> masks.add(Arrays.copyOf(mask, mask.length / 2)));
    draws
        .masks()
        .forEach(mask -> masks.add(Arrays.copyOfRange(mask, mask.length / 2, mask.length)));
    masks.addAll(draws.laterMasks());
    Queue<float[]> inputs = new ArrayDeque<>(draws.inputs());
    Batch reals = new Batch(N, 1, 8, doubles(draws.reals()));
    Losses losses =
        plain.step(number, reals, draws.classes(), () -> latents(config, inputs.remove()));
    assertThat(masks).isEmpty();
    assertThat(inputs).isEmpty();
    return losses;
  }

  /** Inputs without the classes behind them. */
  private static Batch latents(Config config, float[] inputs) {
    int size = config.generator().inputSize();
    int latent = config.generator().latentSize();
    return new Batch(inputs.length / size, latent, 1)
        .map(i -> inputs[i / latent * size + i % latent]);
  }

  private static double[] doubles(float[] floats) {
    return IntStream.range(0, floats.length).mapToDouble(i -> floats[i]).toArray();
  }
}
