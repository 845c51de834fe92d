package org.dcgan4j.compute;

import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;

/** In ND4J's operations, which spread a column over what it multiplies. */
final class Nd4jChannelAffine implements ChannelAffine {
  private INDArray x;
  private INDArray scales;

  @Override
  public INDArray forward(
      INDArray x, INDArray scales, INDArray shifts, LayerWorkspaceMgr workspace) {
    this.x = Dl4jLayers.contiguous(x, ArrayType.ACTIVATIONS, workspace);
    this.scales = column(scales);
    return planes(this.x).mul(this.scales).addi(column(shifts)).reshape('c', x.shape());
  }

  @Override
  public Gradients backward(INDArray gradient, LayerWorkspaceMgr workspace) {
    INDArray g = planes(Dl4jLayers.contiguous(gradient, ArrayType.ACTIVATION_GRAD, workspace));
    return new Gradients(
        g.mul(scales).reshape('c', x.shape()),
        g.mul(planes(x)).sum(1).reshape('c', x.size(0), x.size(1)),
        g.sum(1).reshape('c', x.size(0), x.size(1)));
  }

  private static INDArray planes(INDArray x) {
    long planes = x.size(0) * x.size(1);
    return x.reshape('c', planes, x.length() / planes);
  }

  private static INDArray column(INDArray perChannel) {
    return perChannel.dup('c').reshape('c', perChannel.length(), 1);
  }
}
