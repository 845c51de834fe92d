package org.dcgan4j.metrics.classifier;

import java.io.Serializable;
import org.dcgan4j.data.Images;
import org.dcgan4j.metrics.classifier.ClassifierNetwork.Task;

/** A trained classifier with where it comes from. Not for use by several threads. */
public final class Classifier implements Serializable {
  private static final long serialVersionUID = 1;

  private final Origin origin;
  private final Task task;
  private final transient ClassifierNetwork network;

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

  /** All but the network, which is how a classifier travels. */
  private record Numbers(Origin origin, Task task, float featureScale, float[] parameters)
      implements Serializable {
    private Object readResolve() {
      ClassifierNetwork network = new ClassifierNetwork(task, origin.seed());
      network.setFeatureScale(featureScale);
      network.setParameters(parameters);
      return new Classifier(origin, task, network);
    }
  }

  Classifier(Origin origin, Task task, ClassifierNetwork network) {
    this.origin = origin;
    this.task = task;
    this.network = network;
  }

  public Origin origin() {
    return origin;
  }

  Task task() {
    return task;
  }

  /** Reads images. */
  public ClassifierOutput read(Images images) {
    return network.read(images);
  }

  float featureScale() {
    return network.featureScale();
  }

  float[] parameters() {
    return network.parameters();
  }

  private Object writeReplace() {
    return new Numbers(origin, task, featureScale(), parameters());
  }

  /** In hexadecimal: over all parameters. */
  public String sha256() {
    return ClassifierFile.sha256(parameters());
  }
}
