package org.dcgan4j.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.commons.lang3.ArrayUtils;
import org.dcgan4j.binding.Records;
import org.dcgan4j.config.Config;
import org.dcgan4j.data.RealBatches;
import org.dcgan4j.layer.NetworkBuilder.LayerKit;
import org.dcgan4j.model.AdversarialGraph;
import org.dcgan4j.model.Gan;
import org.dcgan4j.model.Latents;
import org.dcgan4j.model.Optimizer.Update;
import org.dcgan4j.model.SmallGan;
import org.dcgan4j.training.GanLoss.LogitLoss;
import org.dcgan4j.training.TrainingListener.StepStats;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class TrainingStepTest {
  private static final double LEARNING_RATE = 5e-4;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "training.loss=minimax",
        "training.loss=least-squares",
        "training.loss=hinge",
        "training.loss=relativistic",
        "training.reuseFakes=false",
        "training.augmentation.translation=0.2",
        "training.augmentation.noise=0.2",
        "discriminator.optimizer.clipNorm=0.01",
        "discriminator.penalty.r1=1",
        "discriminator.penalties=[{on: reals, weight: {kind: linear, from: 1, end: 5, over: 99}}]"
      })
  void sameSeed_shouldGiveTheSameBits(String option) {
    float[] first = parametersAfterFiveSteps(SmallGan.config("training.seed=1", option));

    assertThat(parametersAfterFiveSteps(SmallGan.config("training.seed=1", option)))
        .isEqualTo(first);
    assertThat(parametersAfterFiveSteps(SmallGan.config("training.seed=2", option)))
        .isNotEqualTo(first);
    assertThat(parametersAfterFiveSteps(SmallGan.config("training.seed=1"))).isNotEqualTo(first);
  }

  /** By hand, from what each step says of the discriminator. */
  @Test
  void steeredPenalty_shouldGoForwardWhileTheDiscriminatorIsTooSure() {
    Config config =
        SmallGan.config(
            "discriminator.penalties=[{on: reals, weight: {kind: linear, from: 2, end: 5, over: 160}}]",
            "discriminator.penaltyTarget=0.02",
            "training.steps=40");
    TrainingStep step = new TrainingStep(config, SmallGan.create(config), SmallGan.reals());
    double images = 0;
    int back = 0;
    for (int i = 1; i <= 40; i++) {
      double times = 1 + 4 * Math.abs(images) / 160;
      double weight = images < 0 ? 2 / times : 2 * times;
      assertThat(penalties(step).steeredWeight()).isCloseTo(weight, within(1e-12));
      StepStats stats = step.run(i);
      boolean surer = stats.dReal() - stats.dFake() > 0.02;
      back += surer ? 0 : 1;
      images = Math.max(-160, Math.min(160, images + (surer ? 20 : -20)));
      assertThat(penalties(step).images()).isEqualTo(images);
    }
    assertThat(back).isBetween(1, 39);
  }

  @Test
  void unsureDiscriminator_shouldHaveTheGeneratorLearnFromOneBatch() {
    String grows = "discriminator.penalties=[{on: reals, weight: {kind: linear, from: 1, end: 5}}]";
    String two = "training.generatorBatches=2";
    String[] never = {grows, "training.reuseFakes=false", "discriminator.penaltyTarget=1"};
    Config config = SmallGan.config(never);
    Steering steering = Steering.of(config, SmallGan.DATA, 5);

    assertThat(steering.generatorBatches(2)).isEqualTo(2);
    steering.follow(1, 0.5, 5);
    assertThat(steering.generatorBatches(2)).isEqualTo(1);
    steering.follow(1, 1.5, 5);
    assertThat(steering.generatorBatches(2)).isEqualTo(2);
    assertThat(parametersAfterFiveSteps(SmallGan.config(ArrayUtils.add(never, two))))
        .isEqualTo(parametersAfterFiveSteps(config));

    Config none = SmallGan.config("discriminator.penalties=[]", "discriminator.penaltyTarget=1");
    Steering nothing = Steering.of(none, SmallGan.DATA, 5);
    nothing.follow(1, 0.5, 5);
    assertThat(nothing.generatorBatches(2)).isEqualTo(2);
    assertThat(nothing.now().penaltyImages()).isZero();
  }

  /** Half way on its course, it has half the way behind it in a run of twice the length, too. */
  @Test
  void steeredPenalty_shouldKeepItsWeightWhereARunGoesOnForLonger() {
    String steered = "discriminator.penaltyTarget=0.02";
    String whole = "discriminator.penalties=[{on: reals, weight: {kind: linear, from: 2, end: 5}}]";
    Config config = SmallGan.config(whole, steered);
    Steering shorter = Steering.of(config, SmallGan.DATA, 40);
    for (int i = 0; i < 5; i++) {
      shorter.follow(1, 0.5, 5);
    }
    double weight = shorter.penalties().steeredWeight();
    assertThat(weight).isCloseTo(2 * (1 + 4 * 0.5), within(1e-12));

    Steering longer = Steering.of(config, SmallGan.DATA, 80);
    longer.goOn(shorter.now());
    assertThat(longer.penalties().steeredWeight()).isCloseTo(weight, within(1e-12));

    String fixed = whole.replace("end: 5", "end: 5, over: 400");
    Steering of400 = Steering.of(SmallGan.config(fixed, steered), SmallGan.DATA, 80);
    of400.goOn(shorter.now());
    assertThat(of400.penalties().steeredWeight()).isCloseTo(weight, within(1e-12));
  }

  private static Penalties penalties(TrainingStep step) {
    return step.steering().orElseThrow().penalties();
  }

  /** However little the discriminator believes, nothing to steer is nothing steered. */
  @Test
  void steeredPenalty_shouldStayWhereItDoesNotGrow() {
    String one = "discriminator.penalties=[{on: reals, weight: 2}]";
    String falls = "discriminator.penalties=[{on: reals, weight: {kind: linear, from: 2, end: 0}}]";
    String grows = "discriminator.penalties=[{on: reals, weight: {kind: linear, from: 2, end: 5}}]";
    String never = "discriminator.penaltyTarget=1";
    String steps = "training.steps=5";
    float[] steady = parametersAfterFiveSteps(SmallGan.config(one, steps));
    float[] falling = parametersAfterFiveSteps(SmallGan.config(falls, steps));

    assertThat(parametersAfterFiveSteps(SmallGan.config(one, steps, never))).isEqualTo(steady);
    assertThat(falling).isNotEqualTo(steady);
    assertThat(parametersAfterFiveSteps(SmallGan.config(falls, steps, never))).isEqualTo(falling);
    assertThat(parametersAfterFiveSteps(SmallGan.config(grows, steps, never))).isNotEqualTo(steady);
  }

  /** What does not grow goes its own way beside what is steered, and is not said to be steered. */
  @Test
  void steeredPenalty_shouldBeSteeredBesideOthers() {
    Config config =
        SmallGan.config(
            "discriminator.penalties=[{on: fakes, weight: {kind: linear, from: 3, end: 0}},"
                + " {on: reals, weight: {kind: linear, from: 2, end: 5}}]",
            "discriminator.penaltyTarget=0.02");
    Steering steering = Steering.of(config, SmallGan.DATA, 40); // 200 images

    for (int i = 0; i < 5; i++) {
      steering.follow(1, 0.01, 5); // half way beyond the beginning
    }

    assertThat(steering.penaltyWeight()).isCloseTo(2.0 / 3, within(1e-12));
    assertThat(steering.due(10))
        .extracting(due -> due.on() + " " + due.weight())
        .containsExactly("FAKES 2.25", "REALS " + 2.0 / 3);
    Steering fixed =
        Steering.of(
            SmallGan.config(
                "discriminator.penalties=[{on: reals, weight: {kind: steps, from: 2, factor: 0.5,"
                    + " every: 50}}]",
                "discriminator.penaltyTarget=0.02"),
            SmallGan.DATA,
            40);
    fixed.follow(1, 0.5, 5);
    assertThat(fixed.penaltyWeight()).isZero();
    assertThat(fixed.now().penaltyCourse()).isZero();
    assertThat(fixed.due(10).get(0).weight()).isEqualTo(1);
  }

  /** By hand: the penalty goes to its end, then the augmentation, which goes back first. */
  @Test
  void augmentation_shouldComeWhereThePenaltyIsAtItsEnd() {
    String grows =
        "discriminator.penalties=[{on: reals, weight: {kind: linear, from: 2, end: 5, over: 40}}]";
    String[] steered = {
      "discriminator.penaltyTarget=0.02",
      "training.augmentation.translation=0.2",
      "training.augmentation.target=0.6",
      "training.augmentation.over=100"
    };
    Steering steering =
        Steering.of(SmallGan.config(ArrayUtils.add(steered, grows)), SmallGan.DATA, 40);
    Steering without = Steering.of(SmallGan.config(steered), SmallGan.DATA, 40);
    double[] surer = {0.5, 0.5, 0.5, 0.5, 0.01, 0.5, 0.5};
    double[] strength = {0, 0, 0.05, 0.1, 0.05, 0, 0.05};
    for (int i = 0; i < surer.length; i++) {
      steering.follow(0.7, surer[i], 5); // a balance of 0.4, below the target
      without.follow(0.7, surer[i], 5);
      assertThat(steering.augmentation().strength()).isCloseTo(strength[i], within(1e-12));
      assertThat(without.augmentation().strength()).isZero();
    }
  }

  /** By hand: 2 times 5 at its end, times 1 + 10 times the strength; not what is not steered. */
  @Test
  void penaltyAtItsEnd_shouldGrowWithTheAugmentation() {
    Config config =
        SmallGan.config(
            "discriminator.penalties=[{on: fakes, weight: 3},"
                + " {on: reals, weight: {kind: linear, from: 2, end: 5, over: 40}}]",
            "discriminator.penaltyTarget=0.02",
            "training.augmentation.translation=0.2",
            "training.augmentation.target=0.6",
            "training.augmentation.over=100",
            "training.augmentation.penaltyGain=10");
    Steering steering = Steering.of(config, SmallGan.DATA, 40);
    for (int i = 0; i < 4; i++) {
      steering.follow(0.7, 0.5, 5); // two to the end, and two of a strength of 0.05 each
    }

    assertThat(steering.due(10))
        .extracting(due -> due.on() + " " + due.weight())
        .containsExactly("FAKES 3.0", "REALS 20.0");
    assertThat(steering.penaltyWeight()).isEqualTo(20);
    steering.augmentation().setStrength(0.02);
    assertThat(steering.penaltyWeight()).as("nothing is changed yet").isEqualTo(10);
    Config off = Records.with(config, Map.of("training.augmentation.target", 0.0));
    assertThat(Steering.of(off, SmallGan.DATA, 40).penaltyWeight()).isEqualTo(2);
  }

  @Test
  void steeredPenalties_shouldHaveOneKindOfCourse() {
    String mixed =
        "discriminator.penalties=[{on: fakes, weight: {kind: linear, from: 2, end: 3, over: 9}},"
            + " {on: reals, weight: {kind: linear, from: 2, end: 5}}]";

    assertThatThrownBy(() -> SmallGan.config(mixed, "discriminator.penaltyTarget=0.02"))
        .hasMessageContaining(
            "penalties: some that penaltyTarget steers go over the whole run and some over given"
                + " images, legal is one of these for all");
    SmallGan.config(mixed, "discriminator.penaltyTarget=0");
  }

  /** Of two batches of five a step, so behind two steps there are 20 images. */
  @Test
  void noise_shouldGoByTheImagesThatTheDiscriminatorSaw() {
    String two = "training.discriminatorSteps=2";
    Config noisy =
        SmallGan.config(two, "training.augmentation.noise={kind: linear, from: 0.5, over: 20}");
    Config quiet = SmallGan.config(two);

    assertThat(parametersAfterStep(2, noisy)).isNotEqualTo(parametersAfterStep(2, quiet));
    assertThat(parametersAfterStep(3, noisy)).isEqualTo(parametersAfterStep(3, quiet));
  }

  /** Adam's first step moves a weight by the learning rate, however large its gradient. */
  @Test
  void severalDiscriminatorSteps_shouldUpdateTheGeneratorOnce() {
    Config config = SmallGan.config("training.discriminatorSteps=3");
    Gan gan = SmallGan.create(config);
    INDArray g = gan.generator().graph().getLayer("g.deconv1").getParam("W");
    INDArray d = gan.discriminator().graph().getLayer("d.conv1").getParam("W");
    INDArray gBefore = g.dup();
    INDArray dBefore = d.dup();
    List<Long> batches = new ArrayList<>();
    TrainingStep step = new TrainingStep(config, gan, recording(batches));

    step.run(1);

    assertThat(batches).containsExactly(0L, 1L, 2L);
    assertThat(largest(g.sub(gBefore))).isBetween(0.9 * LEARNING_RATE, 1.01 * LEARNING_RATE);
    assertThat(largest(d.sub(dBefore))).isBetween(2 * LEARNING_RATE, 3.5 * LEARNING_RATE);
    step.run(2);
    assertThat(batches).endsWith(3L, 4L, 5L).hasSize(6);
  }

  /**
   * Float rounding only, measured 1e-7: the dropout masks, the latents and the reals are the same.
   */
  @Test
  void fastAndStockLayers_shouldLearnAlike() {
    assertThat(worstDifference(SmallGan.config(), 200)).isLessThan(1e-5);
  }

  /** Rounding errors grow here: without normalisation, and with a penalty in every update. */
  @Test
  void fastAndStockResampling_shouldLearnAlike() {
    Config config =
        SmallGan.config(
            "discriminator.layers=conv 8 k1 s1 p0, residual[conv 16 k1 s1 p0, leaky-relu 0.2, conv 8 k3 s1"
                + " p1], down, leaky-relu 0.2, conv 8 k3 s1 p1, down, up, leaky-relu 0.2, dense 1",
            "generator.layers=dense 32, reshape 8x2x2, up, conv 4 k3 s1 p1, leaky-relu 0.2, up,"
                + " conv 1 k3 s1 p1, tanh",
            "discriminator.penalties=[{on: reals, weight: 1}, {on: fakes, weight: 0.5}]",
            "training.loss=relativistic");
    assertThat(worstDifference(config, 20)).isLessThan(1e-5);
  }

  /** With channels enough to lie last on the one; on the other all lies in C order. */
  @Test
  void blocksInGroups_shouldLearnAlikeOnEachBackend() {
    String block =
        "residual[conv 32 k1 s1 p0, leaky-relu 0.2, conv 32 k3 s1 p1 g2, leaky-relu 0.2, conv 16 k1 s1"
            + " p0 no-bias]";
    String[] options = {
      "training.loss=relativistic",
      "discriminator.penalties=[{on: reals, weight: 1}, {on: fakes, weight: 0.5}]",
      "generator.layers=dense 64, reshape 16x2x2, "
          + block
          + ", up, "
          + block
          + ", up, conv 16 k1 s1"
          + " p0, residual[conv 16 k3 s1 p1], conv 1 k1 s1 p0, tanh",
      "discriminator.layers=conv 16 k1 s1 p0, "
          + block
          + ", down, "
          + block
          + ", "
          + block
          + ", conv 16"
          + " k1 s1 p0, leaky-relu 0.2, "
          + block
          + ", down, dense 1",
      "training.backend=fast"
    };
    Config fast = SmallGan.config(options);
    options[4] = "training.backend=nd4j";
    Config other = SmallGan.config(options);

    double worst =
        worstDifference(
            new TrainingStep(fast, SmallGan.create(fast), SmallGan.reals()),
            new TrainingStep(other, SmallGan.create(other), SmallGan.reals()),
            10);
    assertThat(worst).isLessThan(1e-5);
  }

  private static double worstDifference(Config config, int steps) {
    TrainingStep fast = new TrainingStep(config, SmallGan.create(config), SmallGan.reals());
    Gan stockGan = Gan.create(config, SmallGan.DATA, LayerKit.STOCK, DataType.FLOAT);
    TrainingStep stock = new TrainingStep(config, stockGan, SmallGan.reals());

    return worstDifference(fast, stock, steps);
  }

  /** The largest difference of a loss over so many steps. */
  private static double worstDifference(TrainingStep one, TrainingStep other, int steps) {
    double worst = 0;
    for (int i = 1; i <= steps; i++) {
      StepStats ours = one.run(i);
      StepStats theirs = other.run(i);
      worst = Math.max(worst, Math.abs(ours.dLoss() - theirs.dLoss()));
      worst = Math.max(worst, Math.abs(ours.gLoss() - theirs.gLoss()));
    }
    return worst;
  }

  /** Without batch normalisation and dropout an example knows nothing of the others. */
  @ParameterizedTest
  @CsvSource({"1, true", "1, false", "2, false"})
  void separateBatches_shouldLearnWhatOneBatchDoes(int batches, boolean reuseFakes) {
    Config one =
        SmallGan.config(
            "discriminator.layers=conv 4 k4 s2 p1, leaky-relu 0.2, dense 1",
            "discriminator.penalties=[{on: reals, weight: 1}]",
            "training.reuseFakes=" + reuseFakes,
            "training.discriminatorBatches=" + batches);
    Config two = Records.with(one, Map.of("discriminator.separateBatches", true));
    TrainingStep together = new TrainingStep(one, SmallGan.create(one), SmallGan.reals());
    TrainingStep apart = new TrainingStep(two, SmallGan.create(two), SmallGan.reals());

    assertThat(worstDifference(apart, together, 50)).isLessThan(1e-5);
  }

  @Test
  @SuppressWarnings("try") // the memory is entered, not used
  void batchNormInTheDiscriminator_shouldSeeRealsAndFakesApartAndStandStillForTheGenerator() {
    String layers = "discriminator.layers=conv 4 k4 s2 p1, batch-norm, leaky-relu 0.2, dense 1";
    Config config = SmallGan.config(layers, "discriminator.separateBatches=true");
    Gan gan = SmallGan.create(config);
    TrainingStep step = new TrainingStep(config, gan, SmallGan.reals());
    INDArray mean = gan.discriminator().graph().getLayer("d.batchNorm1").getParam("mean");
    step.run(1);
    assertThat(largest(mean)).as("moved by the discriminator's passes").isPositive();

    INDArray before = gan.discriminator().graph().params().dup();
    AdversarialGraph adversarial = gan.adversarial();
    INDArray latents = Nd4j.createFromArray(new Latents(config.generator(), 1).next(5));
    try (MemoryWorkspace memory = gan.memory().open()) {
      INDArray logits = adversarial.logits(adversarial.fakes(latents.reshape(5, 6)));
      adversarial.learn(adversarial.fakesGradient(logits), new Update(1, 1e-3));
    }

    assertThat(gan.discriminator().graph().params()).isEqualTo(before);
  }

  @Test
  void statistics_shouldBeThoseOfTheLogits() {
    Config config = SmallGan.config("training.realTarget=0.9");
    Gan gan = SmallGan.create(config);
    gan.discriminator().graph().params().assign(0);
    gan.discriminator().graph().getLayer("d.dense1").getParam("b").assign(2);

    StepStats stats = new TrainingStep(config, gan, SmallGan.reals()).run(1);

    LogitLoss loss = LogitLoss.NON_SATURATING;
    assertThat(stats.step()).isEqualTo(1);
    assertThat(Math.abs(stats.dLoss() - loss.real(2, 0.9) - loss.fake(2))).isLessThan(1e-6);
    assertThat(Math.abs(stats.dReal() - LogitLoss.sigmoid(2))).isLessThan(1e-6);
    assertThat(Math.abs(stats.dFake() - LogitLoss.sigmoid(2))).isLessThan(1e-6);
    double bias = gan.discriminator().graph().getLayer("d.dense1").getParam("b").getDouble(0);
    assertThat(bias).as("learned before the generator asks").isLessThan(2);
    assertThat(Math.abs(stats.gLoss() - loss.generator(bias))).isLessThan(1e-6);
  }

  private static float[] parametersAfterFiveSteps(Config config) {
    return parametersAfter(1, 5, config);
  }

  /** Of this one alone, of a GAN as it begins. */
  private static float[] parametersAfterStep(int step, Config config) {
    return parametersAfter(step, step, config);
  }

  private static float[] parametersAfter(int first, int last, Config config) {
    Gan gan = SmallGan.create(config);
    TrainingStep step = new TrainingStep(config, gan, SmallGan.reals());
    for (int i = first; i <= last; i++) {
      step.run(i);
    }
    float[] g = gan.generator().graph().params().dup().data().asFloat();
    float[] d = gan.discriminator().graph().params().dup().data().asFloat();
    float[] all = Arrays.copyOf(g, g.length + d.length);
    System.arraycopy(d, 0, all, g.length, d.length);
    return all;
  }

  private static RealBatches recording(List<Long> numbers) {
    RealBatches reals = SmallGan.reals();
    return new RealBatches() {
      @Override
      public int batchesPerEpoch() {
        return reals.batchesPerEpoch();
      }

      @Override
      public void fill(long number, float[] batch) {
        numbers.add(number);
        reals.fill(number, batch);
      }
    };
  }

  private static double largest(INDArray array) {
    return array.amaxNumber().doubleValue();
  }
}
