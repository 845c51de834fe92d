package org.dcgan4j.metrics.classifier;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.dcgan4j.data.ImageSet;
import org.dcgan4j.data.Images;
import org.dcgan4j.data.SeededRandom;

/**
 * Labelled images to learn from and others to be judged by: the test images that came with the
 * data, or a tenth of the data.
 */
final class LabelledSplit {
  private static final double HELD_OUT = 0.1;

  private final ImageSet images;
  private final int[] training;
  private final ImageSet testImages;
  private final int[] test;

  private LabelledSplit(ImageSet images, int[] training, ImageSet testImages, int[] test) {
    this.images = images;
    this.training = training;
    this.testImages = testImages;
    this.test = test;
  }

  /**
   * @param testOrEmpty labelled images of the same shape
   */
  static LabelledSplit of(ImageSet images, Optional<ImageSet> testOrEmpty, long seed) {
    if (testOrEmpty.isPresent()) {
      ImageSet test = testOrEmpty.get();
      return new LabelledSplit(images, first(images.count()), test, first(test.count()));
    }
    int[] order = shuffled(images.count(), seed);
    int heldOut = Math.max(1, (int) (HELD_OUT * images.count()));
    int[] training = Arrays.copyOfRange(order, heldOut, order.length);
    return new LabelledSplit(images, training, images, Arrays.copyOf(order, heldOut));
  }

  private static int[] first(int count) {
    int[] all = new int[count];
    Arrays.setAll(all, i -> i);
    return all;
  }

  private static int[] shuffled(int count, long seed) {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    int[] order = first(count);
    SeededRandom.shuffle(order, random);
    return order;
  }

  ImageSet images() {
    return images;
  }

  /** Indices of the images to learn from. */
  int[] training() {
    return training.clone();
  }

  int heldOut() {
    return test.length;
  }

  /** Of the test images that came with the data, else empty. */
  String testSha256() {
    return testImages == images ? "" : testImages.contentSha256();
  }

  Images images(int... indices) {
    return images.images().select(indices);
  }

  int[] labels(int... indices) {
    return Arrays.stream(indices).map(images::label).toArray();
  }

  /** The share of held-out images that are read as what they are. */
  double accuracy(Function<Images, ClassifierOutput> reader) {
    ClassifierOutput reading = reader.apply(testImages.images().select(test));
    int right = 0;
    for (int i = 0; i < test.length; i++) {
      right += reading.classOf(i) == testImages.label(test[i]) ? 1 : 0;
    }
    return (double) right / test.length;
  }
}
