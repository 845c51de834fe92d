package org.dcgan4j.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.dcgan4j.config.Config;
import org.dcgan4j.config.OptimizerConfig;
import org.dcgan4j.config.Schedule;
import org.dcgan4j.data.ImageSet;
import org.dcgan4j.data.ImageShape;
import org.dcgan4j.data.Images;
import org.dcgan4j.data.RealBatches;
import org.dcgan4j.model.Gan;
import org.dcgan4j.model.GanState;
import org.dcgan4j.model.SmallGan;
import org.dcgan4j.model.SpectralNorm;
import org.dcgan4j.training.TrainingListener.StepStats;
import org.dcgan4j.training.TrainingStep;
import org.junit.jupiter.api.Test;

class WorkerTest {
  private static final Config CONFIG = SmallGan.config("training.batchSize=6");

  private final ImageSet images = images();
  private final GanState start = GanState.copyOf(SmallGan.create(CONFIG));

  @Test
  void oneWorker_shouldTrainToTheBitsOfOneProcess() {
    Gan gan = SmallGan.create(CONFIG);
    start.into(gan);
    TrainingStep step = new TrainingStep(CONFIG, gan, images.batches(CONFIG));
    StepStats first = step.run(1);
    StepStats second = step.run(2);

    AveragedStep.Sum round = Worker.of(plan("alone", 1), 0).train(start, 1, 2);

    assertThat(round.meanState().arrays()).isDeepEqualTo(GanState.copyOf(gan).arrays());
    assertThat(round.meanStats(0, 1)).isEqualTo(first);
    assertThat(round.meanStats(1, 2)).isEqualTo(second);
  }

  /** Its raw weights and singular vectors are as much of the state as what they make. */
  @Test
  void workerWithSpectralNorm_shouldTrainToTheBitsOfOneProcess() {
    Config config = SmallGan.config("training.batchSize=6", "discriminator.spectralNorm=true");
    Gan gan = SmallGan.create(config);
    TrainingStep step = new TrainingStep(config, gan, images.batches(config));
    step.run(1);
    GanState afterOne = GanState.copyOf(gan);
    step.run(2);
    Worker.Plan plan = Worker.Plan.of("spectral", config.json(), 1, images);

    AveragedStep.Sum round = Worker.of(plan, 0).train(afterOne, 2, 1);
    Gan driver = SmallGan.create(config);
    round.meanInto(driver);

    assertThat(GanState.copyOf(driver).arrays()).isDeepEqualTo(GanState.copyOf(gan).arrays());
  }

  @Test
  void meanOfSpectralNorms_shouldBeTheDividedMeanOfTheRawWeights() {
    Config config = SmallGan.config("training.batchSize=6", "discriminator.spectralNorm=true");
    Gan gan = SmallGan.create(config);
    GanState before = GanState.copyOf(gan);
    Worker.Plan plan = Worker.Plan.of("spectral-two", config.json(), 2, images);
    AveragedStep.Sum zero = Worker.of(plan, 0).train(before, 1, 3);
    AveragedStep.Sum one = Worker.of(plan, 1).train(before, 1, 3);

    zero.plus(one).meanInto(gan);

    SpectralNorm norm = gan.discriminator().spectralNorm().orElseThrow();
    float[] divided = gan.discriminator().graph().params().dup().data().asFloat();
    assertThat(norm.raw().dup().data().asFloat()).isNotEqualTo(divided);
    norm.divideRaw();
    assertThat(gan.discriminator().graph().params().dup().data().asFloat())
        .as("as the singular vectors settle, nothing moves much")
        .usingComparatorWithPrecision(1e-2f)
        .containsExactly(divided);
    GanState.copyOf(gan).into(SmallGan.create(config));
  }

  @Test
  void repeatedRound_shouldGiveTheSameBitsInAnotherProcess() {
    AveragedStep.Sum once = Worker.of(plan("first", 2), 1).train(start, 5, 2);
    Worker.of(plan("first", 2), 1).train(once.meanState(), 7, 2);

    AveragedStep.Sum again = Worker.of(plan("first", 2), 1).train(start, 5, 2);
    AveragedStep.Sum elsewhere = Worker.of(plan("second", 2), 1).train(start, 5, 2);

    assertThat(again.meanState().arrays()).isDeepEqualTo(once.meanState().arrays());
    assertThat(elsewhere.meanState().arrays()).isDeepEqualTo(once.meanState().arrays());
  }

  @Test
  void workers_shouldDifferInLatentsAndReals() {
    AveragedStep.Sum zero = Worker.of(plan("two", 2), 0).train(start, 1, 1);
    AveragedStep.Sum one = Worker.of(plan("two", 2), 1).train(start, 1, 1);

    assertThat(one.stats()[0]).isNotEqualTo(zero.stats()[0]);
    assertThat(one.meanState().arrays()[0]).isNotEqualTo(zero.meanState().arrays()[0]);
  }

  /** A worker's process may outlive many trainings. */
  @Test
  void process_shouldKeepTheWorkersOfOneTrainingOnly() {
    for (int i = 0; i < 3; i++) {
      Worker.of(plan("training-" + i, 2), 0);
      Worker.of(plan("training-" + i, 2), 1);
    }

    assertThat(Worker.kept()).isEqualTo(2);
  }

  @Test
  void sum_shouldAverageStatesAndStatisticsWhateverTheOrder() {
    AveragedStep.Sum a = AveragedStep.Sum.of(new GanState(new float[][] {{1, 2}, {}}), stats(1), 3);
    AveragedStep.Sum b = AveragedStep.Sum.of(new GanState(new float[][] {{2, 6}, {}}), stats(2), 5);
    AveragedStep.Sum c = AveragedStep.Sum.of(new GanState(new float[][] {{6, 1}, {}}), stats(6), 4);

    AveragedStep.Sum all = a.plus(b.plus(c));

    assertThat(all.meanState().arrays()).isDeepEqualTo(new float[][] {{3, 3}, {}});
    assertThat(all.meanStats(0, 9)).isEqualTo(new StepStats(9, 3, 6, 9, 12));
    assertThat(all.seconds()).isEqualTo(5);
    assertThat(c.plus(a).plus(b).meanState().arrays()).isDeepEqualTo(all.meanState().arrays());
  }

  @Test
  void shares_shouldTogetherBeEveryBatchOnce() {
    RealBatches numbered =
        new RealBatches() {
          @Override
          public int batchesPerEpoch() {
            return 7;
          }

          @Override
          public void fill(long number, float[] batch) {
            batch[0] = number;
          }

          @Override
          public int[] labels(long number) {
            return new int[] {(int) number};
          }
        };
    float[] seen = new float[6];
    for (int i = 0; i < seen.length; i++) {
      float[] batch = new float[1];
      Worker.Share share = new Worker.Share(numbered, i % 3, 3);
      share.fill(i / 3, batch);
      seen[i] = batch[0];
      assertThat(share.labels(i / 3)).containsExactly(i);
    }

    assertThat(seen).containsExactly(0, 1, 2, 3, 4, 5);
    assertThat(new Worker.Share(numbered, 0, 3).batchesPerEpoch()).isEqualTo(2);
  }

  @Test
  void share_shouldAverageAndFadeNoiseByTheSameStepAsOneProcess() {
    Config whole =
        SmallGan.config(
            "training.batchSize=6",
            "generator.average.halfLife=600",
            "generator.average.rampUp=0.1",
            "training.augmentation.noise=0.3",
            "training.augmentation.noiseImages=900",
            "training.augmentation.strength.kind=linear",
            "training.augmentation.strength.from=1",
            "training.augmentation.strength.over=900",
            "discriminator.optimizer.beta2.kind=linear",
            "discriminator.optimizer.beta2.from=0.9",
            "discriminator.optimizer.beta2.end=1.1",
            "discriminator.optimizer.beta2.over=900");
    Config share = Worker.Plan.of("share", whole.json(), 3, images).shareOf(2);

    assertThat(share.training().batchSize()).isEqualTo(2);
    for (long step : new long[] {1, 50, 1000, 5000}) {
      assertThat(share.generator().average().decay(step * 2.0, 2, 1e6))
          .isEqualTo(whole.generator().average().decay(step * 6.0, 6, 1e6), within(1e-12));
      assertThat(share.training().augmentation().noise().at(step * 2.0, 0))
          .isEqualTo(whole.training().augmentation().noise().at(step * 6.0, 0), within(1e-12));
      assertThat(share.training().augmentation().strength().at(step * 2.0, 0))
          .isEqualTo(whole.training().augmentation().strength().at(step * 6.0, 0), within(1e-12));
      assertThat(beta2(share).at(step * 2.0, 0))
          .isEqualTo(beta2(whole).at(step * 6.0, 0), within(1e-12));
    }
  }

  private static Schedule beta2(Config config) {
    return ((OptimizerConfig.Adam) config.discriminator().optimizer()).beta2();
  }

  @Test
  void share_shouldMakeUpForTheNoiseThatAdamDividesBy() {
    Config whole =
        SmallGan.config(
            "training.batchSize=8",
            "generator.optimizer.learningRate=1e-3",
            "discriminator.optimizer.type=momentum",
            "discriminator.optimizer.learningRate=1e-2");
    Config share = Worker.Plan.of("rates", whole.json(), 4, images).shareOf(1);

    assertThat(share.generator().optimizer().learningRate().at(9, 9))
        .isEqualTo(2e-3, within(1e-15));
    assertThat(share.discriminator().optimizer().learningRate()).isEqualTo(Schedule.of(1e-2));
  }

  private Worker.Plan plan(String id, int workers) {
    return Worker.Plan.of(id, CONFIG.json(), workers, images);
  }

  private static StepStats[] stats(double x) {
    return new StepStats[] {new StepStats(1, x, 2 * x, 3 * x, 4 * x)};
  }

  private static ImageSet images() {
    byte[] pixels = new byte[40 * 64];
    new Random(1).nextBytes(pixels);
    return new ImageSet(
        "noise", Images.of(ImageShape.grey(8, 8), pixels), new int[0], List.of(), List.of());
  }
}
