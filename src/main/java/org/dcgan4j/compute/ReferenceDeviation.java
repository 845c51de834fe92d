package org.dcgan4j.compute;

import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.dcgan4j.compute.Backend.Deviation;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The deviation of each number over the images of a group, one by one, in double precision. */
final class ReferenceDeviation implements Deviation {

  @Override
  public void forward(INDArray x, int groups, INDArray out) {
    int n = ReferenceBackend.size(x, 0);
    int plane = ReferenceBackend.size(x, 2) * ReferenceBackend.size(x, 3);
    double[] from = ReferenceBackend.read(x);
    int features = from.length / n;
    double[] made = new double[n * (features + plane)];
    for (int i = 0; i < n; i++) {
      int[] group = group(i, n, groups);
      double sum = 0;
      for (int f = 0; f < features; f++) {
        made[i * (features + plane) + f] = from[i * features + f];
        sum += deviation(from, features, f, group);
      }
      for (int p = 0; p < plane; p++) {
        made[i * (features + plane) + features + p] = sum / features;
      }
    }
    ReferenceBackend.write(out, made);
  }

  /** The images that are in a group with image i. */
  private static int[] group(int i, int n, int groups) {
    IntPredicate inGroup = j -> j % groups == i % groups;
    return IntStream.range(0, n).filter(inGroup).toArray();
  }

  private static double mean(double[] x, int features, int f, int... group) {
    return IntStream.of(group).mapToDouble(j -> x[j * features + f]).average().orElseThrow();
  }

  private static double deviation(double[] x, int features, int f, int... group) {
    double mean = mean(x, features, f, group);
    double variance =
        IntStream.of(group)
            .mapToDouble(j -> Math.pow(x[j * features + f] - mean, 2))
            .average()
            .orElseThrow();
    return Math.sqrt(variance + EPSILON);
  }

  @Override
  public void backward(INDArray x, int groups, INDArray gradient, INDArray xGradient) {
    int n = ReferenceBackend.size(x, 0);
    int plane = ReferenceBackend.size(x, 2) * ReferenceBackend.size(x, 3);
    double[] from = ReferenceBackend.read(x);
    double[] dy = ReferenceBackend.read(gradient);
    int features = from.length / n;
    double[] dx = new double[from.length];
    for (int i = 0; i < n; i++) {
      int[] group = group(i, n, groups);
      double ofChannel =
          IntStream.of(group)
              .flatMap(
                  j -> IntStream.range(0, plane).map(p -> (j + 1) * (features + plane) - 1 - p))
              .mapToDouble(at -> dy[at])
              .sum();
      for (int f = 0; f < features; f++) {
        double centred = from[i * features + f] - mean(from, features, f, group);
        double slope = centred / (group.length * deviation(from, features, f, group));
        dx[i * features + f] = dy[i * (features + plane) + f] + ofChannel * slope / features;
      }
    }
    ReferenceBackend.write(xGradient, dx);
  }
}
