package org.dcgan4j.metrics.classifier;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.DoubleConsumer;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import org.dcgan4j.data.ImageSet;
import org.dcgan4j.data.Images;
import org.dcgan4j.data.SeededRandom;
import org.dcgan4j.data.ShuffledBatches;
import org.dcgan4j.metrics.classifier.Classifier.Origin;
import org.dcgan4j.metrics.classifier.Classifier.Target;
import org.dcgan4j.metrics.classifier.Classifier.Task;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Trains the classifier of a data set: the same data and seed give the same one to the bit. It is
 * judged by the test images that came with the data, or by a tenth of the data. What is to tell
 * rotations sees all rotations of an image in one batch.
 *
 * @param training indices of the images to learn from
 * @param testImages of the same shape, with labels where those are learned
 * @param test indices of those to be judged by
 */
record ClassifierTraining(
    Task task, ImageSet images, int[] training, ImageSet testImages, int[] test, long seed) {
  private static final double HELD_OUT = 0.1;
  private static final int BATCH = 64;
  private static final int IMAGES = 250_000;
  private static final int MIN_EPOCHS = 4;
  private static final int MAX_EPOCHS = 30;

  // Of images that are not small and grey, which take longer and learn faster: so many
  // multiply-adds
  // of forward passes, which are that many images of 3x32x32, and at most so many images and
  // epochs.
  private static final long LARGER_WORK = 750_000_000_000L;
  private static final int LARGER_IMAGES = 150_000;
  private static final int LARGER_MAX_EPOCHS = 15;
  private static final int SCALED_BY = 10_000;
  private static final int READ_AT_ONCE = 4096;

  /** Images with what is to be said of each. */
  private record Examples(Images images, int[] answers) {}

  static ClassifierTraining of(ImageSet images, Optional<ImageSet> testOrEmpty, long seed) {
    Task task = Task.of(images);
    int[] order = IntStream.range(0, images.count()).toArray();
    if (testOrEmpty.isPresent()) {
      ImageSet test = testOrEmpty.get();
      int[] all = IntStream.range(0, test.count()).toArray();
      return new ClassifierTraining(task, images, order, test, all, seed);
    }
    SeededRandom.shuffle(order, RandomGeneratorFactory.of("L64X128MixRandom").create(seed));
    int heldOut = Math.max(1, (int) (HELD_OUT * images.count()));
    int[] training = Arrays.copyOfRange(order, heldOut, order.length);
    return new ClassifierTraining(
        task, images, training, images, Arrays.copyOf(order, heldOut), seed);
  }

  /** Of the test images that came with the data, else empty. */
  String testSha256() {
    return testImages == images ? "" : testImages.contentSha256();
  }

  /** Trains it; {@code progress} gets the share that is done. */
  Classifier run(DoubleConsumer progress) {
    int each = rotations();
    ShuffledBatches order =
        new ShuffledBatches(training.length, Math.min(BATCH / each, training.length), seed);
    int steps = steps(order.batchesPerEpoch(), (long) training.length * each);
    Classifier classifier = new Classifier(task, seed);
    Nd4j.getRandom().setSeed(seed);
    for (int step = 0; step < steps; step++) {
      int[] batch = Arrays.stream(order.indices(step)).map(i -> training[i]).toArray();
      Examples learned = examples(images, batch);
      classifier.learn(learned.images(), learned.answers(), step, steps);
      progress.accept((step + 1.0) / steps);
    }
    int[] some = Arrays.copyOf(training, Math.min(SCALED_BY, training.length));
    float scale = scaleOf(classifier.read(images.images().select(some)));
    return classifier.with(judged(classifier), scale);
  }

  private int steps(int inEpoch, long examples) {
    if (task.isSmall()) {
      return (int) Math.max(MIN_EPOCHS, Math.min(MAX_EPOCHS, IMAGES / examples)) * inEpoch;
    }
    long affordable = Math.min(LARGER_IMAGES, LARGER_WORK / Classifier.multiplyAdds(task));
    return (int) Math.min(affordable / BATCH, (long) LARGER_MAX_EPOCHS * inEpoch);
  }

  /** How many examples an image makes. */
  private int rotations() {
    return task.target() == Target.ROTATIONS ? task.answers() : 1;
  }

  private Examples examples(ImageSet set, int... indices) {
    Images chosen = set.images().select(indices);
    if (task.target() == Target.CLASSES) {
      return new Examples(chosen, Arrays.stream(indices).map(set::label).toArray());
    }
    int rotations = rotations();
    int[] turned = IntStream.range(0, indices.length * rotations).map(i -> i % rotations).toArray();
    return new Examples(Rotations.all(chosen), turned);
  }

  /** The features of training images shall have a mean square of 1, as the kernel expects. */
  private static float scaleOf(Classifier.Reading reading) {
    double squares = 0;
    for (float value : reading.features().values()) {
      squares += (double) value * value;
    }
    return (float) (1 / Math.sqrt(squares / reading.features().values().length));
  }

  /** By the test images. */
  private Origin judged(Classifier classifier) {
    int right = 0;
    int[] counts = new int[task.answers()];
    for (int from = 0; from < test.length; from += READ_AT_ONCE) {
      int to = Math.min(test.length, from + READ_AT_ONCE);
      Examples part = examples(testImages, Arrays.copyOfRange(test, from, to));
      Classifier.Reading reading = classifier.read(part.images());
      for (int i = 0; i < reading.count(); i++) {
        counts[part.answers()[i]]++;
        right += reading.classOf(i) == part.answers()[i] ? 1 : 0;
      }
    }
    int all = Arrays.stream(counts).sum();
    return new Origin(
        task.target(),
        task.answers(),
        images.contentSha256(),
        testSha256(),
        seed,
        (double) right / all,
        (double) Arrays.stream(counts).max().orElseThrow() / all,
        all);
  }
}
