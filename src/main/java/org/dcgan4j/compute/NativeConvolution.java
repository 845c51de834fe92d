package org.dcgan4j.compute;

import org.dcgan4j.compute.Backend.Geometry;
import org.dcgan4j.compute.Backend.Linear;
import org.dcgan4j.compute.Backend.Weights;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;

/**
 * libnd4j's {@code conv2d} and {@code deconv2d}, which run in oneDNN where the native library holds
 * it, in NCHW and with the weights in DL4J's own order. Each is the other's data gradient.
 */
record NativeConvolution(Geometry geometry, boolean transposed) implements Linear {
  private static final int NOT_SAME_MODE = 0;
  private static final int NCHW = 0;

  /**
   * Weights as {@code [out, in, k, k]} for a convolution, {@code [in, out, k, k]} for a
   * deconvolution.
   */
  private static final int DL4J_WEIGHTS = 1;

  private static String op(boolean transposed) {
    return transposed ? "deconv2d" : "conv2d";
  }

  @Override
  public void forward(INDArray x, Weights p, INDArray out) {
    execute(op(transposed), inputs(x, p), out);
  }

  @Override
  public void backwardData(INDArray gradient, Weights p, INDArray xGradient) {
    if (makes(gradient, xGradient)) {
      execute(op(!transposed), arrays(gradient, p.weights()), xGradient);
    } else {
      // A stride that does not divide the image: several input sizes give this output size, and
      // the deconvolution can only make the smallest. This slower operation is told the size.
      INDArray shape = Nd4j.createFromArray(xGradient.shape());
      execute(op(transposed) + "_input_bp", arrays(shape, p.weights(), gradient), xGradient);
    }
  }

  private boolean makes(INDArray gradient, INDArray xGradient) {
    return made(gradient.size(2)) == xGradient.size(2)
        && made(gradient.size(3)) == xGradient.size(3);
  }

  private long made(long size) {
    return transposed ? geometry.convolved(size) : geometry.deconvolved(size);
  }

  /** There is no operation for these alone. */
  @Override
  public void backwardWeights(INDArray x, INDArray gradient, Weights p, Weights gradients) {
    INDArray unused = Nd4j.createUninitialized(x.dataType(), x.shape(), 'c');
    backward(x, gradient, p, unused, gradients);
  }

  @Override
  public void backward(
      INDArray x, INDArray gradient, Weights p, INDArray xGradient, Weights gradients) {
    INDArray[] in =
        p.bias() == null
            ? arrays(x, p.weights(), gradient)
            : arrays(x, p.weights(), p.bias(), gradient);
    execute(op(transposed) + "_bp", in, inputs(xGradient, gradients));
  }

  private static INDArray[] inputs(INDArray x, Weights p) {
    return p.bias() == null ? arrays(x, p.weights()) : arrays(x, p.weights(), p.bias());
  }

  private static INDArray[] arrays(INDArray... arrays) {
    return arrays;
  }

  private void execute(String op, INDArray[] in, INDArray... out) {
    int k = geometry.kernel();
    int s = geometry.stride();
    int p = geometry.padding();
    Nd4j.getExecutioner()
        .exec(
            DynamicCustomOp.builder(op)
                .addInputs(in)
                .addOutputs(out)
                .addIntegerArguments(k, k, s, s, p, p, 1, 1, NOT_SAME_MODE, NCHW, DL4J_WEIGHTS)
                .build());
  }
}
