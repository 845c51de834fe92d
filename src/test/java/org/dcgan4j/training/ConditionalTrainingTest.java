package org.dcgan4j.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.stream.IntStream;
import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.binding.Records;
import org.dcgan4j.config.Config;
import org.dcgan4j.config.DiscriminatorConfig.OutputKind;
import org.dcgan4j.layer.NetworkBuilder.LayerKit;
import org.dcgan4j.model.Gan;
import org.dcgan4j.model.Latents;
import org.dcgan4j.model.SmallGan;
import org.dcgan4j.training.TrainingListener.StepStats;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

class ConditionalTrainingTest {
  private static final int CLASSES = 3;
  private static final Config CONFIG =
      SmallGan.config("training.conditional=true", "generator.classes=" + CLASSES);
  private static final Config PROJECTED =
      Records.with(CONFIG, Map.of("discriminator.projection", true));

  @Test
  void input_shouldBeTheLatentAndTheOneHotClass() {
    float[] inputs = new Latents(CONFIG.generator(), 1).next(4);
    float[] latents = new Latents(SmallGan.config().generator(), 1).next(4);

    for (int i = 0; i < 4; i++) {
      for (int k = 0; k < 6; k++) {
        assertThat(inputs[9 * i + k]).isEqualTo(latents[6 * i + k]);
      }
      for (int c = 0; c < CLASSES; c++) {
        assertThat(inputs[9 * i + 6 + c]).isEqualTo(i % CLASSES == c ? 1 : 0);
      }
    }
  }

  /** However the samples are asked for. */
  @Test
  void classes_shouldTakeTurnsAcrossCallsOrStayTheOneAskedFor() {
    Latents piecewise = new Latents(CONFIG.generator(), 1);
    piecewise.next(2);

    assertThat(piecewise.next(1)).endsWith(0, 0, 1);
    assertThat(piecewise.classOf(4)).isEqualTo(1);
    assertThat(Latents.ofClass(CONFIG.generator(), 1, 1).next(7)).endsWith(0, 1, 0);
  }

  @Test
  void classesInShares_shouldBeAsNearToThemAsWholeNumbersAre() {
    Latents latents = new Latents(CONFIG.generator(), 1).inShares(new int[] {30, 0, 10}, 400);
    int[] first = IntStream.range(0, 8).map(latents::classOf).toArray();

    assertThat(first).containsExactly(0, 0, 2, 0, 0, 0, 2, 0);
    assertThat(IntStream.range(0, 400).map(latents::classOf).filter(c -> c == 2)).hasSize(100);
    assertThat(latents.next(3)).endsWith(0, 0, 1);
    assertThat(latents.next(1)).endsWith(1, 0, 0);

    int[][] turns = {{7, 7, 7}, {0, 0, 0}, {}};
    for (int[] counts : turns) {
      Latents inTurn = new Latents(CONFIG.generator(), 1).inShares(counts, 400);
      assertThat(IntStream.range(0, 7).map(inTurn::classOf)).containsExactly(0, 1, 2, 0, 1, 2, 0);
    }
  }

  @Test
  void class_shouldChangeTheImage() {
    Gan gan = SmallGan.create(CONFIG);
    float[] first = Latents.ofClass(CONFIG.generator(), 1, 0).next(1);
    float[] second = Latents.ofClass(CONFIG.generator(), 1, 2).next(1);

    assertThat(gan.sampler().generate(first, 1)).isNotEqualTo(gan.sampler().generate(second, 1));
  }

  /** Each class has its own last weights, over features that all share. */
  @Test
  void discriminator_shouldLearnOnlyTheLogitsOfTheClassesThatItSees() {
    Gan gan = SmallGan.create(CONFIG);
    INDArray weights = gan.discriminator().graph().getLayer("d.dense1").getParam("W");
    INDArray before = weights.dup();

    new TrainingStep(CONFIG, gan, SmallGan.reals(2)).run(1);

    assertThat(weights.size(1)).isEqualTo(CLASSES);
    assertThat(column(weights, 0)).isNotEqualTo(column(before, 0));
    assertThat(column(weights, 1)).isNotEqualTo(column(before, 1));
    assertThat(column(weights, 2)).isEqualTo(column(before, 2));
  }

  @Test
  void fastAndStockLayers_shouldLearnAlike() {
    TrainingStep fast = new TrainingStep(CONFIG, SmallGan.create(CONFIG), SmallGan.reals(3));
    Gan stockGan = Gan.create(CONFIG, SmallGan.DATA, LayerKit.STOCK, DataType.FLOAT);
    TrainingStep stock = new TrainingStep(CONFIG, stockGan, SmallGan.reals(3));

    for (int i = 1; i <= 50; i++) {
      StepStats ours = fast.run(i);
      StepStats theirs = stock.run(i);
      assertThat(Math.abs(ours.dLoss() - theirs.dLoss())).isLessThan(1e-5);
      assertThat(Math.abs(ours.gLoss() - theirs.gLoss())).isLessThan(1e-5);
    }
  }

  @Test
  void pickedLogits_shouldBeThoseOfTheClasses() {
    INDArray all = Nd4j.createFromArray(new float[][] {{1, 2, 3}, {4, 5, 6}});
    Answers answers = Answers.of(all, OutputKind.LOGIT, false, 2, 0);

    assertThat(answers.logits()).containsExactly(3, 4);
    assertThat(answers.gradient(1, new double[] {7}, new double[] {8}))
        .isEqualTo(Nd4j.createFromArray(new float[][] {{0, 0, 7}, {8, 0, 0}}));
    assertThat(Answers.picks(all, CONFIG.discriminator(), 2, 0))
        .isEqualTo(Nd4j.createFromArray(new float[][] {{0, 0, 1}, {1, 0, 0}}));
  }

  @Test
  void projection_shouldAddTheLastLogitToThatOfTheClass() {
    INDArray all = Nd4j.createFromArray(new float[][] {{1, 2, 3}, {4, 5, 6}});
    Answers answers = Answers.of(all, OutputKind.LOGIT, true, 1, 0);

    assertThat(answers.logits()).containsExactly(5, 10);
    assertThat(answers.gradient(1, new double[] {7}, new double[] {8}))
        .isEqualTo(Nd4j.createFromArray(new float[][] {{0, 7, 7}, {8, 0, 8}}));
    assertThat(Answers.picks(all, PROJECTED.discriminator(), 1, 0))
        .isEqualTo(Nd4j.createFromArray(new float[][] {{0, 1, 1}, {1, 0, 1}}));
  }

  @Test
  void projection_shouldTrain() {
    Gan gan = SmallGan.create(PROJECTED);
    assertThat(gan.discriminator().graph().getParam("d.dense1_b").length()).isEqualTo(4);

    StepStats stats = new TrainingStep(PROJECTED, gan, SmallGan.reals(3)).run(1);

    assertThat(stats.isFinite()).isTrue();
    assertThat(gan.discriminator().graph().getParam("d.dense1_b").getDouble(3)).isNotZero();
  }

  @Test
  void classesOfNoData_shouldBeRefused() {
    Config config = SmallGan.config("training.conditional=true");

    assertThatThrownBy(() -> SmallGan.create(config))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("training.conditional: needs data with labels, and these have none");
    assertThatThrownBy(() -> SmallGan.config("generator.classes=3"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("legal without training.conditional is 0");
  }

  private static float[] column(INDArray matrix, int index) {
    return matrix.get(NDArrayIndex.all(), NDArrayIndex.point(index)).toFloatVector();
  }
}
