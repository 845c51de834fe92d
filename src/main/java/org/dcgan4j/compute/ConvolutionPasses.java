package org.dcgan4j.compute;

import java.util.Map;
import org.dcgan4j.compute.NativeConvolution.Geometry;
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
  private final boolean forward;
  private final PatchConvolution patches;

  ConvolutionPasses(NativeConvolution convolution, Layer layer) {
    this.convolution = convolution;
    this.layer = layer;
    ConvolutionLayer conf = (ConvolutionLayer) layer.conf().getLayer();
    this.geometry = geometryOf(conf);
    this.forward = convolution == NativeConvolution.CONVOLUTION;
    long few = forward ? conf.getNIn() : conf.getNOut();
    this.patches = PatchConvolution.suits(few, geometry) ? new PatchConvolution(geometry) : null;
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
    long channels = weights.size(forward ? 0 : 1);
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
    INDArray bias = layer.getParam(BIAS);
    if (!inPatches(x)) {
      convolution.forward(x, weights, bias, out, geometry);
    } else if (forward) {
      patches.expand(x, weights, bias, out);
    } else {
      patches.contract(x, weights, bias, out);
    }
    return out;
  }

  Pair<Gradient, INDArray> backprop(
      INDArray epsilon, Map<String, INDArray> gradients, LayerWorkspaceMgr workspace) {
    if (inPatches(layer.input())) {
      INDArray xGradient = backpropInput(epsilon, workspace);
      backpropWeights(epsilon, gradients, workspace);
      return new Pair<>(gradientOf(gradients), xGradient);
    }
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
    INDArray weights = layer.getParam(WEIGHTS);
    INDArray gradient = FastArrays.contiguous(epsilon, workspace);
    if (!inPatches(layer.input())) {
      convolution.backwardInput(gradient, weights, xGradient, geometry);
    } else if (forward) {
      patches.contract(gradient, weights, null, xGradient);
    } else {
      patches.expand(gradient, weights, null, xGradient);
    }
    return xGradient;
  }

  void backpropWeights(
      INDArray epsilon, Map<String, INDArray> gradients, LayerWorkspaceMgr workspace) {
    if (!inPatches(layer.input())) {
      backprop(epsilon, gradients, workspace);
      return;
    }
    INDArray gradient = FastArrays.contiguous(epsilon, workspace);
    INDArray biasGradient = gradients.get(BIAS);
    if (forward) {
      patches.correlate(gradient, layer.input(), gradients.get(WEIGHTS), biasGradient);
      return;
    }
    patches.correlate(layer.input(), gradient, gradients.get(WEIGHTS), null);
    if (biasGradient != null) {
      FastArrays.sum(gradient, biasGradient, 0, 2, 3);
    }
  }

  private boolean inPatches(INDArray x) {
    return patches != null && HostFloats.reachable(x);
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
