package org.dcgan4j.compute;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;

/**
 * libnd4j's {@code conv2d} and {@code deconv2d}, which run in oneDNN where the native library holds
 * it, in NCHW and with the weights in DL4J's own order.
 *
 * <p>The two are each other's data gradient: the gradient of a convolution's input is the
 * deconvolution of its output's gradient with the same weights, and the other way round (Dumoulin
 * and Visin, "A guide to convolution arithmetic for deep learning", 2016).
 */
enum NativeConvolution {
  CONVOLUTION("conv2d"),
  DECONVOLUTION("deconv2d");

  private final String op;

  NativeConvolution(String op) {
    this.op = op;
  }

  /** The geometry of a square kernel: its size, stride and zero padding, in pixels. */
  record Geometry(int kernel, int stride, int padding) {
    private static final int NOT_SAME_MODE = 0;
    private static final int NCHW = 0;

    /**
     * Weights as {@code [out, in, k, k]} for a convolution, {@code [in, out, k, k]} for a
     * deconvolution.
     */
    private static final int DL4J_WEIGHTS = 1;

    private int[] arguments() {
      return new int[] {
        kernel, kernel, stride, stride, padding, padding, 1, 1, NOT_SAME_MODE, NCHW, DL4J_WEIGHTS
      };
    }

    long convolved(long size) {
      return (size + 2L * padding - kernel) / stride + 1;
    }

    long deconvolved(long size) {
      return (size - 1) * stride + kernel - 2L * padding;
    }
  }

  long outputSize(long inputSize, Geometry geometry) {
    return this == CONVOLUTION ? geometry.convolved(inputSize) : geometry.deconvolved(inputSize);
  }

  private NativeConvolution inverse() {
    return this == CONVOLUTION ? DECONVOLUTION : CONVOLUTION;
  }

  /**
   * @param x {@code [N, in, H, W]}
   * @param bias {@code [out]}, or null
   * @param out {@code [N, out, H', W']}, written
   */
  void forward(INDArray x, INDArray weights, INDArray bias, INDArray out, Geometry geometry) {
    INDArray[] in = bias == null ? arrays(x, weights) : arrays(x, weights, bias);
    execute(op, in, arrays(out), geometry);
  }

  /**
   * @param epsilon {@code [N, out, H', W']}
   * @param xGradient {@code [N, in, H, W]}, written
   */
  void backwardInput(INDArray epsilon, INDArray weights, INDArray xGradient, Geometry geometry) {
    if (makes(epsilon, xGradient, geometry)) {
      execute(inverse().op, arrays(epsilon, weights), arrays(xGradient), geometry);
    } else {
      // A stride that does not divide the image: several input sizes give this output size, and
      // the deconvolution can only make the smallest. This slower operation is told the size.
      INDArray shape = Nd4j.createFromArray(xGradient.shape());
      execute(op + "_input_bp", arrays(shape, weights, epsilon), arrays(xGradient), geometry);
    }
  }

  private boolean makes(INDArray epsilon, INDArray xGradient, Geometry geometry) {
    return inverse().outputSize(epsilon.size(2), geometry) == xGradient.size(2)
        && inverse().outputSize(epsilon.size(3), geometry) == xGradient.size(3);
  }

  /**
   * All gradients at once; {@code bias} and {@code biasGradient} are null for a layer without bias.
   */
  void backward(
      INDArray x,
      INDArray weights,
      INDArray bias,
      INDArray epsilon,
      INDArray xGradient,
      INDArray weightGradient,
      INDArray biasGradient,
      Geometry geometry) {
    INDArray[] in = bias == null ? arrays(x, weights, epsilon) : arrays(x, weights, bias, epsilon);
    INDArray[] out =
        bias == null
            ? arrays(xGradient, weightGradient)
            : arrays(xGradient, weightGradient, biasGradient);
    execute(op + "_bp", in, out, geometry);
  }

  private static void execute(String op, INDArray[] in, INDArray[] out, Geometry geometry) {
    Nd4j.getExecutioner()
        .exec(
            DynamicCustomOp.builder(op)
                .addInputs(in)
                .addOutputs(out)
                .addIntegerArguments(geometry.arguments())
                .build());
  }

  private static INDArray[] arrays(INDArray... arrays) {
    return arrays;
  }
}
