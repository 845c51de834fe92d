package org.dcgan4j.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import org.apache.commons.lang3.ArrayUtils;
import org.dcgan4j.config.Config;
import org.dcgan4j.config.DataConfig.PixelRange;
import org.dcgan4j.layer.NetworkBuilder.LayerKit;
import org.dcgan4j.model.Gan;
import org.dcgan4j.model.Latents;
import org.dcgan4j.model.Optimizer.Update;
import org.dcgan4j.model.SmallGan;
import org.dcgan4j.training.TrainingListener.StepStats;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * The step with its options together, against a second writing of it that is as plain as can be:
 * every number that an option has stands here as a number, and the losses as their formulas.
 */
class StepOracleTest {
  private static final int N = 5;
  private static final int STEPS = 6;
  private static final double REAL_TARGET = 0.9;
  private static final double LOSS_SCALE = 0.5;
  private static final double RATE = 0.05;
  private static final int PENALTY_EVERY = 2;
  private static final double NOISE = 0.4;
  private static final double NOISE_IMAGES = 44;
  private static final String[] OPTIONS = {
    "training.discriminatorSteps=2",
    "training.reuseFakes=false",
    "training.generatorBatches=3",
    "training.realTarget=0.9",
    "training.augmentation.translation=0.2",
    "training.augmentation.cutout=0.3",
    "training.augmentation.noise={kind: linear, from: 0.4, over: 44}",
    "discriminator.lossScale=0.5",
    "discriminator.spectralNorm=true",
    "discriminator.penalties=[{on: reals, weight: {kind: linear, from: 0.1, end: 4, over: 15},"
        + " every: 2}, {on: fakes, weight: 0.2}]",
    "discriminator.optimizer.type=sgd",
    "discriminator.optimizer.learningRate=0.05",
    "generator.optimizer.type=sgd",
    "generator.optimizer.learningRate=0.05"
  };

  @ParameterizedTest
  @CsvSource({"non-saturating, 1", "non-saturating, 2", "relativistic, 1"})
  void stepWithAllOptions_shouldBeThePlainOne(String loss, int batches) {
    Config config =
        SmallGan.config(
            ArrayUtils.addAll(
                OPTIONS, "training.loss=" + loss, "training.discriminatorBatches=" + batches));
    Gan gan = gan(config);
    Gan plain = gan(config);
    double[] before = parameters(gan);
    TrainingStep step = new TrainingStep(config, gan, SmallGan.reals());

    for (int i = 1; i <= STEPS; i++) {
      StepStats stats = step.run(i);
      double[] expected = plainStep(config, plain, i, batches, loss.equals("relativistic"));
      assertThat(stats.dLoss()).as("dLoss of step " + i).isCloseTo(expected[0], within(1e-9));
      assertThat(stats.gLoss()).as("gLoss of step " + i).isCloseTo(expected[1], within(1e-9));
      assertThat(parameters(gan))
          .as("parameters after step " + i)
          .containsExactly(parameters(plain), within(1e-9));
    }
    assertThat(distance(parameters(gan), before)).as("learned").isGreaterThan(0.01);
  }

  /** So that the noise of the last step is another than none, and than that of the first. */
  @Test
  void noise_shouldFallWithinTheSteps() {
    assertThat(noise(1)).isEqualTo(NOISE);
    assertThat(noise(4)).isBetween(0.1, 0.3);
    assertThat(noise(STEPS)).isZero();
  }

  /** Images seen are the reals of both batches of a step. */
  private static double noise(long step) {
    return NOISE * Math.max(0, 1 - (step - 1) * 2 * N / NOISE_IMAGES);
  }

  private static Gan gan(Config config) {
    return Gan.create(config, SmallGan.DATA, LayerKit.FAST, DataType.DOUBLE);
  }

  @SuppressWarnings("try") // the memory is entered, not used
  private static double[] plainStep(Config config, Gan gan, long step, int batches, boolean pairs) {
    int m = batches * N; // fakes that the discriminator sees
    long seed = TrainingStep.seed(config.training().seed(), step);
    Nd4j.getRandom().setSeed(seed);
    Latents latents = Latents.ofTraining(config.generator(), seed);
    // The draws are the augmentation's own; how much noise there is, is said here.
    Augmentation augmentation =
        new Augmentation(
            SmallGan.config(
                    "training.augmentation.translation=0.2",
                    "training.augmentation.cutout=0.3",
                    "training.augmentation.noise=" + noise(step))
                .training()
                .augmentation(),
            PixelRange.SIGNED,
            SmallGan.DATA);
    augmentation.begin(seed, 0, 1);
    double dLoss = 0;
    INDArray reals = null;
    for (long update = 2 * (step - 1); update < 2 * step; update++) {
      try (MemoryWorkspace memory = gan.memory().open()) {
        INDArray fakes = fakes(gan, latents, m);
        reals = reals(update);
        INDArray both = augmentation.apply(Nd4j.concat(0, reals, fakes)).examples();
        if (update % PENALTY_EVERY == 0) {
          INDArray seen = both.get(NDArrayIndex.interval(0, N)).dup('c');
          gan.discriminator().logits(seen);
          double gamma = 0.1 + 0.3 * Math.min(1, update * N / 15.0);
          gan.discriminator().penalise(column(N, i -> 1), gamma * PENALTY_EVERY);
        }
        gan.discriminator().logits(both.get(NDArrayIndex.interval(N, N + m)).dup('c'));
        gan.discriminator().penalise(column(m, i -> 1), 0.2);
        double[] x = gan.discriminator().logits(both).dup().data().asDouble();
        dLoss = 0;
        for (int i = 0; i < N; i++) {
          dLoss += crossEntropy(pairs ? x[i] - x[N + i] : x[i], REAL_TARGET) / N;
        }
        for (int i = N; i < N + m && !pairs; i++) {
          dLoss += crossEntropy(x[i], 0) / m;
        }
        dLoss *= LOSS_SCALE;
        IntToDoubleFunction slope =
            pairs
                ? i -> (i < N ? 1 : -1) * (sigmoid(x[i % N] - x[N + i % N]) - REAL_TARGET)
                : i -> sigmoid(x[i]) - (i < N ? REAL_TARGET : 0);
        INDArray gradient =
            column(N + m, i -> LOSS_SCALE * slope.applyAsDouble(i) / (i < N ? N : m));
        gan.discriminator().learn(gradient, new Update((int) update, RATE));
      }
    }
    try (MemoryWorkspace memory = gan.memory().open()) {
      int own = 3 * N;
      INDArray fakes = fakes(gan, latents, own);
      double[] onReals = new double[N];
      if (pairs) {
        INDArray seen = augmentation.apply(reals(2 * step - 1)).examples();
        onReals = gan.adversarial().logits(seen).dup().data().asDouble();
      }
      double[] against = onReals;
      Augmentation.Applied seen = augmentation.apply(fakes);
      double[] x = gan.adversarial().logits(seen.examples()).dup().data().asDouble();
      INDArray gradient = column(own, i -> (sigmoid(x[i] - against[i % N]) - 1) / own);
      gan.adversarial()
          .learn(
              seen.gradient(gan.adversarial().fakesGradient(gradient)),
              new Update((int) step - 1, RATE));
      double gLoss = 0;
      for (int i = 0; i < own; i++) {
        gLoss += crossEntropy(x[i] - against[i % N], 1) / own;
      }
      return new double[] {dLoss, gLoss};
    }
  }

  private static INDArray reals(long batch) {
    float[] reals = new float[N * SmallGan.DATA.length()];
    SmallGan.reals().fill(batch, reals);
    return Nd4j.createFromArray(reals).castTo(DataType.DOUBLE).reshape('c', SmallGan.DATA.batch(N));
  }

  private static INDArray fakes(Gan gan, Latents latents, int n) {
    INDArray z = Nd4j.createFromArray(latents.next(n)).castTo(DataType.DOUBLE).reshape('c', n, 6);
    return gan.adversarial().fakes(z);
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  private static double crossEntropy(double x, double target) {
    return -target * Math.log(sigmoid(x)) - (1 - target) * Math.log(sigmoid(-x));
  }

  private static INDArray column(int n, IntToDoubleFunction value) {
    double[] values = new double[n];
    Arrays.setAll(values, value);
    return Nd4j.createFromArray(values).reshape('c', n, 1);
  }

  private static double[] parameters(Gan gan) {
    double[] g = gan.generator().graph().params().dup().data().asDouble();
    double[] d = gan.discriminator().graph().params().dup().data().asDouble();
    double[] all = Arrays.copyOf(g, g.length + d.length);
    System.arraycopy(d, 0, all, g.length, d.length);
    return all;
  }

  private static double distance(double[] a, double[] b) {
    double largest = 0;
    for (int i = 0; i < a.length; i++) {
      largest = Math.max(largest, Math.abs(a[i] - b[i]));
    }
    return largest;
  }
}
