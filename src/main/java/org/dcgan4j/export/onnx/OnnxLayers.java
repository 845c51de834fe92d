package org.dcgan4j.export.onnx;

import java.util.ArrayList;
import java.util.List;
import onnx.Onnx.NodeProto;
import onnx.Onnx.TensorProto;
import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.export.NamedArray;
import org.dcgan4j.export.NetworkArrays;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Deconvolution2D;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToCnnPreProcessor;
import org.nd4j.linalg.activations.IActivation;

/** Collects the nodes and arrays of a chain of layers. */
final class OnnxLayers {
  private final List<NodeProto.Builder> nodes = new ArrayList<>();
  private final List<TensorProto> initializers = new ArrayList<>();
  private String top;

  OnnxLayers(String input) {
    this.top = input;
  }

  /**
   * @param before what reshapes the layer's input, or null
   * @throws InvalidInputException if the layer has no form in ONNX
   */
  void add(InputPreProcessor before, Layer layer) {
    org.deeplearning4j.nn.conf.layers.Layer conf = layer.conf().getLayer();
    String name = conf.getLayerName();
    if (before != null) {
      reshape(name, before);
    }
    if (conf instanceof DenseLayer) {
      weighted(name, "Gemm", layer).addAttribute(OnnxAttributes.of("transB", 1));
    } else if (conf instanceof Deconvolution2D deconvolution) {
      convolution(weighted(name, "ConvTranspose", layer), deconvolution);
    } else if (conf instanceof ConvolutionLayer convolution
        && conf.getClass() == ConvolutionLayer.class) {
      convolution(weighted(name, "Conv", layer), convolution);
    } else if (conf instanceof BatchNormalization norm) {
      weighted(name, "BatchNormalization", layer)
          .addAttribute(OnnxAttributes.of("epsilon", (float) norm.getEps()));
    } else if (!(conf instanceof ActivationLayer) && !(conf instanceof DropoutLayer)) {
      throw new InvalidInputException(
          "layer %s is a %s, which has no form in ONNX yet"
              .formatted(name, conf.getClass().getSimpleName()));
    }
    activate(name, conf);
  }

  /** The nodes, the last of which writes {@code output}. */
  List<NodeProto> nodesInto(String output) {
    if (nodes.isEmpty()) {
      append("Identity", "identity");
    }
    nodes.get(nodes.size() - 1).setOutput(0, output);
    return nodes.stream().map(NodeProto.Builder::build).toList();
  }

  List<TensorProto> initializers() {
    return List.copyOf(initializers);
  }

  private void reshape(String name, InputPreProcessor before) {
    if (before instanceof FeedForwardToCnnPreProcessor image) {
      long[] shape = {
        0, image.getNumChannels(), image.getInputHeight(), image.getInputWidth()
      }; // 0 keeps the batch
      initializers.add(OnnxTensors.of(name + ".shape", shape));
      append("Reshape", name + ".reshape").addInput(name + ".shape");
    } else if (before instanceof CnnToFeedForwardPreProcessor) {
      append("Flatten", name + ".flatten").addAttribute(OnnxAttributes.of("axis", 1));
    } else {
      throw new InvalidInputException(
          "layer %s sees its input through a %s, which has no form in ONNX yet"
              .formatted(name, before.getClass().getSimpleName()));
    }
  }

  /** A node with the layer's parameters, which DL4J keeps in the order that ONNX wants. */
  private NodeProto.Builder weighted(String name, String operator, Layer layer) {
    NodeProto.Builder node = append(operator, name);
    for (NamedArray array : NetworkArrays.of(layer)) {
      input(node, array);
    }
    return node;
  }

  private void input(NodeProto.Builder node, NamedArray array) {
    initializers.add(OnnxTensors.of(array));
    node.addInput(array.name());
  }

  private void convolution(NodeProto.Builder node, ConvolutionLayer conf) {
    if (conf.getConvolutionMode() != ConvolutionMode.Truncate) {
      throw new InvalidInputException(
          "layer %s has the convolution mode %s; only Truncate has a form in ONNX here"
              .formatted(conf.getLayerName(), conf.getConvolutionMode()));
    }
    int[] p = conf.getPadding();
    node.addAttribute(OnnxAttributes.of("kernel_shape", conf.getKernelSize()))
        .addAttribute(OnnxAttributes.of("strides", conf.getStride()))
        .addAttribute(OnnxAttributes.of("dilations", conf.getDilation()))
        .addAttribute(OnnxAttributes.of("pads", p[0], p[1], p[0], p[1]));
  }

  private void activate(String name, org.deeplearning4j.nn.conf.layers.Layer conf) {
    OnnxActivation.of(name, activationOf(conf))
        .ifPresent(
            form -> {
              NodeProto.Builder node = append(form.operator(), name + ".activation");
              form.attributes().forEach(node::addAttribute);
              for (float constant : form.constants()) {
                input(
                    node,
                    new NamedArray(
                        node.getName() + "." + constant, new long[0], new float[] {constant}));
              }
            });
  }

  /** Null for a layer that has none, or has one and does not use it. */
  private static IActivation activationOf(org.deeplearning4j.nn.conf.layers.Layer conf) {
    if (conf instanceof ActivationLayer alone) {
      return alone.getActivationFn();
    }
    boolean used = conf instanceof DenseLayer || conf instanceof ConvolutionLayer;
    return used ? ((BaseLayer) conf).getActivationFn() : null;
  }

  private NodeProto.Builder append(String operator, String name) {
    NodeProto.Builder node =
        NodeProto.newBuilder().setOpType(operator).setName(name).addInput(top).addOutput(name);
    nodes.add(node);
    top = name;
    return node;
  }
}
