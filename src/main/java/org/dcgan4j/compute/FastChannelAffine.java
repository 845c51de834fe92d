package org.dcgan4j.compute;

import java.nio.FloatBuffer;
import java.util.Arrays;
import org.dcgan4j.compute.FastBatchNorm.Rows;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** In one pass each way over floats on this machine, which may lie with the channels last. */
final class FastChannelAffine implements ChannelAffine {
  private INDArray x;
  private float[] factors;

  @Override
  public INDArray forward(
      INDArray x, INDArray scales, INDArray shifts, LayerWorkspaceMgr workspace) {
    this.factors = HostFloats.copyOf(scales.dup('c'));
    this.x = Dl4jLayers.dense(x, ArrayType.ACTIVATIONS, workspace);
    INDArray out = HostFloats.like(this.x, ArrayType.ACTIVATIONS, workspace);
    Rows rows = Rows.of(this.x);
    float[] added = HostFloats.copyOf(shifts.dup('c'));
    FloatBuffer from = HostFloats.dense(this.x);
    FloatBuffer to = HostFloats.dense(out);
    rows.forEach(
        (start, a, b) -> {
          int n = start / rows.size();
          from.get(start, a, 0, rows.size());
          rows.affine(a, b, of(n, rows, factors), of(n, rows, added));
          to.put(start, b, 0, rows.size());
        });
    return out;
  }

  @Override
  public Gradients backward(INDArray gradient, LayerWorkspaceMgr workspace) {
    INDArray g = Dl4jLayers.lyingAs(x, gradient, workspace);
    Rows rows = Rows.of(x);
    float[] none = new float[rows.channels()];
    float[][] sums = new float[rows.images()][rows.channels()];
    float[][] products = new float[rows.images()][rows.channels()];
    FloatBuffer ofX = HostFloats.dense(x);
    FloatBuffer ofG = HostFloats.dense(g);
    rows.forEach(
        (start, a, b) -> {
          int n = start / rows.size();
          ofG.get(start, a, 0, rows.size());
          ofX.get(start, b, 0, rows.size());
          rows.addProducts(a, b, none, sums[n], products[n]);
          rows.affine(a, a, of(n, rows, factors), none);
          ofG.put(start, a, 0, rows.size());
        });
    return new Gradients(g, Nd4j.createFromArray(products), Nd4j.createFromArray(sums));
  }

  private static float[] of(int image, Rows rows, float[] perChannel) {
    return Arrays.copyOfRange(perChannel, image * rows.channels(), (image + 1) * rows.channels());
  }
}
