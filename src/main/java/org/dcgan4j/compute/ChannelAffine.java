package org.dcgan4j.compute;

import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A scale and a shift for each channel of each example, {@code y = scale x + shift}, of {@code [N,
 * channels]} or {@code [N, channels, H, W]}. It keeps what the way back needs, and belongs to one
 * layer.
 */
public interface ChannelAffine {
  /**
   * The loss's gradients.
   *
   * @param scales {@code [N, channels]}, and so the shifts'
   */
  record Gradients(INDArray x, INDArray scales, INDArray shifts) {}

  /**
   * @param x stays as it is, and must until the way back
   * @param scales {@code [N, channels]}, and so the shifts
   */
  INDArray forward(INDArray x, INDArray scales, INDArray shifts, LayerWorkspaceMgr workspace);

  /**
   * @param gradient with respect to the output, may be overwritten
   */
  Gradients backward(INDArray gradient, LayerWorkspaceMgr workspace);
}
