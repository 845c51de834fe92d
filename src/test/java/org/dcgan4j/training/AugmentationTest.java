package org.dcgan4j.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.config.Config;
import org.dcgan4j.config.DataConfig.PixelRange;
import org.dcgan4j.config.Schedule;
import org.dcgan4j.config.TrainingConfig.AugmentationConfig;
import org.dcgan4j.layer.DataShape;
import org.dcgan4j.layer.NetworkBuilder.LayerKit;
import org.dcgan4j.model.Gan;
import org.dcgan4j.model.SmallGan;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;

class AugmentationTest {
  private static final DataShape SHAPE = DataShape.image(2, 6, 6);
  private static final double STEP = 1e-6;
  private static final AugmentationConfig STEERED =
      new AugmentationConfig(0, 0, Schedule.of(0), true, 0, 0, 0, Schedule.of(1), 0.5, 100, 0);

  @Test
  void nothing_shouldPassEverythingAsItIs() {
    Augmentation none = begun(new AugmentationConfig(0, 0, Schedule.of(0)), 0);
    INDArray examples = Nd4j.rand(DataType.FLOAT, SHAPE.batch(3));

    Augmentation.Applied applied = none.apply(examples);

    assertThat(applied.examples()).isSameAs(examples);
    assertThat(applied.gradient(examples)).isSameAs(examples);
  }

  @Test
  void channels_shouldMoveTogetherAndExamplesEachInTheirOwnWay() {
    INDArray examples = Nd4j.create(DataType.FLOAT, SHAPE.batch(40));
    examples.get(all(), all(), idx(3), idx(3)).assign(1);

    INDArray seen =
        begun(new AugmentationConfig(0.3, 0, Schedule.of(0)), 0).apply(examples).examples();

    assertThat(seen.sumNumber().doubleValue()).isEqualTo(80);
    assertThat(seen.get(all(), idx(0))).isEqualTo(seen.get(all(), idx(1)));
    assertThat(seen.get(idx(0))).isNotEqualTo(examples.get(idx(0)));
    assertThat(seen.sum(0).gt(0).castTo(DataType.FLOAT).sumNumber().intValue())
        .as("places over all examples and channels")
        .isGreaterThan(20);
  }

  @Test
  void noise_shouldHaveItsDeviationAndFallToNothing() {
    AugmentationConfig config = new AugmentationConfig(0, 0, new Schedule.Linear(0.5, 0, 1000));
    INDArray examples = Nd4j.create(DataType.FLOAT, SHAPE.batch(500));

    assertThat(deviation(begun(config, 0).apply(examples))).isCloseTo(0.5, within(0.01));
    assertThat(deviation(begun(config, 800).apply(examples))).isCloseTo(0.1, within(0.002));
    assertThat(begun(config, 1000).apply(examples).examples()).isSameAs(examples);
    assertThat(new AugmentationConfig(0, 0, Schedule.of(0.5)).noise().at(1e9, 1e9)).isEqualTo(0.5);
    assertThat(examples.amaxNumber().doubleValue()).as("the examples themselves").isZero();
  }

  @Test
  void strength_shouldFollowTheShareOfRealsThatAreBelieved() {
    Augmentation steered = begun(STEERED, 0);

    assertThat(steered.strength()).isZero();
    steered.steer(0.7, 16, false); // a balance of 0.4, below 0.5
    assertThat(steered.strength()).isZero();
    steered.steer(0.9, 16, false);
    steered.steer(1, 8, false);
    assertThat(steered.strength()).isCloseTo(0.24, within(1e-12));
    steered.steer(0.75, 8, false); // just the target
    steered.steer(0.2, 8, false);
    assertThat(steered.strength()).isCloseTo(0.16, within(1e-12));
    steered.steer(1, 1000, false);
    assertThat(steered.strength()).isEqualTo(0.8);
    steered.setStrength(0.25);
    assertThat(steered.strength()).isEqualTo(0.25);
    AugmentationConfig usual =
        new AugmentationConfig(0, 0, Schedule.of(0), true, 0, 0, 0, Schedule.of(1), 0.6, 100, 0);
    Augmentation exact = begun(usual, 0);
    exact.steer(0.8, 5, false); // 2 * 0.8 - 1 - 0.6 is 1.1e-16 in doubles
    assertThat(exact.strength()).isZero();
  }

  @Test
  void strength_shouldBeTheShareOfImagesThatAreChanged() {
    INDArray examples = Nd4j.rand(DataType.FLOAT, SHAPE.batch(4000));
    Augmentation steered = begun(STEERED, 0);

    assertThat(steered.apply(examples).examples()).isSameAs(examples);
    steered.setStrength(0.02);
    assertThat(steered.apply(examples).examples()).as("by chance").isSameAs(examples);
    steered.setStrength(0.25);
    assertThat(changed(steered, examples)).as("half of a quarter").isCloseTo(0.125, within(0.02));
  }

  @Test
  void strength_shouldFollowItsScheduleWhereNothingSteersIt() {
    Schedule growing = new Schedule.Linear(0.1, 5, 1000);
    AugmentationConfig config =
        new AugmentationConfig(0, 0, Schedule.of(0), true, 0, 0, 0, growing, 0, 100, 0);
    INDArray examples = Nd4j.rand(DataType.FLOAT, SHAPE.batch(4000));

    assertThat(changed(begun(config, 0), examples)).as("half of 0.1").isCloseTo(0.05, within(0.01));
    assertThat(changed(begun(config, 1000), examples))
        .as("half of 0.5")
        .isCloseTo(0.25, within(0.02));
  }

  @Test
  void strengthThatIsSteered_shouldStayBelowWhatIsConfigured() {
    Augmentation off =
        begun(
            new AugmentationConfig(
                0, 0, Schedule.of(0), true, 0, 0, 0, Schedule.of(0), 0.5, 100, 0),
            0);
    off.steer(1, 1000, false);
    assertThat(off.strength()).isZero();
  }

  private static double changed(Augmentation augmentation, INDArray examples) {
    INDArray seen = augmentation.apply(examples).examples();
    int count = (int) examples.size(0);
    long changed =
        IntStream.range(0, count)
            .filter(i -> !seen.get(idx(i)).equals(examples.get(idx(i))))
            .count();
    return (double) changed / count;
  }

  @Test
  void steeringWithoutAnyChange_shouldBeRefused() {
    assertThatThrownBy(() -> SmallGan.config("training.augmentation.target=0.6"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(
            "training.augmentation.target: given 0.6, legal without a way to change images is 0");
  }

  @Test
  void draws_shouldBeAFunctionOfTheSeed() {
    AugmentationConfig config = new AugmentationConfig(0.3, 0.4, Schedule.of(0.1));
    INDArray examples = Nd4j.rand(DataType.FLOAT, SHAPE.batch(9));
    Augmentation other = new Augmentation(config, PixelRange.SIGNED, SHAPE);
    other.begin(8, 0, 1e9);

    assertThat(begun(config, 0).apply(examples).examples())
        .isEqualTo(begun(config, 0).apply(examples).examples())
        .isNotEqualTo(other.apply(examples).examples());
  }

  /** From D's logits through the augmentation down to the fakes, against central differences. */
  @Test
  @SuppressWarnings("try") // the memory is entered, not used
  void gradientOfTheFakes_shouldBeTheNumericOne() {
    Config config =
        SmallGan.config(
            "training.augmentation.translation=0.2",
            "training.augmentation.cutout=0.3",
            "training.augmentation.noise=0.1",
            "training.augmentation.flips=true",
            "training.augmentation.scale=0.2",
            "training.augmentation.rotation=30",
            "training.augmentation.colour=0.5",
            "discriminator.initStd=0.5");
    Gan gan = Gan.create(config, SmallGan.DATA, LayerKit.FAST, DataType.DOUBLE);
    Augmentation augmentation =
        new Augmentation(config.training().augmentation(), PixelRange.SIGNED, SmallGan.DATA);
    INDArray fakes = Nd4j.rand(DataType.DOUBLE, SmallGan.DATA.batch(4)).subi(0.5);
    INDArray direction = Nd4j.rand(DataType.DOUBLE, SmallGan.DATA.batch(4)).subi(0.5);
    double analytic;
    try (MemoryWorkspace memory = gan.memory().open()) {
      Augmentation.Applied seen = applied(augmentation, fakes);
      INDArray logits = gan.adversarial().logits(seen.examples());
      INDArray gradient = gan.adversarial().fakesGradient(Nd4j.onesLike(logits));
      analytic = seen.gradient(gradient).mul(direction).sumNumber().doubleValue();
    }

    double numeric =
        (sumOfLogits(gan, augmentation, fakes.add(direction.mul(STEP)))
                - sumOfLogits(gan, augmentation, fakes.sub(direction.mul(STEP))))
            / (2 * STEP);

    assertThat(Math.abs(numeric)).isGreaterThan(1e-3);
    assertThat(analytic / numeric).isCloseTo(1, within(1e-6));
  }

  @SuppressWarnings("try") // the memory is entered, not used
  private static double sumOfLogits(Gan gan, Augmentation augmentation, INDArray fakes) {
    try (MemoryWorkspace memory = gan.memory().open()) {
      INDArray seen = applied(augmentation, fakes).examples();
      return gan.adversarial().logits(seen).sumNumber().doubleValue();
    }
  }

  private static Augmentation.Applied applied(Augmentation augmentation, INDArray fakes) {
    Nd4j.getRandom().setSeed(3);
    augmentation.begin(7, 0, 1e9);
    return augmentation.apply(fakes);
  }

  @Test
  void points_shouldNotBeMoved() {
    Config config =
        SmallGan.config(
            "training.augmentation.translation=0.2",
            "generator.layers=dense 2",
            "discriminator.layers=dense 1");

    assertThatThrownBy(() -> Gan.create(config, DataShape.vector(2)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("training.augmentation: only images can be changed, and the data are 2");
  }

  private static Augmentation begun(AugmentationConfig config, double images) {
    Augmentation augmentation = new Augmentation(config, PixelRange.SIGNED, SHAPE);
    augmentation.begin(7, images, 1e9);
    return augmentation;
  }

  private static double deviation(Augmentation.Applied applied) {
    return applied.examples().stdNumber().doubleValue();
  }

  private static INDArrayIndex all() {
    return NDArrayIndex.all();
  }

  private static INDArrayIndex idx(int i) {
    return NDArrayIndex.point(i);
  }
}
