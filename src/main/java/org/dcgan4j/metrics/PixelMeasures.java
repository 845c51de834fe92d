package org.dcgan4j.metrics;

import java.util.ArrayList;
import java.util.List;
import org.dcgan4j.data.ImageSet;
import org.dcgan4j.data.Images;

/** What can be measured without a classifier: in the space of the pixels. */
final class PixelMeasures {
  /** How many images are looked up among the training images. */
  static final int LOOKED_UP = 2000;

  private static final double NEAR = 0.05;

  private final ImageSet reals;
  private final RealHalves halves;

  PixelMeasures(ImageSet reals, RealHalves halves) {
    this.reals = reals;
    this.halves = halves;
  }

  /** How far samples are from the nearest training image, beside other training images. */
  List<Score> nearest(Images samples) {
    Images training = reals.images();
    NearestImages found = NearestImages.of(first(samples, LOOKED_UP), training);
    int[] self = halves.heldOutIndices(LOOKED_UP);
    NearestImages floor = NearestImages.of(training.select(self), training, self);
    double near = floor.quantile(NEAR);
    return List.of(
        Score.of(
            "nearestMedian",
            "nearest training image, median",
            found.quantile(0.5),
            floor.quantile(0.5)),
        Score.of("nearestMean", "nearest training image, mean", found.mean(), floor.mean()),
        Score.of(
            "nearestCloseShare",
            "nearer than 5% of the reals are",
            found.shareBelow(near),
            floor.shareBelow(near)));
  }

  /** Precision to coverage with pixels for features, where there is no classifier. */
  List<Score> manifold(Images samples) {
    int n = Math.min(samples.count(), halves.heldOutCount());
    KnnManifold balls =
        KnnManifold.around(Points.ofPixels(halves.reference(n)), ManifoldScores.NEIGHBOURS);
    int k = ManifoldScores.NEIGHBOURS;
    ManifoldScores found = ManifoldScores.of(balls, Points.ofPixels(first(samples, n)), k);
    ManifoldScores floor = ManifoldScores.of(balls, Points.ofPixels(halves.heldOut(n)), k);
    return scores("pixel", "pixel ", found, floor);
  }

  /** Four scores; {@code prefix} starts their names and {@code words} their labels. */
  static List<Score> scores(
      String prefix, String words, ManifoldScores found, ManifoldScores floor) {
    List<Score> scores = new ArrayList<>();
    scores.add(score(prefix, words, "precision", found.precision(), floor.precision()));
    scores.add(score(prefix, words, "recall", found.recall(), floor.recall()));
    scores.add(score(prefix, words, "density", found.density(), floor.density()));
    scores.add(score(prefix, words, "coverage", found.coverage(), floor.coverage()));
    return scores;
  }

  private static Score score(String prefix, String words, String name, double value, double floor) {
    String key =
        prefix.isEmpty()
            ? name
            : prefix + Character.toUpperCase(name.charAt(0)) + name.substring(1);
    return Score.of(key, words + name, value, floor);
  }

  private static Images first(Images samples, int n) {
    return samples.range(0, Math.min(n, samples.count()));
  }
}
