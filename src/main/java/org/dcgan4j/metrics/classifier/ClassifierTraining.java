package org.dcgan4j.metrics.classifier;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.DoubleConsumer;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import org.dcgan4j.data.ImageSet;
import org.dcgan4j.data.SeededRandom;
import org.dcgan4j.data.ShuffledBatches;
import org.dcgan4j.metrics.classifier.Classifier.Origin;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Trains the classifier of a data set: the same data and seed give the same one to the bit. It is
 * judged by the test images that came with the data, or by a tenth of the data.
 *
 * @param training indices of the images to learn from
 * @param testImages labelled images of the same shape
 * @param test indices of those to be judged by
 */
record ClassifierTraining(
    ImageSet images, int[] training, ImageSet testImages, int[] test, long seed) {
  private static final double HELD_OUT = 0.1;
  private static final int BATCH = 64;
  private static final int IMAGES = 250_000;
  private static final int MIN_EPOCHS = 4;
  private static final int MAX_EPOCHS = 30;
  private static final int SCALED_BY = 10_000;

  static ClassifierTraining of(ImageSet images, Optional<ImageSet> testOrEmpty, long seed) {
    int[] order = IntStream.range(0, images.count()).toArray();
    if (testOrEmpty.isPresent()) {
      ImageSet test = testOrEmpty.get();
      int[] all = IntStream.range(0, test.count()).toArray();
      return new ClassifierTraining(images, order, test, all, seed);
    }
    SeededRandom.shuffle(order, RandomGeneratorFactory.of("L64X128MixRandom").create(seed));
    int heldOut = Math.max(1, (int) (HELD_OUT * images.count()));
    int[] training = Arrays.copyOfRange(order, heldOut, order.length);
    return new ClassifierTraining(images, training, images, Arrays.copyOf(order, heldOut), seed);
  }

  /** Of the test images that came with the data, else empty. */
  String testSha256() {
    return testImages == images ? "" : testImages.contentSha256();
  }

  /** Trains it; {@code progress} gets the share that is done. */
  Classifier run(DoubleConsumer progress) {
    ShuffledBatches order =
        new ShuffledBatches(training.length, Math.min(BATCH, training.length), seed);
    int epochs = Math.max(MIN_EPOCHS, Math.min(MAX_EPOCHS, IMAGES / training.length));
    int steps = epochs * order.batchesPerEpoch();
    Classifier classifier =
        new Classifier(
            new Classifier.Task(images.images().shape(), images.classNames().size()), seed);
    Nd4j.getRandom().setSeed(seed);
    for (int step = 0; step < steps; step++) {
      int[] batch = Arrays.stream(order.indices(step)).map(i -> training[i]).toArray();
      int[] labels = Arrays.stream(batch).map(images::label).toArray();
      classifier.learn(images.images().select(batch), labels, step, steps);
      progress.accept((step + 1.0) / steps);
    }
    int[] some = Arrays.copyOf(training, Math.min(SCALED_BY, training.length));
    float scale = scaleOf(classifier.read(images.images().select(some)));
    Origin origin =
        new Origin(images.contentSha256(), testSha256(), seed, accuracy(classifier), test.length);
    return classifier.with(origin, scale);
  }

  /** The features of training images shall have a mean square of 1, as the kernel expects. */
  private static float scaleOf(Classifier.Reading reading) {
    double squares = 0;
    for (float value : reading.features().values()) {
      squares += (double) value * value;
    }
    return (float) (1 / Math.sqrt(squares / reading.features().values().length));
  }

  /** The share of held-out images that are read as what they are. */
  private double accuracy(Classifier classifier) {
    Classifier.Reading reading = classifier.read(testImages.images().select(test));
    IntStream right =
        IntStream.range(0, test.length)
            .filter(i -> reading.classOf(i) == testImages.label(test[i]));
    return (double) right.count() / test.length;
  }
}
