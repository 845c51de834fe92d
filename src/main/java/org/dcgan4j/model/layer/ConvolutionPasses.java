package org.dcgan4j.model.layer;

import java.util.Map;
import org.dcgan4j.model.layer.NativeConvolution.Geometry;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.params.ConvolutionParamInitializer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The forward and backward passes that a convolution and a deconvolution share. */
final class ConvolutionPasses {
  private static final String WEIGHTS = ConvolutionParamInitializer.WEIGHT_KEY;
  private static final String BIAS = ConvolutionParamInitializer.BIAS_KEY;

  private final NativeConvolution convolution;
  private final Layer layer;
  private final Geometry geometry;

  ConvolutionPasses(NativeConvolution convolution, Layer layer) {
    this.convolution = convolution;
    this.layer = layer;
    this.geometry = geometryOf((ConvolutionLayer) layer.conf().getLayer());
  }

  private static Geometry geometryOf(ConvolutionLayer conf) {
    int[] kernel = conf.getKernelSize();
    int[] stride = conf.getStride();
    int[] padding = conf.getPadding();
    boolean square = kernel[0] == kernel[1] && stride[0] == stride[1] && padding[0] == padding[1];
    if (!square || conf.getConvolutionMode() == ConvolutionMode.Same) {
      throw new IllegalArgumentException(
          conf.getLayerName() + " needs a square kernel and explicit padding");
    }
    return new Geometry(kernel[0], stride[0], padding[0]);
  }

  INDArray activate(LayerWorkspaceMgr workspace) {
    INDArray x = layer.input();
    INDArray weights = layer.getParam(WEIGHTS);
    long channels = weights.size(convolution == NativeConvolution.CONVOLUTION ? 0 : 1);
    INDArray out =
        workspace.createUninitialized(
            ArrayType.ACTIVATIONS,
            x.dataType(),
            new long[] {
              x.size(0),
              channels,
              convolution.outputSize(x.size(2), geometry),
              convolution.outputSize(x.size(3), geometry)
            },
            'c');
    convolution.forward(x, weights, layer.getParam(BIAS), out, geometry);
    return out;
  }

  Pair<Gradient, INDArray> backprop(
      INDArray epsilon, Map<String, INDArray> gradients, LayerWorkspaceMgr workspace) {
    INDArray xGradient = gradientOfInput(workspace);
    convolution.backward(
        layer.input(),
        layer.getParam(WEIGHTS),
        layer.getParam(BIAS),
        FastArrays.contiguous(epsilon, workspace),
        xGradient,
        gradients.get(WEIGHTS),
        gradients.get(BIAS),
        geometry);
    return new Pair<>(gradientOf(gradients), xGradient);
  }

  INDArray backpropInput(INDArray epsilon, LayerWorkspaceMgr workspace) {
    INDArray xGradient = gradientOfInput(workspace);
    convolution.backwardInput(
        FastArrays.contiguous(epsilon, workspace), layer.getParam(WEIGHTS), xGradient, geometry);
    return xGradient;
  }

  void backpropWeights(
      INDArray epsilon, Map<String, INDArray> gradients, LayerWorkspaceMgr workspace) {
    backprop(epsilon, gradients, workspace);
  }

  private INDArray gradientOfInput(LayerWorkspaceMgr workspace) {
    INDArray x = layer.input();
    return workspace.createUninitialized(ArrayType.ACTIVATION_GRAD, x.dataType(), x.shape(), 'c');
  }

  private static Gradient gradientOf(Map<String, INDArray> gradients) {
    Gradient gradient = new DefaultGradient();
    if (gradients.containsKey(BIAS)) {
      gradient.setGradientFor(BIAS, gradients.get(BIAS));
    }
    gradient.setGradientFor(WEIGHTS, gradients.get(WEIGHTS), 'c');
    return gradient;
  }
}
