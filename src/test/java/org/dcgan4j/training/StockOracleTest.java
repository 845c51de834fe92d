package org.dcgan4j.training;

import static org.assertj.core.api.Assertions.assertThat;

import org.dcgan4j.config.Config;
import org.dcgan4j.layer.NetworkBuilder.LayerKit;
import org.dcgan4j.model.Gan;
import org.dcgan4j.model.Latents;
import org.dcgan4j.model.SmallGan;
import org.dcgan4j.training.TrainingListener.StepStats;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/** One step of the discriminator against DL4J's own way to train the same network. */
class StockOracleTest {
  private static final int N = 5;
  private static final double BETA_1 = 0.5;
  private static final Config CONFIG =
      SmallGan.config(
          "training.realTarget=0.9",
          "discriminator.layers=conv 4 k4 s2 p1, leaky-relu 0.2, conv 8 k4 s2 p1, leaky-relu 0.2,"
              + " dense 1");

  /**
   * After one step Adam's running mean is {@code (1 - beta1)} times the gradient: that is how the
   * test sees it. Ours is of the mean over N reals plus the mean over N fakes; DL4J's is of the
   * sum.
   */
  @Test
  void discriminatorGradient_shouldBeThatOfDl4j() {
    Gan gan = SmallGan.create(CONFIG);
    Gan stock = Gan.create(CONFIG, SmallGan.DATA, LayerKit.STOCK, DataType.FLOAT);

    StepStats stats = new TrainingStep(CONFIG, gan, SmallGan.reals()).run(1);
    ComputationGraph theirs = stock.discriminator().graph();
    theirs.setInputs(realsAndFakes(stock));
    theirs.setLabels(labels());
    theirs.computeGradientAndScore();
    // Not theirs.score() now: after a backward pass it is of logits that were overwritten.
    double score = theirs.score(new DataSet(realsAndFakes(stock), labels()), true);

    double[] state = gan.discriminator().optimizerState().dup().data().asDouble();
    double[] expected = theirs.gradient().gradient().dup().data().asDouble();
    double largest = 0;
    double difference = 0;
    for (int i = 0; i < expected.length; i++) {
      largest = Math.max(largest, Math.abs(expected[i]));
      difference = Math.max(difference, Math.abs(state[i] / (1 - BETA_1) * N - expected[i]));
    }
    assertThat(difference / largest).isLessThan(1e-5);
    assertThat(Math.abs(stats.dLoss() - 2 * score)).isLessThan(1e-5);
  }

  @Test
  @SuppressWarnings("try") // the memory is entered, not used
  void probability_shouldBeTheSigmoidOfTheLogit() {
    Gan gan = SmallGan.create(CONFIG);
    INDArray examples = realsAndFakes(gan);

    double[] logits;
    try (MemoryWorkspace memory = gan.memory().open()) {
      logits = gan.discriminator().logits(examples.dup()).dup().data().asDouble();
    }
    double[] probabilities = gan.discriminator().graph().outputSingle(examples).data().asDouble();

    for (int i = 0; i < 2 * N; i++) {
      assertThat(Math.abs(probabilities[i] - 1 / (1 + Math.exp(-logits[i])))).isLessThan(1e-6);
    }
  }

  @SuppressWarnings("try") // the memory is entered, not used
  private static INDArray realsAndFakes(Gan gan) {
    float[] reals = new float[N * SmallGan.DATA.length()];
    SmallGan.reals().fill(0, reals);
    long seed = TrainingStep.seed(CONFIG.training().seed(), 1);
    float[] latents = Latents.ofTraining(CONFIG.generator(), seed).next(N);
    INDArray all = Nd4j.create(DataType.FLOAT, SmallGan.DATA.batch(2 * N), 'c');
    try (MemoryWorkspace memory = gan.memory().open()) {
      INDArray z = Nd4j.createFromArray(latents).reshape('c', N, 6);
      INDArray fakes = gan.adversarial().fakes(z);
      INDArray both =
          Nd4j.concat(0, Nd4j.createFromArray(reals).reshape('c', fakes.shape()), fakes);
      all.assign(both);
    }
    return all;
  }

  private static INDArray labels() {
    INDArray labels = Nd4j.zeros(DataType.FLOAT, 2 * N, 1);
    for (int i = 0; i < N; i++) {
      labels.putScalar(i, 0.9);
    }
    return labels;
  }
}
