package org.dcgan4j.compute;

import java.nio.FloatBuffer;
import org.dcgan4j.compute.Backend.Elementwise;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * An activation that trains small arrays in a plain loop: for these, handing an operation to ND4J
 * takes many times longer than the operation. Large arrays, and everything that is not training, go
 * to ND4J, so that a sample does not depend on how many are drawn with it.
 */
final class FastActivation implements Elementwise {
  /** About where the loop and the operation take the same time. */
  static final int SMALL = 1 << 13;

  private final ScalarFunction function;
  private final Elementwise large;
  private final float[] xs = new float[SMALL];
  private final float[] ys = new float[SMALL];

  FastActivation(ScalarFunction function) {
    this.function = function;
    this.large = new Nd4jBackend.Function(function.stock(), 0);
  }

  @Override
  public INDArray forward(INDArray x, boolean training, LayerWorkspaceMgr workspace) {
    if (!training || x.length() > SMALL) {
      return large.forward(x, training, workspace);
    }
    int n = (int) x.length();
    HostFloats.of(x).get(0, xs, 0, n);
    for (int i = 0; i < n; i++) {
      ys[i] = function.value().at(xs[i]);
    }
    INDArray out =
        workspace.createUninitialized(ArrayType.ACTIVATIONS, x.dataType(), x.shape(), 'c');
    HostFloats.of(out).put(0, ys, 0, n);
    return out;
  }

  @Override
  public INDArray backward(INDArray x, INDArray gradient) {
    if (x.length() > SMALL) {
      return large.backward(x, gradient);
    }
    FloatBuffer floats = HostFloats.of(gradient);
    for (int i = 0; i < x.length(); i++) {
      floats.put(i, floats.get(i) * function.slope().at(xs[i], ys[i]));
    }
    return gradient;
  }
}
