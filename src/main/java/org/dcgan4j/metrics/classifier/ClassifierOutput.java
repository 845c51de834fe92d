package org.dcgan4j.metrics.classifier;

import org.dcgan4j.metrics.Points;

/**
 * What the classifier sees in images.
 *
 * @param features {@code [N, 128]}, of the penultimate layer
 * @param probabilities {@code [N, classes]}; each sums to 1
 */
public record ClassifierOutput(Points features, Points probabilities) {

  public int count() {
    return features.count();
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
}
