package org.dcgan4j.metrics;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.dcgan4j.metrics.Evaluation.ClassScores;
import org.dcgan4j.metrics.Evaluation.Score;
import org.dcgan4j.metrics.Evaluation.Spread;
import org.dcgan4j.metrics.classifier.Classifier.Origin;
import org.dcgan4j.metrics.classifier.Classifier.Reading;

/**
 * What measures need of images as the classifier reads them, summed over any number of parts: parts
 * are summed apart, on whatever machine, and merged.
 */
public final class ClassifierStatistics implements Serializable {
  private static final long serialVersionUID = 1;

  private final FeatureStatistics features;
  private final ClassifierScore divergence;
  private final long[] readAs;
  private final long[] told;
  private final long[] right;
  private double confidence;

  private ClassifierStatistics(int width, int classes) {
    this.features = new FeatureStatistics(width);
    this.divergence = new ClassifierScore(classes);
    this.readAs = new long[classes];
    this.told = new long[classes];
    this.right = new long[classes];
  }

  /**
   * The sums over one reading.
   *
   * @param told the class that each image was drawn to be of; empty where they were drawn to be of
   *     none
   */
  public static ClassifierStatistics of(Reading reading, int... told) {
    int classes = reading.probabilities().width();
    ClassifierStatistics sums = new ClassifierStatistics(reading.features().width(), classes);
    sums.features.add(reading.features());
    sums.divergence.add(reading.probabilities());
    for (int i = 0; i < reading.count(); i++) {
      int read = reading.classOf(i);
      sums.readAs[read]++;
      sums.confidence += reading.probabilities().values()[i * classes + read];
      if (told.length > 0) {
        sums.told[told[i]]++;
        sums.right[told[i]] += read == told[i] ? 1 : 0;
      }
    }
    return sums;
  }

  /** The sums of both parts' images; neither is changed. */
  public ClassifierStatistics plus(ClassifierStatistics other) {
    ClassifierStatistics all = new ClassifierStatistics(features.width(), readAs.length);
    all.merge(this);
    all.merge(other);
    return all;
  }

  private void merge(ClassifierStatistics part) {
    features.merge(part.features);
    divergence.merge(part.divergence);
    for (int c = 0; c < readAs.length; c++) {
      readAs[c] += part.readAs[c];
      told[c] += part.told[c];
      right[c] += part.right[c];
    }
    confidence += part.confidence;
  }

  /** How many images were read. */
  public long count() {
    return features.count();
  }

  double frechetDistance(ClassifierStatistics other) {
    return features.frechetDistance(other.features);
  }

  /** The classifier score over all images at once; see {@link ClassifierScore}. */
  double classifierScore() {
    return divergence.score();
  }

  /** The mean probability of the most probable class, in [1 / classes, 1]. */
  double confidence() {
    return confidence / count();
  }

  /** For each class the share of images that are read as it. */
  double[] classShares() {
    return Arrays.stream(readAs).mapToDouble(n -> (double) n / count()).toArray();
  }

  /**
   * The total variation distance between the class shares of two sets, half the sum of the absolute
   * differences, in [0, 1].
   */
  double classDistance(ClassifierStatistics other) {
    double[] mine = classShares();
    double[] others = other.classShares();
    double sum = 0;
    for (int c = 0; c < mine.length; c++) {
      sum += Math.abs(mine[c] - others[c]);
    }
    return sum / 2;
  }

  /**
   * For each class the share of the images drawn to be of it that are read as it, NaN for a class
   * that none was drawn to be of; empty where images were drawn to be of none.
   */
  double[] conditionalAccuracy() {
    if (Arrays.stream(told).allMatch(n -> n == 0)) {
      return new double[0];
    }
    double[] shares = new double[told.length];
    Arrays.setAll(shares, c -> (double) right[c] / told[c]);
    return shares;
  }

  /**
   * The measures of these samples that sums suffice for. The classifier score is that of all images
   * at once and has no spread; of rotations there is none, as images should all have one of them.
   *
   * @param reference the reals that they are compared with
   * @param floor other reals in their place
   * @param features of the classifier that read them all
   */
  public Evaluation evaluation(
      ClassifierStatistics reference,
      ClassifierStatistics floor,
      List<String> classNames,
      Origin features) {
    double real = floor.classifierScore();
    Score score = Score.of("classifierScore", "classifier score", classifierScore(), real);
    List<Score> between = features.ofClasses() ? List.of(score) : List.of();
    return evaluation(reference, floor, classNames, features, between, List.of());
  }

  /**
   * The same, with others between the Fréchet distance and what comes of classes, and at the end.
   */
  Evaluation evaluation(
      ClassifierStatistics reference,
      ClassifierStatistics floor,
      List<String> classNames,
      Origin features,
      List<Score> between,
      List<Score> last) {
    List<Score> scores = new ArrayList<>();
    double distance = frechetDistance(reference);
    scores.add(Score.of("frechet", "Fréchet distance", distance, floor.frechetDistance(reference)));
    scores.addAll(between);
    scores.add(Score.of("confidence", "confidence", confidence(), floor.confidence()));
    scores.add(
        Score.of(
            "classDistance",
            "distance of " + (features.ofClasses() ? "class" : "rotation") + " shares",
            classDistance(reference),
            floor.classDistance(reference)));
    double[] asTold = conditionalAccuracy();
    Arrays.stream(asTold)
        .filter(Double::isFinite)
        .average()
        .ifPresent(
            mean ->
                scores.add(
                    Score.of("readAsTold", "conditional accuracy", mean, features.accuracy())));
    scores.addAll(last);
    Optional<ClassScores> classes =
        features.ofClasses()
            ? Optional.of(
                new ClassScores(classNames, classShares(), reference.classShares(), asTold))
            : Optional.empty();
    return new Evaluation(
        Math.toIntExact(count()),
        Math.toIntExact(reference.count()),
        Math.toIntExact(floor.count()),
        scores,
        features,
        classes);
  }

  /**
   * The formula of the Inception Score (Salimans et al., "Improved techniques for training GANs",
   * 2016) on our classifier, {@code exp(mean KL(p(y|x) || p(y)))} where p(y) is the mean of the
   * probabilities: the sums over images that it takes.
   */
  static final class ClassifierScore implements Serializable {
    private static final long serialVersionUID = 1;
    private static final int PARTS = 10;

    private final double[] probabilities;
    private double negativeEntropy;
    private long count;

    ClassifierScore(int classes) {
      probabilities = new double[classes];
    }

    /**
     * Adds images to those seen so far.
     *
     * @param more {@code [N, classes]}; each sums to 1
     */
    ClassifierScore add(Points more) {
      float[] p = more.values();
      for (int i = 0; i < p.length; i++) {
        probabilities[i % probabilities.length] += p[i];
        negativeEntropy += timesLog(p[i]);
      }
      count += more.count();
      return this;
    }

    /** Adds all that another has seen. */
    void merge(ClassifierScore other) {
      for (int c = 0; c < probabilities.length; c++) {
        probabilities[c] += other.probabilities[c];
      }
      negativeEntropy += other.negativeEntropy;
      count += other.count;
    }

    /** From 1 to the number of classes, more is better. */
    double score() {
      double marginal = 0;
      for (double sum : probabilities) {
        marginal += timesLog(sum / count);
      }
      return Math.exp(negativeEntropy / count - marginal);
    }

    /** {@code p log p}; 0 log 0 is 0. */
    private static double timesLog(double p) {
      return p > 0 ? p * Math.log(p) : 0;
    }

    static double score(Points probabilities) {
      return new ClassifierScore(probabilities.width()).add(probabilities).score();
    }

    /** The scores of ten parts of the images. */
    static Spread ofParts(Points probabilities) {
      int parts = Math.min(PARTS, probabilities.count());
      double[] scores = new double[parts];
      for (int part = 0; part < parts; part++) {
        int from = (int) ((long) part * probabilities.count() / parts);
        int to = (int) ((long) (part + 1) * probabilities.count() / parts);
        scores[part] = score(probabilities.range(from, to));
      }
      return Spread.of(scores);
    }
  }
}
