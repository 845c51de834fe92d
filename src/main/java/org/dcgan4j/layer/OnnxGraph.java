package org.dcgan4j.layer;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import onnx.Onnx.AttributeProto;
import onnx.Onnx.AttributeProto.AttributeType;
import onnx.Onnx.NodeProto;
import onnx.Onnx.TensorProto;
import org.nd4j.shade.protobuf.ByteString;
import org.nd4j.shade.protobuf.Descriptors.FieldDescriptor;
import org.nd4j.shade.protobuf.Message;

/** Collects the nodes and arrays of a network's layers, each of which appends its own. */
public final class OnnxGraph {
  private final String prefix;
  private final Map<String, List<TensorProto>> parameters;
  private final NetworkBuilder.Names names = new NetworkBuilder.Names();
  private final List<NodeProto.Builder> nodes = new ArrayList<>();
  private final List<TensorProto> initializers = new ArrayList<>();
  private DataShape shape;
  private String top;

  /**
   * @param prefix starts the names of the layers: {@code g}
   * @param input the name of what goes in
   * @param shape of one example of it
   * @param parameters of each layer by its name, in the order in which its operator wants them
   */
  public OnnxGraph(
      String prefix, String input, DataShape shape, Map<String, List<TensorProto>> parameters) {
    this.prefix = prefix;
    this.top = input;
    this.shape = shape;
    this.parameters = parameters;
  }

  /** Appends layers from the input up. */
  public void addAll(List<LayerSpec> layers) {
    for (LayerSpec layer : layers) {
      layer.addTo(this);
      shape = layer.shape(shape);
    }
  }

  /** The nodes, the last of which writes {@code output}. */
  public List<NodeProto> nodesInto(String output) {
    if (nodes.isEmpty()) {
      append("Identity", "identity");
    }
    nodes.get(nodes.size() - 1).setOutput(0, output);
    return nodes.stream().map(NodeProto.Builder::build).toList();
  }

  /** All parameters and constants. */
  public List<TensorProto> initializers() {
    return List.copyOf(initializers);
  }

  /** The shape of one example of what reaches the layer that is being added. */
  DataShape shape() {
    return shape;
  }

  /** The name of what reaches the layer that is being added. */
  String top() {
    return top;
  }

  /** A name for the layer that is being added, the same as in the DL4J network. */
  String name(String word) {
    return names.next(prefix, word);
  }

  /** A node that takes what is on top, and then is it; more inputs and attributes may be added. */
  NodeProto.Builder append(String operator, String name) {
    NodeProto.Builder node =
        NodeProto.newBuilder().setOpType(operator).setName(name).addInput(top).addOutput(name);
    nodes.add(node);
    top = name;
    return node;
  }

  /** A node with the parameters of the layer of that name. */
  NodeProto.Builder weighted(String operator, String name) {
    NodeProto.Builder node = append(operator, name);
    for (TensorProto array : parameters.get(name)) {
      initializers.add(array);
      node.addInput(array.getName());
    }
    return node;
  }

  void convolution(String operator, String name, int kernel, int stride, int padding) {
    weighted(operator, name)
        .addAttribute(attribute("kernel_shape", kernel, kernel))
        .addAttribute(attribute("strides", stride, stride))
        .addAttribute(attribute("pads", padding, padding, padding, padding));
  }

  /** An image out of a vector; 0 keeps the batch. */
  void reshape(String name, long channels, long height, long width) {
    TensorProto.Builder sizes = tensor(name + ".shape", TensorProto.DataType.INT64).addDims(4);
    for (long size : new long[] {0, channels, height, width}) {
      sizes.addInt64Data(size);
    }
    initializers.add(sizes.build());
    append("Reshape", name).addInput(name + ".shape");
  }

  /** A scalar. Returns its name. */
  String constant(String name, float value) {
    byte[] bytes = new byte[Float.BYTES];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putFloat(value);
    initializers.add(
        tensor(name, TensorProto.DataType.FLOAT).setRawData(ByteString.copyFrom(bytes)).build());
    return name;
  }

  /** An array without its shape and values. */
  public static TensorProto.Builder tensor(String name, TensorProto.DataType type) {
    return withType(TensorProto.newBuilder().setName(name), "data_type", type);
  }

  /**
   * Sets the type of a tensor's elements. DL4J's release for CUDA declares these fields as enums
   * and the one for the CPU as numbers, which is the same in the file and another method in Java.
   *
   * @param field {@code data_type} or {@code elem_type}
   */
  public static <B extends Message.Builder> B withType(
      B builder, String field, TensorProto.DataType type) {
    FieldDescriptor descriptor = builder.getDescriptorForType().findFieldByName(field);
    boolean named = descriptor.getJavaType() == FieldDescriptor.JavaType.ENUM;
    builder.setField(descriptor, named ? type.getValueDescriptor() : type.getNumber());
    return builder;
  }

  static AttributeProto attribute(String name, int value) {
    return AttributeProto.newBuilder().setName(name).setType(AttributeType.INT).setI(value).build();
  }

  static AttributeProto attribute(String name, float value) {
    AttributeProto.Builder attribute = AttributeProto.newBuilder().setName(name);
    return attribute.setType(AttributeType.FLOAT).setF(value).build();
  }

  static AttributeProto attribute(String name, int... values) {
    AttributeProto.Builder attribute = AttributeProto.newBuilder().setName(name);
    Arrays.stream(values).forEach(attribute::addInts);
    return attribute.setType(AttributeType.INTS).build();
  }
}
