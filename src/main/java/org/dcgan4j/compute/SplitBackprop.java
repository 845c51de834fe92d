package org.dcgan4j.compute;

import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A layer that can compute its two gradients one by one: a frozen layer needs only that of its
 * input, a network's first layer only those of its weights.
 */
public interface SplitBackprop {

  /**
   * The loss's gradient with respect to the layer's input.
   *
   * @param epsilon the gradient with respect to the layer's output, of the output's shape
   * @return of the input's shape
   */
  INDArray backpropInput(INDArray epsilon, LayerWorkspaceMgr workspace);

  /**
   * Writes the gradients of the layer's parameters, summed over the batch, into its gradient views.
   */
  void backpropWeights(INDArray epsilon, LayerWorkspaceMgr workspace);
}
