package org.dcgan4j.metrics.classifier;

import java.util.Arrays;
import java.util.function.DoubleConsumer;
import org.dcgan4j.data.ImageSet;
import org.dcgan4j.data.ShuffledBatches;
import org.dcgan4j.metrics.classifier.Classifier.Origin;
import org.dcgan4j.metrics.classifier.ClassifierNetwork.ImageShape;
import org.nd4j.linalg.api.rng.Random;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Trains the classifier of a data set: the same data and seed give the same classifier to the bit.
 * ND4J's random numbers are afterwards as they were.
 */
final class ClassifierTraining {
  private static final int BATCH = 64;
  private static final int IMAGES = 250_000;
  private static final int MIN_EPOCHS = 4;
  private static final int MAX_EPOCHS = 30;

  private final LabelledSplit split;
  private final long seed;

  ClassifierTraining(LabelledSplit split, long seed) {
    this.split = split;
    this.seed = seed;
  }

  /**
   * @param progress gets the share that is done
   */
  Classifier run(DoubleConsumer progress) {
    Random random = Nd4j.getRandom();
    long root = random.rootState();
    long node = random.nodeState();
    try {
      return train(progress);
    } finally {
      random.setStates(root, node);
    }
  }

  private Classifier train(DoubleConsumer progress) {
    ImageSet images = split.images();
    int[] training = split.training();
    ShuffledBatches order =
        new ShuffledBatches(training.length, Math.min(BATCH, training.length), seed);
    int epochs = Math.max(MIN_EPOCHS, Math.min(MAX_EPOCHS, IMAGES / training.length));
    int steps = epochs * order.batchesPerEpoch();
    ImageShape shape =
        new ImageShape(images.height(), images.width(), images.classNames().size());
    ClassifierNetwork network = new ClassifierNetwork(shape, seed, steps);
    for (int step = 0; step < steps; step++) {
      int[] batch = Arrays.stream(order.indices(step)).map(i -> training[i]).toArray();
      network.fit(split.pixels(batch), split.labels(batch));
      progress.accept((step + 1.0) / steps);
    }
    Origin origin =
        new Origin(
            split.images().sha256(),
            split.testSha256(),
            seed,
            split.accuracy(network::read),
            split.heldOut());
    return new Classifier(origin, shape, network);
  }
}
