package org.dcgan4j.training;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.dcgan4j.config.Config;
import org.dcgan4j.config.Config.PretrainingConfig;
import org.dcgan4j.data.GaussianPoints;
import org.dcgan4j.model.Gan;
import org.dcgan4j.model.Regressor;
import org.dcgan4j.model.Update;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * What comes before the game: a copy of the discriminator learns the true density at random places,
 * and the discriminator takes its weights. A pure function of the run's seed.
 */
public final class Pretraining {
  private final Config config;
  private final PretrainingConfig pretraining;
  private final Gan gan;
  private final GaussianPoints data;

  /**
   * @param data on the line
   */
  public Pretraining(Config config, Gan gan, GaussianPoints data) {
    this.config = config;
    this.pretraining = config.pretraining();
    this.gan = gan;
    this.data = data;
  }

  /**
   * Trains the copy and changes the discriminator's weights.
   *
   * @return the mean squared error of each step
   */
  public List<Double> run() {
    Regressor regressor = new Regressor(config, gan);
    List<Double> losses = new ArrayList<>();
    for (int step = 0; step < pretraining.steps(); step++) {
      losses.add(step(regressor, step));
    }
    gan.discriminator().graph().params().assign(regressor.parameters());
    return List.copyOf(losses);
  }

  @SuppressWarnings("try") // the step's memory is entered, not used
  private double step(Regressor regressor, int step) {
    int n = pretraining.batchSize();
    float[] places = places(step);
    double loss = 0;
    float[] gradient = new float[n];
    try (MemoryWorkspace memory = gan.memory().open()) {
      float[] answers = regressor.answers(column(places)).reshape(n).toFloatVector();
      for (int i = 0; i < n; i++) {
        double error = answers[i] - data.density(places[i]);
        loss += error * error / n;
        gradient[i] = (float) (2 * error / n);
      }
      regressor.learn(
          column(gradient), Update.of(pretraining.optimizer(), step, pretraining.steps(), n));
    }
    return loss;
  }

  /** Even over the span; its seeds are those of no step of the game. */
  private float[] places(int step) {
    RandomGenerator random =
        RandomGeneratorFactory.of("L64X128MixRandom")
            .create(TrainingStep.seed(config.training().seed(), -1L - step));
    float[] places = new float[pretraining.batchSize()];
    for (int i = 0; i < places.length; i++) {
      double place = 2 * random.nextDouble() - 1;
      places[i] = (float) (data.config().mu() + pretraining.range() * place);
    }
    return places;
  }

  private INDArray column(float[] values) {
    return Nd4j.createFromArray(values)
        .reshape('c', values.length, 1)
        .castTo(gan.generator().graph().params().dataType());
  }
}
