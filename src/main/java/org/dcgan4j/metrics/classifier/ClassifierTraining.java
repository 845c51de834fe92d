package org.dcgan4j.metrics.classifier;

import java.util.Arrays;
import java.util.function.DoubleConsumer;
import org.dcgan4j.data.ImageSet;
import org.dcgan4j.data.ShuffledBatches;
import org.dcgan4j.metrics.classifier.Classifier.Origin;
import org.dcgan4j.metrics.classifier.ClassifierNetwork.Task;
import org.nd4j.linalg.factory.Nd4j;

/** Trains the classifier of a data set: the same data and seed give the same one to the bit. */
final class ClassifierTraining {
  private static final int BATCH = 64;
  private static final int IMAGES = 250_000;
  private static final int MIN_EPOCHS = 4;
  private static final int MAX_EPOCHS = 30;
  private static final int SCALED_BY = 10_000;

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
    ImageSet images = split.images();
    int[] training = split.training();
    ShuffledBatches order =
        new ShuffledBatches(training.length, Math.min(BATCH, training.length), seed);
    int epochs = Math.max(MIN_EPOCHS, Math.min(MAX_EPOCHS, IMAGES / training.length));
    int steps = epochs * order.batchesPerEpoch();
    Task task = new Task(images.images().shape(), images.classNames().size());
    ClassifierNetwork network = new ClassifierNetwork(task, seed);
    Nd4j.getRandom().setSeed(seed);
    for (int step = 0; step < steps; step++) {
      int[] batch = Arrays.stream(order.indices(step)).map(i -> training[i]).toArray();
      network.learn(split.images(batch), split.labels(batch), step, steps);
      progress.accept((step + 1.0) / steps);
    }
    network.setFeatureScale(scaleOf(network.read(split.images(first(training, SCALED_BY)))));
    Origin origin =
        new Origin(
            split.images().contentSha256(),
            split.testSha256(),
            seed,
            split.accuracy(network::read),
            split.heldOut());
    return new Classifier(origin, task, network);
  }

  /** The features of training images shall have a mean square of 1, as the kernel expects. */
  private static float scaleOf(ClassifierOutput reading) {
    double squares = 0;
    for (float value : reading.features().values()) {
      squares += (double) value * value;
    }
    return (float) (1 / Math.sqrt(squares / reading.features().values().length));
  }

  private static int[] first(int[] indices, int n) {
    return Arrays.copyOf(indices, Math.min(n, indices.length));
  }
}
