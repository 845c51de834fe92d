package org.dcgan4j.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.dcgan4j.config.Refusals.messageOf;

import java.nio.file.Path;
import java.util.Arrays;
import org.dcgan4j.checkpoint.Checkpoints;
import org.dcgan4j.config.Config;
import org.dcgan4j.layer.DataShape;
import org.dcgan4j.layer.NetworkBuilder.LayerKit;
import org.dcgan4j.model.Activations;
import org.dcgan4j.model.Activations.Tap;
import org.dcgan4j.model.Gan;
import org.dcgan4j.model.GanState;
import org.dcgan4j.model.SmallGan;
import org.dcgan4j.training.TrainingListener.StepStats;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

class MinibatchStdTest {
  private static final String LAYERS =
      "discriminator.layers=conv 4 k4 s2 p1, leaky-relu 0.2, dropout 0.3, minibatch-std 2, conv 8 k4"
          + " s2 p1, leaky-relu 0.2, dense 1";
  private static final String SEPARATE = "discriminator.separateBatches=true";
  private static final Config CONFIG = SmallGan.config(LAYERS, SEPARATE);

  @TempDir Path run;

  private static Gan trained(Config config, Gan gan, long from, long to) {
    TrainingStep step = new TrainingStep(config, gan, SmallGan.reals());
    for (long i = from; i <= to; i++) {
      step.run(i);
    }
    return gan;
  }

  /** A generator that makes one image is found out, whatever the image is. */
  @Test
  @SuppressWarnings("try") // the memory is entered, not used
  void logits_shouldTellABatchOfCopies() {
    Gan gan = SmallGan.create(CONFIG);
    INDArray batch = Nd4j.rand(DataType.FLOAT, 4, 1, 8, 8);
    INDArray copies = batch.get(NDArrayIndex.interval(0, 1));

    try (MemoryWorkspace memory = gan.memory().open()) {
      Nd4j.getRandom().setSeed(1);
      float amongOthers = gan.discriminator().logits(batch.dup('c')).getFloat(0);
      Nd4j.getRandom().setSeed(1);
      INDArray of = Nd4j.concat(0, copies, copies, copies, copies);
      assertThat(gan.discriminator().logits(of).getFloat(0)).isNotEqualTo(amongOthers);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"fast", "nd4j"})
  void steps_shouldBeThoseOfTheReference(String backend) {
    Config config = SmallGan.config(LAYERS, SEPARATE, "training.backend=" + backend);
    Config plain = SmallGan.config(LAYERS, SEPARATE, "training.backend=reference");

    Gan gan = trained(config, SmallGan.create(config), 1, 3);
    Gan expected = trained(plain, SmallGan.create(plain), 1, 3);

    assertThat(parameters(gan)).containsExactly(parameters(expected), within(1e-4f));
  }

  @Test
  void fastAndStockLayers_shouldLearnAlike() {
    Gan stockGan = Gan.create(CONFIG, SmallGan.DATA, LayerKit.STOCK, DataType.FLOAT);
    TrainingStep fast = new TrainingStep(CONFIG, SmallGan.create(CONFIG), SmallGan.reals());
    TrainingStep stock = new TrainingStep(CONFIG, stockGan, SmallGan.reals());

    for (int i = 1; i <= 20; i++) {
      StepStats ours = fast.run(i);
      StepStats theirs = stock.run(i);
      assertThat(ours.dLoss()).isCloseTo(theirs.dLoss(), within(1e-5));
      assertThat(ours.gLoss()).isCloseTo(theirs.gLoss(), within(1e-5));
    }
  }

  @Test
  void resumedTraining_shouldBeBitEqualToAnUninterruptedOne() throws Exception {
    Gan whole = trained(CONFIG, SmallGan.create(CONFIG), 1, 4);
    Gan first = trained(CONFIG, SmallGan.create(CONFIG), 1, 2);
    new Checkpoints(run, CONFIG).save(first, Position.START, 1);

    Gan second = SmallGan.create(CONFIG);
    new Checkpoints(run, CONFIG).loadNewest(second);
    trained(CONFIG, second, 3, 4);

    assertThat(GanState.copyOf(second).arrays()).isDeepEqualTo(GanState.copyOf(whole).arrays());
    assertThat(parameters(second)).isNotEqualTo(parameters(first));
  }

  /** It belongs to the layer that reads it, and an image's features depend on no other image. */
  @Test
  void features_shouldBeThoseOfEachImageAlone() {
    Config config =
        SmallGan.config(
            "discriminator.layers=conv 4 k4 s2 p1, leaky-relu 0.2, minibatch-std 2, conv 8 k4 s2 p1,"
                + " leaky-relu 0.2, minibatch-std 4, dense 1",
            SEPARATE);
    Activations activations = new Activations(SmallGan.create(config), config);
    float[] three = Nd4j.rand(DataType.FLOAT, 3, 64).data().asFloat();

    assertThat(activations.taps())
        .extracting(Tap::shape)
        .containsExactly(DataShape.image(4, 4, 4), DataShape.image(8, 2, 2));
    float[] alone = activations.of(Arrays.copyOf(three, 64), 1)[1];
    assertThat(Arrays.copyOf(activations.of(three, 3)[1], 32))
        .containsExactly(alone, within(1e-6f));
  }

  @Test
  void whatItDoesNotGoWith_shouldBeRefusedInOneLine() {
    assertThat(messageOf(() -> SmallGan.config(LAYERS)))
        .isEqualTo(
            "discriminator: separateBatches: given \"false\", legal with \"minibatch-std 2\" is"
                + " \"true\"");
    assertThat(
            messageOf(
                () ->
                    SmallGan.config(
                        LAYERS, SEPARATE, "discriminator.penalties=[{on: reals, weight: 1}]")))
        .isEqualTo(
            "discriminator: penalties: needs layers that are linear in pieces, and \"minibatch-std"
                + " 2\" is none");
    assertThat(messageOf(() -> SmallGan.config("generator.layers=reshape 6x1x1, minibatch-std 2")))
        .isEqualTo("generator: layers: \"minibatch-std 2\" is legal in the discriminator alone");
    assertThat(
            messageOf(
                () ->
                    SmallGan.create(
                        SmallGan.config(
                            SEPARATE, "discriminator.layers=residual[minibatch-std 2], dense 1"))))
        .isEqualTo(
            "discriminator.layers[0] \"residual[minibatch-std 2]\": its layers make 2x8x8 of 1x8x8;"
                + " they must keep the shape");
    assertThat(
            messageOf(
                () ->
                    SmallGan.create(
                        SmallGan.config(
                            SEPARATE, "discriminator.layers=dense 4, minibatch-std 2, dense 1"))))
        .isEqualTo(
            "discriminator.layers[1] \"minibatch-std 2\" needs an image, and gets a vector of 4; put"
                + " a reshape before it");
  }

  private static float[] parameters(Gan gan) {
    return gan.adversarial().graph().params().dup('c').data().asFloat();
  }
}
