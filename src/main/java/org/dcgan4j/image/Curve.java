package org.dcgan4j.image;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * One quantity over the steps, thinned to what a chart can show.
 *
 * @param x the steps
 * @param y the values; NaN is a gap
 */
record Curve(double[] x, double[] y) {

  /** Every point. */
  static <P extends ChartPanel.Point> Curve of(List<P> points, ToDoubleFunction<P> quantity) {
    return new Curve(
        points.stream().mapToDouble(ChartPanel.Point::step).toArray(),
        points.stream().mapToDouble(quantity).map(Curve::finite).toArray());
  }

  /** The mean over the finite values of each of {@code buckets} parts of equal length. */
  Curve means(int buckets) {
    double[] steps = new double[buckets];
    double[] means = new double[buckets];
    for (int b = 0; b < buckets; b++) {
      int from = start(b, buckets);
      int to = start(b + 1, buckets);
      steps[b] = (x[from] + x[to - 1]) / 2;
      means[b] = mean(from, to);
    }
    return new Curve(steps, means);
  }

  /** The least and the greatest value of each part, in turn, so that no spike is lost. */
  Curve extremes(int buckets) {
    double[] steps = new double[2 * buckets];
    double[] extremes = new double[2 * buckets];
    for (int b = 0; b < buckets; b++) {
      int from = start(b, buckets);
      int to = start(b + 1, buckets);
      steps[2 * b] = x[from];
      steps[2 * b + 1] = x[to - 1];
      double least = Double.NaN;
      double greatest = Double.NaN;
      for (int i = from; i < to; i++) {
        least = y[i] >= least ? least : finiteOr(y[i], least);
        greatest = y[i] <= greatest ? greatest : finiteOr(y[i], greatest);
      }
      extremes[2 * b] = least;
      extremes[2 * b + 1] = greatest;
    }
    return new Curve(steps, extremes);
  }

  int size() {
    return x.length;
  }

  private int start(int bucket, int buckets) {
    return (int) ((long) size() * bucket / buckets);
  }

  private double mean(int from, int to) {
    double sum = 0;
    int count = 0;
    for (int i = from; i < to; i++) {
      if (!Double.isNaN(y[i])) {
        sum += y[i];
        count++;
      }
    }
    return count == 0 ? Double.NaN : sum / count;
  }

  private static double finite(double value) {
    return Double.isFinite(value) ? value : Double.NaN;
  }

  private static double finiteOr(double value, double other) {
    return Double.isNaN(value) ? other : value;
  }
}
