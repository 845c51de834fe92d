package org.dcgan4j.metrics;

import java.util.Arrays;
import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.binding.Text;
import org.dcgan4j.config.DataConfig.Fit;
import org.dcgan4j.data.ImageSet;
import org.dcgan4j.data.ImageShape;
import org.dcgan4j.data.Images;
import org.dcgan4j.data.SeededRandom;
import org.dcgan4j.metrics.classifier.TestImages;

/**
 * The real images in two halves, always the same: one that samples are compared with, and one that
 * takes the samples' place for the floor.
 */
public final class RealHalves {
  /** Fewer images than this cannot be measured, nor measured against. */
  public static final int LEAST = 2 * (ManifoldScores.NEIGHBOURS + 1);

  private static final long SEED = 1;

  private final ImageSet images;
  private final int[] order;

  /**
   * @param images at least twice {@link #LEAST}
   * @throws InvalidInputException if there are too few
   */
  public RealHalves(ImageSet images) {
    requireEnough(images.origin(), images.count(), 2 * LEAST);
    this.images = images;
    this.order = SeededRandom.choose(images.count(), images.count(), SeededRandom.of(SEED, 0));
  }

  /**
   * @param origin of images that shall be compared with these, for the message
   * @throws InvalidInputException if they have another size or are too few
   */
  public void requireComparable(String origin, int count, ImageShape shape) {
    ImageShape own = images.images().shape();
    if (!shape.equals(own)) {
      throw new InvalidInputException(
          Text.format(
              "%s: its images are %s, those of %s are %s",
              origin, text(shape, own), images.origin(), text(own, shape)));
    }
    requireEnough(origin, count, LEAST);
  }

  /** Without the channels where these are the same. */
  private static String text(ImageShape shape, ImageShape other) {
    return shape.channels() == other.channels()
        ? shape.height() + "x" + shape.width()
        : shape.toString();
  }

  private static void requireEnough(String origin, int count, int least) {
    if (count < least) {
      throw new InvalidInputException(
          Text.format("%s: has %d images, measures need %d or more", origin, count, least));
    }
  }

  /**
   * Labelled images to learn from, and others to be judged by.
   *
   * @param own whether the latter came with the data as its test images; else the two are halves
   */
  public record LabelledSplit(ImageSet training, ImageSet test, boolean own) {

    /**
     * The test images that belong to a set, where they fit it (its classifier's notes say if not),
     * else its held-out half.
     *
     * @param images with labels of several classes
     * @param fit how they became what they are
     */
    public static LabelledSplit of(ImageSet images, Fit fit) {
      return TestImages.of(images, fit, note -> {})
          .map(test -> new LabelledSplit(images, test, true))
          .orElseGet(() -> new RealHalves(images).labelled());
    }
  }

  private LabelledSplit labelled() {
    int half = heldOutCount();
    return new LabelledSplit(
        images.select(Arrays.copyOfRange(order, half, order.length)),
        images.select(Arrays.copyOf(order, half)),
        false);
  }

  /** The most images that {@link #heldOut} has. */
  public int heldOutCount() {
    return order.length / 2;
  }

  /** Which images take the samples' place: the first {@code n} of their half. */
  int[] heldOutIndices(int n) {
    return Arrays.copyOf(order, Math.min(n, heldOutCount()));
  }

  /** Those images. */
  public Images heldOut(int n) {
    return images.images().select(heldOutIndices(n));
  }

  /** The first {@code n} images to compare with, or all where there are fewer. */
  public Images reference(int n) {
    int from = heldOutCount();
    int to = (int) Math.min(order.length, (long) from + n);
    return images.images().select(Arrays.copyOfRange(order, from, to));
  }

  /** All images to compare with. */
  public Images reference() {
    return reference(order.length);
  }
}
