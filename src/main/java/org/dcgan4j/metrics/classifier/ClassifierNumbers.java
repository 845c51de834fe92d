package org.dcgan4j.metrics.classifier;

import java.io.Serializable;
import org.dcgan4j.metrics.classifier.Classifier.Origin;
import org.dcgan4j.metrics.classifier.ClassifierNetwork.Task;

/** All that makes a classifier but its network, which is how it travels. */
record ClassifierNumbers(Origin origin, Task task, float featureScale, float[] parameters)
    implements Serializable {

  /** The classifier, with a network of its own. */
  Classifier classifier() {
    ClassifierNetwork network = new ClassifierNetwork(task, origin.seed());
    network.setFeatureScale(featureScale);
    network.setParameters(parameters);
    return new Classifier(origin, task, network);
  }

  private Object readResolve() {
    return classifier();
  }
}
