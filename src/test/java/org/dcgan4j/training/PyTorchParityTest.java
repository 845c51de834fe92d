package org.dcgan4j.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.dcgan4j.binding.Records;
import org.dcgan4j.config.Config;
import org.dcgan4j.config.ConfigReader;
import org.dcgan4j.config.DiscriminatorConfig;
import org.dcgan4j.config.DiscriminatorConfig.PenaltyConfig;
import org.dcgan4j.config.GeneratorConfig;
import org.dcgan4j.config.OptimizerConfig;
import org.dcgan4j.config.Schedule;
import org.dcgan4j.data.RealBatches;
import org.dcgan4j.export.NamedArray;
import org.dcgan4j.export.ParameterFiles;
import org.dcgan4j.layer.DataShape;
import org.dcgan4j.layer.ElementWise.Dropout;
import org.dcgan4j.layer.LayerSpec;
import org.dcgan4j.layer.NetworkBuilder.LayerKit;
import org.dcgan4j.model.Gan;
import org.dcgan4j.model.Latents;
import org.dcgan4j.training.TrainingListener.StepStats;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.updater.UpdaterBlock;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.config.Adam;

/**
 * Ten training steps, and the same ten in PyTorch; see scripts/parity/run. In double precision
 * losses and gradients are the same. Single precision is held to what it is worth: ten of Adam's
 * steps make much of a rounding, so the fast path may be as far from PyTorch's single precision as
 * that is from double precision, by an order of magnitude. Its dropout is left out: it draws masks
 * in the order in which an array lies in memory, which is not PyTorch's.
 */
class PyTorchParityTest {
  private static final int STEPS = 10;
  private static final int SAMPLES = 16;
  private static final Path PEER = Path.of("target/parity");
  private static final Path TABLE = PEER.resolve("table.md");
  private static final Pattern RESULT =
      Pattern.compile("losses (\\S+) gradients (\\S+) samples (\\S+)");

  @TempDir private Path folder;

  @BeforeAll
  static void requirePyTorch() throws IOException {
    assumeTrue(
        Files.isDirectory(PEER.resolve("lib")), "skipped: scripts/parity/run build was not run");
    Files.writeString(
        TABLE,
        "| preset | batch | losses of ten steps, double | gradients of the first, double |"
            + " losses, fast path | gradients, fast path | losses, PyTorch's single |"
            + " gradients, PyTorch's single | samples |\n|---|---|---|---|---|---|---|---|---|\n");
  }

  @ParameterizedTest
  @CsvSource({"dcgan-32,8", "notmnist-dcgan,16", "plain-dcgan,8", "dcgan-64,4"})
  void steps_shouldBeThoseOfPyTorch(String preset, int batch) throws Exception {
    Config config = config(preset, batch);
    double[] exact = apart(config, DataType.DOUBLE, DataType.DOUBLE);
    double[] fast = apart(withoutDropout(config), DataType.FLOAT, DataType.FLOAT);
    double[] single = apart(config, DataType.DOUBLE, DataType.FLOAT);

    Files.writeString(
        TABLE,
        String.format(
            Locale.ROOT,
            "| `%s` | %d | %.1e | %.1e | %.1e | %.1e | %.1e | %.1e | %.1e |%n",
            preset,
            batch,
            exact[0],
            exact[1],
            fast[0],
            fast[1],
            single[0],
            single[1],
            fast[2]),
        StandardOpenOption.APPEND);
    assertThat(exact[0]).as("losses").isLessThan(1e-4);
    assertThat(exact[1]).as("gradients").isLessThan(1e-3);
    assertThat(fast[0]).as("losses, fast").isLessThan(Math.max(1e-4, 10 * single[0]));
    assertThat(fast[1]).as("gradients, fast").isLessThan(Math.max(1e-3, 10 * single[1]));
    assertThat(fast[2]).as("samples of the fast path").isLessThan(1e-5);
  }

  /** Of losses, gradients and samples, the largest difference of each. */
  private double[] apart(Config config, DataType ours, DataType theirs)
      throws IOException, InterruptedException {
    Path file = folder.resolve("steps.safetensors");
    write(config, ours, theirs, file);
    Matcher result = RESULT.matcher(peer(file));
    assertThat(result.find()).isTrue();
    return IntStream.rangeClosed(1, 3)
        .mapToDouble(i -> Double.parseDouble(result.group(i)))
        .toArray();
  }

  private static Config config(String preset, int batch) {
    Map<String, String> values = new HashMap<>(Map.of("training.batchSize", "" + batch));
    if (preset.equals("notmnist-dcgan")) {
      // With the preset's seed, 42, an activation of the discriminator is so near to 0 that single
      // precision puts it on the other side of its kink; with others, and with rates of
      // another length, it does so in PyTorch.
      values.put("training.seed", "6");
      values.put("training.steps", "4500");
      values.put("training.conditional", "true");
      values.put("generator.classes", "10");
      // The other side's penalty goes by the images seen.
      values.put("discriminator.penaltyTarget", "0");
    }
    return ConfigReader.resolve(preset, null, values);
  }

  private static Config withoutDropout(Config config) {
    List<LayerSpec> layers =
        config.discriminator().layers().stream()
            .map(layer -> layer instanceof Dropout ? new Dropout(0) : layer)
            .toList();
    return Records.with(config, Map.of("discriminator.layers", layers));
  }

  /** Now and then its library crashes while it starts. */
  private String peer(Path file) throws IOException, InterruptedException {
    String classes = PEER.resolve("classes") + File.pathSeparator + PEER.resolve("lib") + "/*";
    Path err = folder.resolve("err");
    for (int attempt = 1; ; attempt++) {
      Process process =
          new ProcessBuilder(
                  ProcessHandle.current().info().command().orElse("java"),
                  "-Xmx1g",
                  "-cp",
                  classes,
                  "Parity",
                  file.toString())
              .redirectError(err.toFile())
              .start();
      String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() == 0 || attempt == 3) {
        assertThat(process.exitValue()).as(Files.readString(err)).isZero();
        return out;
      }
    }
  }

  /** Takes the steps, and writes what they began with, what they drew and what came out. */
  private static void write(Config config, DataType type, DataType theirs, Path file)
      throws IOException {
    DataShape shape = Gan.shapeOf(config);
    int n = config.training().batchSize();
    Gan gan = Gan.create(config, shape, LayerKit.FAST, type);
    Gan names = Gan.create(config, shape, LayerKit.STOCK, DataType.FLOAT);
    ComputationGraph g = gan.generator().graph();
    ComputationGraph d = gan.discriminator().graph();
    for (ComputationGraph network : List.of(g, d)) { // to what the file can hold
      network.params().assign(network.params().castTo(DataType.FLOAT).castTo(type));
    }
    List<NamedArray> arrays = new ArrayList<>();
    arrays.addAll(named("", names.generator().graph(), g.params()));
    arrays.addAll(named("", names.discriminator().graph(), d.params()));
    RealBatches reals = noise(n, Math.max(1, config.generator().classes()));
    TrainingStep step = new TrainingStep(config, gan, reals);
    float[] losses = new float[2 * STEPS];
    for (int i = 0; i < STEPS; i++) {
      arrays.addAll(draws(i, Draws.of(config, reals, shape, i + 1), n, config, shape));
      StepStats stats = step.run(i + 1);
      losses[2 * i] = (float) stats.dLoss();
      losses[2 * i + 1] = (float) stats.gLoss();
      if (i == 0) {
        arrays.addAll(named("gradient.", names.generator().graph(), gradient(g)));
        arrays.addAll(named("gradient.", names.discriminator().graph(), gradient(d)));
      }
    }
    arrays.add(new NamedArray("losses", new long[] {STEPS, 2}, losses));
    INDArray trained = gan.sampler().graph().params();
    arrays.addAll(named("trained.", names.generator().graph(), trained));
    float[] latents = new Latents(config.generator(), 1).next(SAMPLES);
    arrays.add(array("latents", latents, DataShape.vector(config.generator().inputSize())));
    arrays.add(array("samples", gan.sampler().generate(latents, SAMPLES), shape));
    Map<String, String> recipe = new HashMap<>(recipe(config));
    recipe.put("double", "" + (theirs == DataType.DOUBLE));
    ParameterFiles.safetensors(arrays, recipe, file);
  }

  private static List<NamedArray> draws(
      int step, Draws draws, int n, Config config, DataShape shape) {
    List<NamedArray> arrays = new ArrayList<>();
    arrays.add(array(step + ".reals", draws.reals(), shape));
    if (draws.classes().length > 0) {
      float[] classes = new float[n];
      IntStream.range(0, n).forEach(i -> classes[i] = draws.classes()[i]);
      arrays.add(new NamedArray(step + ".classes", new long[] {n}, classes));
    }
    DataShape input = DataShape.vector(config.generator().inputSize());
    for (int i = 0; i < draws.inputs().size(); i++) {
      arrays.add(array(step + ".inputs" + i, draws.inputs().get(i), input));
    }
    List<DataShape> dropped = droppedShapes(config.discriminator().layers(), shape);
    for (int i = 0; i < dropped.size(); i++) {
      arrays.add(array(step + ".masks" + i, draws.masks().get(i), dropped.get(i)));
      arrays.add(array(step + ".laterMasks" + i, draws.laterMasks().get(i), dropped.get(i)));
    }
    return arrays;
  }

  private static List<DataShape> droppedShapes(List<LayerSpec> layers, DataShape data) {
    List<DataShape> shapes = new ArrayList<>();
    DataShape in = data;
    for (LayerSpec layer : layers) {
      if (layer instanceof Dropout) {
        shapes.add(in);
      }
      in = layer.shape(in);
    }
    return shapes;
  }

  private static NamedArray array(String name, float[] values, DataShape each) {
    return new NamedArray(name, each.batch(values.length / each.length()), values);
  }

  /** The parameters of one of our networks, or as many numbers, under PyTorch's names. */
  private static List<NamedArray> named(String prefix, ComputationGraph stock, INDArray numbers) {
    stock.params().assign(numbers);
    return NamedArray.of(stock).stream()
        .map(array -> new NamedArray(prefix + array.name(), array.shape(), array.values()))
        .toList();
  }

  /** After one update Adam's mean is {@code (1 - beta1)} times the gradient that it was given. */
  private static INDArray gradient(ComputationGraph network) {
    INDArray gradient = network.params().like();
    for (UpdaterBlock block : network.getUpdater().getUpdaterBlocks()) {
      if (block.getGradientUpdater().getConfig() instanceof Adam adam) {
        int from = block.getParamOffsetStart();
        int to = block.getParamOffsetEnd();
        INDArray mean =
            block
                .getUpdaterView()
                .reshape(2L * (to - from))
                .get(NDArrayIndex.interval(0, to - from));
        gradient
            .reshape(gradient.length())
            .get(NDArrayIndex.interval(from, to))
            .assign(mean.div(1 - adam.getBeta1()));
      }
    }
    return gradient;
  }

  private static RealBatches noise(int n, int classes) {
    return new RealBatches() {
      @Override
      public int batchesPerEpoch() {
        return STEPS;
      }

      @Override
      public void fill(long number, float[] batch) {
        SplittableRandom random = new SplittableRandom(number);
        for (int i = 0; i < batch.length; i++) {
          batch[i] = (float) random.nextDouble(-1, 1);
        }
      }

      @Override
      public int[] labels(long number) {
        return IntStream.range(0, n).map(i -> (int) ((3 * number + i) % classes)).toArray();
      }
    };
  }

  /** What the other side needs to know of the configuration; both networks learn alike. */
  private static Map<String, String> recipe(Config config) {
    GeneratorConfig g = config.generator();
    DiscriminatorConfig d = config.discriminator();
    OptimizerConfig.Adam adam = (OptimizerConfig.Adam) g.optimizer();
    assertThat(d.optimizer().learningRate()).isEqualTo(adam.learningRate());
    PenaltyConfig penalty =
        d.penalties().isEmpty()
            ? new PenaltyConfig(PenaltyConfig.On.REALS, Schedule.of(0), 1)
            : d.penalties().get(0);
    return Map.ofEntries(
        Map.entry("g", text(g.layers())),
        Map.entry("d", text(d.layers())),
        Map.entry("rate", line(adam.learningRate(), config)),
        Map.entry("beta1", "" + adam.beta1()),
        Map.entry("beta2", "" + adam.beta2().from()),
        Map.entry("epsilon", "" + adam.epsilon()),
        Map.entry("gamma", line(penalty.weight(), config)),
        Map.entry("every", "" + penalty.every()),
        Map.entry("reuseFakes", "" + config.training().reuseFakes()),
        Map.entry("separate", "" + d.separateBatches()));
  }

  /** From where, to where, over how many images. */
  private static String line(Schedule schedule, Config config) {
    double whole = (double) config.training().steps() * config.training().batchSize();
    double from = schedule.from();
    return schedule instanceof Schedule.Linear line
        ? from + " " + from * line.end() + " " + (line.over() > 0 ? line.over() : whole)
        : from + " " + from + " 1";
  }

  private static String text(List<LayerSpec> layers) {
    return layers.stream().map(LayerSpec::text).collect(Collectors.joining(", "));
  }
}
