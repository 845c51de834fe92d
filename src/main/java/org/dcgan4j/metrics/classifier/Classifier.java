package org.dcgan4j.metrics.classifier;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.dcgan4j.binding.ConfigWord;
import org.dcgan4j.binding.Text;
import org.dcgan4j.compute.BackendKind;
import org.dcgan4j.config.DataConfig.PixelRange;
import org.dcgan4j.config.OptimizerConfig;
import org.dcgan4j.config.Schedule;
import org.dcgan4j.data.ImageSet;
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
 * A network that tells pictures apart, by their classes or by how they are turned, with where it
 * comes from. Not for use by several threads.
 */
public final class Classifier implements Serializable {
  private static final long serialVersionUID = 1;

  /** The width of the penultimate layer. */
  static final int FEATURES = 128;

  private static final int FIRST_SIDE = 16;
  private static final int GREATEST_STRIDE = 32;
  private static final int LAST_SIDE = 4;
  private static final int LEAST_CHANNELS = 8;
  private static final double INIT_STD = 0.05;
  private static final int READ_AT_ONCE = 256;

  private final Task task;
  private final transient LogitNetwork network;
  private final transient float featureScale;
  private final Origin origin;

  /** What a network was taught to tell of pictures. */
  public enum Target implements ConfigWord {
    CLASSES,
    /** Of pictures without classes; see {@link Rotations}. */
    ROTATIONS
  }

  /**
   * What the network is made for.
   *
   * @param answers how many classes or rotations there are
   */
  record Task(ImageShape images, Target target, int answers) implements Serializable {

    /** Whether they are grey and as large as those of MNIST and notMNIST, or less. */
    boolean isSmall() {
      return images.isGrey() && Math.max(images.height(), images.width()) <= 28;
    }

    /** Classes where a set has labels of several, else rotations. */
    static Task of(ImageSet set) {
      ImageShape shape = set.images().shape();
      boolean told =
          set.labelled()
              && IntStream.range(1, set.count()).anyMatch(i -> set.label(i) != set.label(0));
      return told
          ? new Task(shape, Target.CLASSES, set.classNames().size())
          : new Task(shape, Target.ROTATIONS, Rotations.of(shape));
    }
  }

  /**
   * Where a classifier comes from.
   *
   * @param answers how many classes or rotations it tells
   * @param dataSha256 of the images and labels that it was trained on, see {@link
   *     org.dcgan4j.data.ImageSet#contentSha256()}
   * @param testSha256 of the test images that came with the data; empty when some of the training
   *     images were held out instead
   * @param seed of its weights, dropout, order and split
   * @param accuracy the share of held-out images that it reads right, in [0, 1]
   * @param guessing the share of them that have the most frequent answer
   * @param heldOut how many those were, each rotation counted
   */
  public record Origin(
      Target target,
      int answers,
      String dataSha256,
      String testSha256,
      long seed,
      double accuracy,
      double guessing,
      int heldOut)
      implements Serializable {

    public boolean ofClasses() {
      return target == Target.CLASSES;
    }

    /** What it tells: {@code 10 classes}. */
    public String told() {
      return answers + " " + target.word();
    }

    /** What it tells, and how well. */
    public String text() {
      return Text.format(
          "%sa network that tells %s, %.2f%% of %,d held-out images right (%.1f%% by guessing)%s",
          ofClasses() ? "" : "no labels of several classes, so ",
          told(),
          100 * accuracy,
          heldOut,
          100 * guessing,
          accuracy < (1 + guessing) / 2 ? "; measures in such features say little" : "");
    }
  }

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
    ImageShape image = task.images();
    this.network =
        new LogitNetwork(
            DataShape.image(image.channels(), image.height(), image.width()),
            layers(task),
            INIT_STD,
            adam(),
            seed,
            BackendKind.AUTO.choose(DataType.FLOAT),
            DataType.FLOAT);
    this.featureScale = 1;
    this.origin = null;
  }

  /**
   * Convolutions with strides in place of pooling, a dense layer of features, and a logit for each
   * answer. Small grey images get LeNet's two. Others are brought to {@value #FIRST_SIDE} pixels a
   * side by the first one, whose stride follows the size, and halved from there to {@value
   * #LAST_SIDE}, while channels double.
   */
  static List<LayerSpec> layers(Task task) {
    String leaky = "leaky-relu 0.1";
    List<String> layers = new ArrayList<>();
    if (task.isSmall()) {
      layers.addAll(List.of("conv 32 k5 s2 p2", leaky, "conv 64 k5 s2 p2", leaky, "dropout 0.25"));
    } else {
      List<String> convolutions = convolutions(task.images().height(), task.images().width());
      for (int i = 0; i < convolutions.size(); i++) {
        int channels = FEATURES >> (convolutions.size() - 1 - i);
        layers.add("conv " + Math.max(LEAST_CHANNELS, channels) + convolutions.get(i));
        layers.addAll(List.of("batch-norm", leaky));
      }
    }
    String dropout = task.isSmall() ? "dropout 0.5" : "dropout 0.25";
    layers.addAll(List.of("dense " + FEATURES, leaky, dropout, "dense " + task.answers()));
    return layers.stream().map(LayerSpec::parse).toList();
  }

  /** Of an image's forward pass. */
  static long multiplyAdds(Task task) {
    ImageShape image = task.images();
    DataShape shape = DataShape.image(image.channels(), image.height(), image.width());
    return DataShape.sum(shape, layers(task), LayerSpec::multiplyAdds);
  }

  /** The kernels, strides and paddings from such an image down. */
  private static List<String> convolutions(int imageHeight, int imageWidth) {
    List<String> found = new ArrayList<>();
    int height = imageHeight;
    int width = imageWidth;
    while (Math.max(height, width) > LAST_SIDE) {
      int stride = 2;
      while (Math.max(height, width) / stride > FIRST_SIDE
          && 2 * stride <= Math.min(GREATEST_STRIDE, Math.min(height, width))) {
        stride *= 2;
      }
      boolean odd = stride == 2 && (height % 2 == 1 || width % 2 == 1);
      found.add(odd ? " k3 s2 p1" : Text.format(" k%d s%d p%d", 2 * stride, stride, stride / 2));
      height = odd ? (height + 1) / 2 : height / stride;
      width = odd ? (width + 1) / 2 : width / stride;
    }
    return found;
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
    return new OptimizerConfig.Adam(toNothing, 0.9, Schedule.of(0.999), 1e-8, 0, 0, 0);
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
      gradient[i * task.answers() + labels[i]] -= 1;
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
    float[] probabilities = new float[Math.multiplyExact(count, task.answers())];
    for (int from = 0; from < count; from += READ_AT_ONCE) {
      int n = Math.min(READ_AT_ONCE, count - from);
      LogitNetwork.Output out = network.read(scaled(images, from, n), batch(n));
      float[] p = softmax(out.logits());
      for (int i = 0; i < n * FEATURES; i++) {
        features[from * FEATURES + i] = featureScale * out.features()[i];
      }
      System.arraycopy(p, 0, probabilities, from * task.answers(), p.length);
    }
    return new Reading(
        new Points(count, FEATURES, features), new Points(count, task.answers(), probabilities));
  }

  private float[] softmax(float... logits) {
    int answers = task.answers();
    float[] p = new float[logits.length];
    for (int row = 0; row < logits.length; row += answers) {
      double highest = Double.NEGATIVE_INFINITY;
      for (int c = row; c < row + answers; c++) {
        highest = Math.max(highest, logits[c]);
      }
      double sum = 0;
      for (int c = row; c < row + answers; c++) {
        sum += Math.exp(logits[c] - highest);
      }
      for (int c = row; c < row + answers; c++) {
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
