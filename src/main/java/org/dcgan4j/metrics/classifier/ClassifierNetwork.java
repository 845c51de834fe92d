package org.dcgan4j.metrics.classifier;

import java.io.Serializable;
import java.util.List;
import java.util.stream.Stream;
import org.dcgan4j.config.OptimizerConfig;
import org.dcgan4j.config.OptimizerKind;
import org.dcgan4j.config.PixelRange;
import org.dcgan4j.config.ScheduleConfig;
import org.dcgan4j.config.ScheduleKind;
import org.dcgan4j.layer.DataShape;
import org.dcgan4j.layer.LayerSpec;
import org.dcgan4j.metrics.Points;
import org.dcgan4j.model.LogitNetwork;
import org.nd4j.linalg.factory.Nd4j;

/**
 * LeNet with strides in place of pooling: two convolutions, a dense layer of {@link #FEATURES}
 * features, and one logit for each class.
 */
final class ClassifierNetwork {
  /** The width of the penultimate layer. */
  static final int FEATURES = 128;

  private static final List<String> BODY =
      List.of(
          "conv 32 k5 s2 p2",
          "leaky-relu 0.1",
          "conv 64 k5 s2 p2",
          "leaky-relu 0.1",
          "dropout 0.25",
          "dense " + FEATURES,
          "leaky-relu 0.1",
          "dropout 0.5");
  private static final double INIT_STD = 0.05;
  private static final int READ_AT_ONCE = 256;

  private final ImageShape shape;
  private final LogitNetwork network;
  private float featureScale = 1;

  /** What the network is made for. */
  record ImageShape(int height, int width, int classes) implements Serializable {
    int area() {
      return height * width;
    }
  }

  ClassifierNetwork(ImageShape shape, long seed) {
    this.shape = shape;
    List<LayerSpec> layers =
        Stream.concat(BODY.stream(), Stream.of("dense " + shape.classes()))
            .map(LayerSpec::parse)
            .toList();
    this.network =
        new LogitNetwork(
            DataShape.image(1, shape.height(), shape.width()), layers, INIT_STD, adam(), seed);
  }

  private static OptimizerConfig adam() {
    ScheduleConfig toNothing = new ScheduleConfig(ScheduleKind.LINEAR, 1, 1, 0, 0, 0);
    return new OptimizerConfig(OptimizerKind.ADAM, 1e-3, 0.9, 0.999, 1e-8, 0, false, 0, toNothing);
  }

  /**
   * One step of training on the cross-entropy.
   *
   * @param pixels {@code [N, area]}, 0 to 255
   * @param labels one for each image
   * @param step from 0
   * @param steps of the whole training, over which the learning rate falls
   */
  void learn(byte[] pixels, int[] labels, int step, int steps) {
    int n = labels.length;
    network.learn(
        scaled(pixels, 0, n),
        images(n),
        logits -> crossEntropyGradient(logits, labels),
        step,
        steps);
  }

  private float[] crossEntropyGradient(float[] logits, int... labels) {
    float[] gradient = softmax(logits);
    for (int i = 0; i < labels.length; i++) {
      gradient[i * shape.classes() + labels[i]] -= 1;
    }
    for (int i = 0; i < gradient.length; i++) {
      gradient[i] /= labels.length;
    }
    return gradient;
  }

  /** Reads images: features {@code [N, FEATURES]} and probabilities {@code [N, classes]}. */
  Reading read(byte[] pixels) {
    int count = pixels.length / shape.area();
    float[] features = new float[Math.multiplyExact(count, FEATURES)];
    float[] probabilities = new float[Math.multiplyExact(count, shape.classes())];
    for (int from = 0; from < count; from += READ_AT_ONCE) {
      int n = Math.min(READ_AT_ONCE, count - from);
      LogitNetwork.Output out = network.read(scaled(pixels, from, n), images(n));
      float[] p = softmax(out.logits());
      for (int i = 0; i < n * FEATURES; i++) {
        features[from * FEATURES + i] = featureScale * out.features()[i];
      }
      System.arraycopy(p, 0, probabilities, from * shape.classes(), p.length);
    }
    return new Reading(
        new Points(count, FEATURES, features), new Points(count, shape.classes(), probabilities));
  }

  private float[] softmax(float... logits) {
    int classes = shape.classes();
    float[] p = new float[logits.length];
    for (int row = 0; row < logits.length; row += classes) {
      double highest = Double.NEGATIVE_INFINITY;
      for (int c = row; c < row + classes; c++) {
        highest = Math.max(highest, logits[c]);
      }
      double sum = 0;
      for (int c = row; c < row + classes; c++) {
        sum += Math.exp(logits[c] - highest);
      }
      for (int c = row; c < row + classes; c++) {
        p[c] = (float) (Math.exp(logits[c] - highest) / sum);
      }
    }
    return p;
  }

  private float[] scaled(byte[] pixels, int from, int n) {
    float[] scaled = new float[n * shape.area()];
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] = PixelRange.SIGNED.scaled(pixels[from * shape.area() + i] & 0xFF);
    }
    return scaled;
  }

  private long[] images(int n) {
    return new long[] {n, 1, shape.height(), shape.width()};
  }

  float featureScale() {
    return featureScale;
  }

  /** From now on features are multiplied by this. */
  void setFeatureScale(float scale) {
    featureScale = scale;
  }

  /** A copy of all parameters. */
  float[] parameters() {
    return network.parameters().dup('c').data().asFloat();
  }

  /** How many parameters there are. */
  int length() {
    return Math.toIntExact(network.parameters().length());
  }

  void setParameters(float... parameters) {
    network.parameters().assign(Nd4j.createFromArray(parameters).reshape('c', 1, length()));
  }
}
