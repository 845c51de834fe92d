package org.dcgan4j.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.dcgan4j.config.Refusals.messageOf;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.dcgan4j.binding.Records;
import org.dcgan4j.checkpoint.Checkpoints;
import org.dcgan4j.config.Config;
import org.dcgan4j.layer.NetworkBuilder.LayerKit;
import org.dcgan4j.training.Position;
import org.dcgan4j.training.TrainingListener.StepStats;
import org.dcgan4j.training.TrainingStep;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Batch normalisations of the generator with a scale and a shift of each class. */
class ClassNormalisationTest {
  private static final int CLASSES = 3;
  private static final String SUMS =
      "generator.layers=residual[batch-norm, dense 9, tanh], dense 32, batch-norm, reshape 8x2x2,"
          + " residual[batch-norm, leaky-relu 0.2, conv 8 k3 s1 p1, residual[batch-norm, relu]],"
          + " deconv 4 k4 s2 p1, leaky-relu 0.2, batch-norm, deconv 1 k4 s2 p1, batch-norm, tanh";
  private static final Config CONFIG = config();

  @TempDir Path run;

  private static Config config(String... more) {
    String[] all = Arrays.copyOf(more, more.length + 3);
    all[more.length] = "training.conditional=true";
    all[more.length + 1] = "generator.classes=" + CLASSES;
    all[more.length + 2] = "generator.classNormalisation=true";
    return SmallGan.config(all);
  }

  private static Config without(Config config) {
    return Records.with(config, Map.of("generator.classNormalisation", false));
  }

  private static float[] told(float... classes) {
    float[] input = new float[6 + CLASSES];
    for (int i = 0; i < 6; i++) {
      input[i] = (float) Math.cos(i);
    }
    System.arraycopy(classes, 0, input, 6, CLASSES);
    return input;
  }

  private static INDArray table(Gan gan, String name) {
    return gan.generator().graph().getLayer(name).getParam("W");
  }

  /** As in use with mean 0 and variance 1, of a dense layer with the identity's weights. */
  @ParameterizedTest
  @ValueSource(strings = {"fast", "nd4j", "reference"})
  void output_shouldBeScaledAndShiftedByTheClass(String backend) {
    Config config =
        config(
            "training.backend=" + backend,
            "generator.layers=reshape 9x1x1, deconv 2 k8 s1 p0 no-bias, batch-norm, conv 1 k1 s1 p0"
                + " no-bias");
    Gan gan = SmallGan.create(config);
    gan.generator().graph().getLayer("g.deconv1").getParam("W").assign(0.5);
    gan.generator().graph().getLayer("g.conv1").getParam("W").assign(1);
    table(gan, "g.batchNorm1.scales")
        .assign(Nd4j.createFromArray(new float[][] {{1, 2}, {3, 5}, {7, 11}}));
    table(gan, "g.batchNorm1.shifts")
        .assign(Nd4j.createFromArray(new float[][] {{10, 20}, {30, 50}, {70, 110}}));
    float[] mixed = {0.5f, 0, -2};

    float[] second = gan.generator().generate(told(0, 1, 0), 1);
    float[] between = gan.generator().generate(told(mixed), 1);

    double latent = 0;
    for (int i = 0; i < 6; i++) {
      latent += Math.cos(i) / 2;
    }
    double root = Math.sqrt(1 + 1e-5);
    assertThat(second).containsExactly(all((3 + 5) * (latent + 0.5) / root + 80), within(1e-3f));
    double ofBoth = (0.5 * 3 - 2 * 18) * (latent - 0.75) / root + 0.5 * 30 - 2 * 180;
    assertThat(between).containsExactly(all(ofBoth), within(1e-2f));
  }

  private static float[] all(double value) {
    float[] pixels = new float[64];
    Arrays.fill(pixels, (float) value);
    return pixels;
  }

  /** The same scale and shift for all is the plain normalisation. */
  @Test
  void equalTables_shouldBeThePlainNormalisation() {
    Gan gan = SmallGan.create(CONFIG);
    Gan plain = SmallGan.create(without(CONFIG));
    ComputationGraph from = plain.generator().graph();
    from.paramTable()
        .forEach(
            (name, array) ->
                array.assign(
                    Networks.numbers(name.hashCode(), DataType.FLOAT, array.shape()).addi(1.5)));
    from.paramTable()
        .forEach(
            (name, array) -> {
              String[] words = name.split("_");
              if (words[1].matches("gamma|beta")) {
                String table = words[1].equals("gamma") ? ".scales" : ".shifts";
                table(gan, words[0] + table)
                    .addiRowVector(array)
                    .subi(words[1].equals("gamma") ? 1 : 0);
              } else {
                gan.generator().graph().getParam(name).assign(array);
              }
            });
    float[] inputs = new Latents(CONFIG.generator(), 1).next(7);

    assertThat(gan.generator().generate(inputs, 7))
        .containsExactly(plain.generator().generate(inputs, 7), within(1e-5f));
  }

  /** All tables begin with 1 and 0, and only those of the classes that are drawn are learned. */
  @Test
  void class_shouldLearnItsOwnNumbers() {
    Gan gan = SmallGan.create(CONFIG);
    for (int layer = 1; layer <= 2; layer++) {
      assertThat(table(gan, "g.batchNorm" + layer + ".scales").minNumber().floatValue()).isOne();
      assertThat(table(gan, "g.batchNorm" + layer + ".shifts").amaxNumber().floatValue()).isZero();
    }

    new TrainingStep(CONFIG, gan, SmallGan.reals(2)).run(1);

    INDArray scales = table(gan, "g.batchNorm2.scales");
    assertThat(scales.shape()).containsExactly(CLASSES, 4);
    assertThat(scales.getRow(0).toFloatVector()).doesNotContain(1);
    assertThat(scales.getRow(1)).isNotEqualTo(scales.getRow(0));
    assertThat(scales.getRow(2).toFloatVector()).containsOnly(1);
    assertThat(gan.average().orElseThrow().generator().graph().numParams())
        .isEqualTo(gan.generator().graph().numParams());
  }

  @ParameterizedTest
  @EnumSource(LayerKit.class)
  void parameters_shouldHaveOneOrderInAllGraphs(LayerKit kit) {
    Gan gan = Gan.create(config(SUMS), SmallGan.DATA, kit, DataType.FLOAT);
    List<String> own = List.copyOf(gan.generator().graph().paramTable().keySet());
    List<String> stacked = List.copyOf(gan.adversarial().graph().paramTable().keySet());

    assertThat(stacked.subList(0, own.size())).isEqualTo(own);
    assertThat(own).contains("g.batchNorm3.scales_W", "g.batchNorm1_mean");
    assertThat(own).noneMatch(name -> name.matches(".*(gamma|beta)"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"training.seed=1", SUMS})
  void fastAndStockLayers_shouldLearnAlike(String option) {
    Config config = config(option);
    TrainingStep fast = new TrainingStep(config, SmallGan.create(config), SmallGan.reals(3));
    Gan stockGan = Gan.create(config, SmallGan.DATA, LayerKit.STOCK, DataType.FLOAT);
    TrainingStep stock = new TrainingStep(config, stockGan, SmallGan.reals(3));

    for (int i = 1; i <= 20; i++) {
      StepStats ours = fast.run(i);
      StepStats theirs = stock.run(i);
      assertThat(ours.dLoss()).isCloseTo(theirs.dLoss(), within(1e-5));
      assertThat(ours.gLoss()).isCloseTo(theirs.gLoss(), within(1e-5));
    }
  }

  /** DL4J's own way down through its own layers, with tables that are not those of the start. */
  @ParameterizedTest
  @ValueSource(strings = {"training.seed=1", SUMS})
  @SuppressWarnings("try") // the memory is entered, not used
  void generatorGradient_shouldBeThatOfDl4j(String option) {
    Config config = config(option);
    Gan gan = SmallGan.create(config);
    gan.generator().graph().paramTable().entrySet().stream()
        .filter(entry -> entry.getKey().matches(".*(scales|shifts)_W"))
        .forEach(
            entry ->
                entry
                    .getValue()
                    .addi(
                        Networks.numbers(
                            entry.getKey().hashCode(), DataType.FLOAT, entry.getValue().shape())));
    Gan stock = Gan.create(config, SmallGan.DATA, LayerKit.STOCK, DataType.FLOAT);
    ComputationGraph theirs = stock.generator().graph();
    theirs.params().assign(gan.generator().graph().params());
    INDArray latents = Networks.numbers(2, DataType.FLOAT, 5, 9);
    INDArray weights = Networks.numbers(1, DataType.FLOAT, SmallGan.DATA.batch(5));

    INDArray ours;
    try (MemoryWorkspace memory = gan.memory().open()) {
      gan.adversarial().fakes(latents.dup());
      gan.adversarial().generatorGradient(weights.dup());
      ours = gan.generator().graph().getGradientsViewArray().detach();
    }
    theirs.getConfiguration().setTrainingWorkspaceMode(WorkspaceMode.NONE);
    theirs.feedForward(new INDArray[] {latents}, true, false);
    INDArray expected = theirs.backpropGradient(weights).gradient();

    float largest = expected.amaxNumber().floatValue();
    assertThat(ours.sub(expected).amaxNumber().floatValue() / largest).isLessThan(1e-5f);
  }

  @ParameterizedTest
  @ValueSource(strings = {"fast", "nd4j"})
  void steps_shouldBeThoseOfTheReference(String backend) {
    float[] expected = trained(config(SUMS, "training.backend=reference"));

    assertThat(trained(config(SUMS, "training.backend=" + backend)))
        .containsExactly(expected, within(1e-4f));
  }

  private static float[] trained(Config config) {
    Gan gan = SmallGan.create(config);
    train(config, gan, 1, 3);
    return gan.adversarial().graph().params().dup('c').data().asFloat();
  }

  private static void train(Config config, Gan gan, long from, long to) {
    TrainingStep step = new TrainingStep(config, gan, SmallGan.reals(3));
    for (long i = from; i <= to; i++) {
      step.run(i);
    }
  }

  @Test
  void resumedTraining_shouldBeBitEqualToAnUninterruptedOne() throws Exception {
    Gan whole = SmallGan.create(CONFIG);
    train(CONFIG, whole, 1, 4);
    Gan first = SmallGan.create(CONFIG);
    train(CONFIG, first, 1, 2);
    new Checkpoints(run, CONFIG).save(first, Position.START, 1);

    Gan second = SmallGan.create(CONFIG);
    new Checkpoints(run, CONFIG).loadNewest(second);
    train(CONFIG, second, 3, 4);

    assertThat(GanState.copyOf(second).arrays()).isDeepEqualTo(GanState.copyOf(whole).arrays());
    assertThat(GanState.copyOf(second).arrays()).isNotEqualTo(GanState.copyOf(first).arrays());
  }

  /** DL4J's own pass through the graph of its own layers. */
  @Test
  void stockGenerator_shouldMakeTheSameImages() {
    Config config = config(SUMS);
    Gan gan = SmallGan.create(config);
    train(config, gan, 1, 3);
    float[] inputs = new Latents(config.generator(), 1).next(5);
    ComputationGraph stock = Gan.stockGenerator(gan.generator(), config.generator());

    INDArray images = stock.outputSingle(Nd4j.createFromArray(inputs).reshape('c', 5, 9));

    assertThat(stock.getConfiguration().toJson()).doesNotContain("dcgan4j");
    assertThat(images.dup('c').data().asFloat())
        .containsExactly(gan.generator().generate(inputs, 5), within(1e-5f));
    INDArray ours =
        gan.generator().graph().outputSingle(Nd4j.createFromArray(inputs).reshape('c', 5, 9));
    assertThat(ours.dup('c').data().asFloat())
        .containsExactly(gan.generator().generate(inputs, 5), within(1e-5f));
  }

  @Test
  void withoutClasses_shouldDoNothing() {
    Gan told = SmallGan.create(SmallGan.config("generator.classNormalisation=true"));

    assertThat(told.generator().graph().params())
        .isEqualTo(SmallGan.create(SmallGan.config()).generator().graph().params());
  }

  @Test
  void generatorWithoutNormalisation_shouldBeRefused() {
    Config config = config("generator.layers=dense 64, reshape 1x8x8, tanh");

    assertThat(messageOf(() -> SmallGan.create(config)))
        .isEqualTo(
            "generator.classNormalisation: given \"true\", legal without a batch-norm in"
                + " generator.layers is \"false\"");
  }
}
