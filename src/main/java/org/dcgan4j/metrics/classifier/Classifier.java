package org.dcgan4j.metrics.classifier;

import java.io.Serializable;
import java.util.List;
import java.util.stream.Stream;
import org.dcgan4j.compute.BackendKind;
import org.dcgan4j.config.DataConfig.PixelRange;
import org.dcgan4j.config.OptimizerConfig;
import org.dcgan4j.config.Schedule;
import org.dcgan4j.data.ImageShape;
import org.dcgan4j.data.Images;
import org.dcgan4j.layer.DataShape;
import org.dcgan4j.layer.LayerSpec;
import org.dcgan4j.metrics.Points;
import org.dcgan4j.model.LogitNetwork;
import org.dcgan4j.model.Optimizer.Update;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A classifier with where it comes from: LeNet with strides in place of pooling, which is two
 * convolutions, a dense layer of 128 features, and one logit for each class. Not for use by several
 * threads.
 */
public final class Classifier implements Serializable {
  private static final long serialVersionUID = 1;

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

  private final Task task;
  private final transient LogitNetwork network;
  private final transient float featureScale;
  private final Origin origin;

  /** What the network is made for. */
  record Task(ImageShape images, int classes) implements Serializable {}

  /**
   * Where a classifier comes from.
   *
   * @param dataSha256 of the images and labels that it was trained on, see {@link
   *     org.dcgan4j.data.ImageSet#contentSha256()}
   * @param testSha256 of the test images that came with the data; empty when some of the training
   *     images were held out instead
   * @param seed of its weights, dropout, order and split
   * @param accuracy the share of held-out images that it reads right, in [0, 1]
   * @param heldOut how many those were
   */
  public record Origin(
      String dataSha256, String testSha256, long seed, double accuracy, int heldOut)
      implements Serializable {}

  /**
   * What it sees in images.
   *
   * @param features {@code [N, 128]}, of the penultimate layer
   * @param probabilities {@code [N, classes]}; each sums to 1
   */
  public record Reading(Points features, Points probabilities) {

    public int count() {
      return features.count();
    }

    /** The most probable class of an image. */
    public int classOf(int image) {
      float[] p = probabilities.values();
      int first = image * probabilities.width();
      int best = first;
      for (int c = first + 1; c < first + probabilities.width(); c++) {
        best = p[c] > p[best] ? c : best;
      }
      return best - first;
    }
  }

  /** All but the network, which is how a classifier travels. */
  private record Numbers(Origin origin, Task task, float featureScale, float[] parameters)
      implements Serializable {
    private Object readResolve() {
      Classifier classifier = new Classifier(task, origin.seed());
      classifier.setParameters(parameters);
      return classifier.with(origin, featureScale);
    }
  }

  /** One that knows nothing yet. */
  Classifier(Task task, long seed) {
    this.task = task;
    List<LayerSpec> layers =
        Stream.concat(BODY.stream(), Stream.of("dense " + task.classes()))
            .map(LayerSpec::parse)
            .toList();
    ImageShape image = task.images();
    this.network =
        new LogitNetwork(
            DataShape.image(image.channels(), image.height(), image.width()),
            layers,
            INIT_STD,
            adam(),
            seed,
            BackendKind.AUTO.choose(DataType.FLOAT),
            DataType.FLOAT);
    this.featureScale = 1;
    this.origin = null;
  }

  private Classifier(Task task, LogitNetwork network, float featureScale, Origin origin) {
    this.task = task;
    this.network = network;
    this.featureScale = featureScale;
    this.origin = origin;
  }

  /**
   * The same network with an origin.
   *
   * @param featureScale what its features are multiplied by
   */
  Classifier with(Origin origin, float featureScale) {
    return new Classifier(task, network, featureScale, origin);
  }

  void setParameters(float... parameters) {
    network.parameters().assign(Nd4j.createFromArray(parameters).reshape('c', 1, length()));
  }

  private static OptimizerConfig adam() {
    Schedule toNothing = new Schedule.Linear(1e-3, 0, 0);
    return new OptimizerConfig.Adam(toNothing, 0.9, 0.999, 1e-8, 0);
  }

  /**
   * One step of training on the cross-entropy.
   *
   * @param labels one for each image
   * @param step from 0
   * @param steps of the whole training, over which the learning rate falls
   */
  void learn(Images images, int[] labels, int step, int steps) {
    int n = labels.length;
    network.learn(
        scaled(images, 0, n),
        batch(n),
        logits -> crossEntropyGradient(logits, labels),
        Update.of(adam(), step, steps, 1));
  }

  private float[] crossEntropyGradient(float[] logits, int... labels) {
    float[] gradient = softmax(logits);
    for (int i = 0; i < labels.length; i++) {
      gradient[i * task.classes() + labels[i]] -= 1;
    }
    for (int i = 0; i < gradient.length; i++) {
      gradient[i] /= labels.length;
    }
    return gradient;
  }

  /** Reads images: features {@code [N, FEATURES]} and probabilities {@code [N, classes]}. */
  public Reading read(Images images) {
    int count = images.count();
    float[] features = new float[Math.multiplyExact(count, FEATURES)];
    float[] probabilities = new float[Math.multiplyExact(count, task.classes())];
    for (int from = 0; from < count; from += READ_AT_ONCE) {
      int n = Math.min(READ_AT_ONCE, count - from);
      LogitNetwork.Output out = network.read(scaled(images, from, n), batch(n));
      float[] p = softmax(out.logits());
      for (int i = 0; i < n * FEATURES; i++) {
        features[from * FEATURES + i] = featureScale * out.features()[i];
      }
      System.arraycopy(p, 0, probabilities, from * task.classes(), p.length);
    }
    return new Reading(
        new Points(count, FEATURES, features), new Points(count, task.classes(), probabilities));
  }

  private float[] softmax(float... logits) {
    int classes = task.classes();
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

  private float[] scaled(Images images, int from, int n) {
    byte[] image = new byte[task.images().pixels()];
    float[] scaled = new float[n * image.length];
    for (int i = 0; i < scaled.length; i++) {
      int pixel = i % image.length;
      if (pixel == 0) {
        images.copyTo(from + i / image.length, image, 0);
      }
      scaled[i] = PixelRange.SIGNED.scaled(image[pixel] & 0xFF);
    }
    return scaled;
  }

  private long[] batch(int n) {
    ImageShape image = task.images();
    return new long[] {n, image.channels(), image.height(), image.width()};
  }

  public Origin origin() {
    return origin;
  }

  Task task() {
    return task;
  }

  float featureScale() {
    return featureScale;
  }

  /** A copy of all parameters. */
  float[] parameters() {
    return network.parameters().dup('c').data().asFloat();
  }

  /** How many parameters there are. */
  int length() {
    return Math.toIntExact(network.parameters().length());
  }

  private Object writeReplace() {
    return new Numbers(origin, task, featureScale, parameters());
  }

  /** In hexadecimal: over all parameters. */
  public String sha256() {
    return ClassifierStore.sha256(parameters());
  }
}
