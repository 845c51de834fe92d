package org.dcgan4j.metrics.classifier;

import java.util.Arrays;
import java.util.function.IntUnaryOperator;
import org.dcgan4j.metrics.Points;

/**
 * What the classifier sees in images.
 *
 * @param features {@code [N, 128]}, of the penultimate layer
 * @param probabilities {@code [N, classes]}; each sums to 1
 */
public record Reading(Points features, Points probabilities) {

  public int count() {
    return features.count();
  }

  /** The first {@code n} images, or all where there are fewer. */
  public Reading first(int n) {
    return new Reading(features.first(n), probabilities.first(n));
  }

  /** The most probable class of an image. */
  public int classOf(int image) {
    int width = probabilities.width();
    int best = 0;
    for (int c = 1; c < width; c++) {
      best =
          probabilities.values()[image * width + c] > probabilities.values()[image * width + best]
              ? c
              : best;
    }
    return best;
  }

  /** For each class the share of images that are read as it. */
  public double[] classShares() {
    int[] counts = new int[probabilities.width()];
    for (int i = 0; i < count(); i++) {
      counts[classOf(i)]++;
    }
    return Arrays.stream(counts).mapToDouble(n -> (double) n / count()).toArray();
  }

  /**
   * For each class the share of the images told to be of it that are read as it; NaN for a class
   * that none is told to be of.
   *
   * @param told the class of each image
   */
  public double[] asTold(IntUnaryOperator told) {
    int[] right = new int[probabilities.width()];
    int[] all = new int[probabilities.width()];
    for (int i = 0; i < count(); i++) {
      int wanted = told.applyAsInt(i);
      all[wanted]++;
      right[wanted] += classOf(i) == wanted ? 1 : 0;
    }
    double[] shares = new double[all.length];
    Arrays.setAll(shares, c -> (double) right[c] / all[c]);
    return shares;
  }

  /** The mean probability of the most probable class, in [1 / classes, 1]. */
  public double confidence() {
    double sum = 0;
    for (int i = 0; i < count(); i++) {
      sum += probabilities.values()[i * probabilities.width() + classOf(i)];
    }
    return sum / count();
  }
}
