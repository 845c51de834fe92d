package org.dcgan4j.image;

import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/**
 * One quantity over the steps, thinned to what a chart can show.
 *
 * @param x the steps
 * @param y the values; NaN is a gap
 */
record Curve(double[] x, double[] y) {

  /** Every point. */
  static <P extends StepChart.Point> Curve of(List<P> points, ToDoubleFunction<P> quantity) {
    return new Curve(
        points.stream().mapToDouble(StepChart.Point::step).toArray(),
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
      means[b] = finite(from, to).average().orElse(Double.NaN);
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
      DoubleSummaryStatistics finite = finite(from, to).summaryStatistics();
      extremes[2 * b] = finite.getCount() == 0 ? Double.NaN : finite.getMin();
      extremes[2 * b + 1] = finite.getCount() == 0 ? Double.NaN : finite.getMax();
    }
    return new Curve(steps, extremes);
  }

  int size() {
    return x.length;
  }

  private int start(int bucket, int buckets) {
    return (int) ((long) size() * bucket / buckets);
  }

  private DoubleStream finite(int from, int to) {
    return Arrays.stream(y, from, to).filter(Double::isFinite);
  }

  private static double finite(double value) {
    return Double.isFinite(value) ? value : Double.NaN;
  }
}
