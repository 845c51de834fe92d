package org.dcgan4j.training;

import org.dcgan4j.config.Config;
import org.dcgan4j.data.RealBatches;
import org.dcgan4j.model.Gan;
import org.dcgan4j.model.Latents;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Lets the generator make the fakes of a step. */
final class FakeBatches {
  private final Config config;
  private final Gan gan;
  private final RealBatches reals;
  private final DataType type;
  private Latents latents;

  FakeBatches(Config config, Gan gan, RealBatches reals) {
    this.config = config;
    this.gan = gan;
    this.reals = reals;
    this.type = gan.generator().graph().params().dataType();
  }

  void begin(long seed) {
    latents = Latents.ofTraining(config.generator(), seed);
  }

  /**
   * The next fakes. They are of the classes of the reals that they are judged with, so that no
   * class is more often fake than another.
   *
   * @param batch the number of the batch of reals
   */
  Fakes next(long batch) {
    int n = config.training().batchSize();
    int[] classes = config.generator().classes() > 0 ? reals.labels(batch) : new int[0];
    INDArray inputs =
        Nd4j.createFromArray(latents.next(n, classes)).reshape('c', n, latents.size()).castTo(type);
    return new Fakes(gan.adversarial().fakes(inputs), classes);
  }
}
