package org.dcgan4j.compute;

import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Number by number, in double precision. */
final class ReferenceChannelAffine implements ChannelAffine {
  private INDArray x;
  private double[] scales;

  @Override
  public INDArray forward(
      INDArray x, INDArray scales, INDArray shifts, LayerWorkspaceMgr workspace) {
    this.x = x;
    this.scales = ReferenceBackend.read(scales);
    double[] added = ReferenceBackend.read(shifts);
    double[] y = ReferenceBackend.read(x);
    int plane = y.length / added.length;
    for (int i = 0; i < y.length; i++) {
      y[i] = this.scales[i / plane] * y[i] + added[i / plane];
    }
    return written(x, y);
  }

  @Override
  public Gradients backward(INDArray gradient, LayerWorkspaceMgr workspace) {
    double[] from = ReferenceBackend.read(x);
    double[] dx = ReferenceBackend.read(gradient);
    double[] dScales = new double[scales.length];
    double[] dShifts = new double[scales.length];
    int plane = dx.length / scales.length;
    for (int i = 0; i < dx.length; i++) {
      dScales[i / plane] += dx[i] * from[i];
      dShifts[i / plane] += dx[i];
      dx[i] *= scales[i / plane];
    }
    INDArray perChannel = x.rank() == 2 ? x : x.tensorAlongDimension(0, 0, 1);
    return new Gradients(
        written(x, dx), written(perChannel, dScales), written(perChannel, dShifts));
  }

  private static INDArray written(INDArray like, double[] values) {
    INDArray made = like.ulike();
    ReferenceBackend.write(made, values);
    return made;
  }
}
