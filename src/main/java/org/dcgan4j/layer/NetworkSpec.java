package org.dcgan4j.layer;

import java.util.List;
import org.nd4j.linalg.learning.config.IUpdater;

/**
 * One network of those that are stacked.
 *
 * @param prefix starts the names of its layers: {@code g} or {@code d}
 * @param initStd the standard deviation of its initial weights
 * @param initBias the initial value of its biases
 * @param frozen whether it passes the gradient and learns nothing
 */
public record NetworkSpec(
    String prefix,
    List<LayerSpec> layers,
    double initStd,
    double initBias,
    IUpdater updater,
    boolean frozen) {

  public NetworkSpec frozenCopy() {
    return new NetworkSpec(prefix, layers, initStd, initBias, updater, true);
  }
}
