package org.dcgan4j.metrics;

/**
 * The formula of the Inception Score (Salimans et al., "Improved techniques for training GANs",
 * 2016) on our classifier: {@code exp(mean KL(p(y|x) || p(y)))}, over ten parts of the images.
 *
 * @param mean over the parts; from 1 to the number of classes, more is better
 * @param spread the standard deviation over the parts
 */
public record ClassifierScore(double mean, double spread) {
  private static final int PARTS = 10;

  /**
   * @param probabilities {@code [N, classes]} as points; each sums to 1
   */
  public static ClassifierScore of(Points probabilities) {
    int parts = Math.min(PARTS, probabilities.count());
    double[] scores = new double[parts];
    for (int part = 0; part < parts; part++) {
      int from = (int) ((long) part * probabilities.count() / parts);
      int to = (int) ((long) (part + 1) * probabilities.count() / parts);
      scores[part] = score(probabilities.range(from, to));
    }
    return new ClassifierScore(Spread.mean(scores), Spread.of(scores));
  }

  static double score(Points probabilities) {
    DivergenceSums sums = new DivergenceSums(probabilities.width());
    sums.add(probabilities);
    return sums.score();
  }
}
