package org.dcgan4j.training;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import org.dcgan4j.config.Config;
import org.dcgan4j.config.Config.PretrainingConfig;
import org.dcgan4j.data.GaussianPoints;
import org.dcgan4j.layer.ElementWise.Clip;
import org.dcgan4j.layer.LayerSpec;
import org.dcgan4j.model.Gan;
import org.dcgan4j.model.LogitNetwork;
import org.dcgan4j.model.Optimizer.Update;
import org.nd4j.linalg.api.ndarray.INDArray;

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
    INDArray parameters = gan.discriminator().graph().params();
    LogitNetwork copy =
        new LogitNetwork(
            gan.generator().output(),
            unclipped(config.discriminator().layers()),
            config.discriminator().initStd(),
            pretraining.optimizer(),
            0,
            gan.backend(),
            parameters.dataType());
    copy.parameters().assign(parameters);
    List<Double> losses =
        IntStream.range(0, pretraining.steps()).mapToObj(step -> step(copy, step)).toList();
    parameters.assign(copy.parameters());
    return losses;
  }

  /** A clip at the end is none of the density's. */
  private static List<LayerSpec> unclipped(List<LayerSpec> layers) {
    int last = layers.size() - 1;
    return layers.get(last) instanceof Clip ? layers.subList(0, last) : layers;
  }

  private double step(LogitNetwork copy, int step) {
    int n = pretraining.batchSize();
    float[] places = places(step);
    double[] loss = new double[1];
    copy.learn(
        places,
        new long[] {n, 1},
        answers -> {
          float[] gradient = new float[n];
          for (int i = 0; i < n; i++) {
            double error = answers[i] - data.density(places[i]);
            loss[0] += error * error / n;
            gradient[i] = (float) (2 * error / n);
          }
          return gradient;
        },
        Update.of(pretraining.optimizer(), step, pretraining.steps(), n));
    return loss[0];
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
}
