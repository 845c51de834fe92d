package org.dcgan4j.layer;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import onnx.Onnx.AttributeProto;
import onnx.Onnx.AttributeProto.AttributeType;
import onnx.Onnx.GraphProto;
import onnx.Onnx.NodeProto;
import onnx.Onnx.TensorProto;
import onnx.Onnx.TensorShapeProto;
import onnx.Onnx.TypeProto;
import onnx.Onnx.ValueInfoProto;
import org.nd4j.shade.protobuf.ByteString;
import org.nd4j.shade.protobuf.Descriptors.FieldDescriptor;
import org.nd4j.shade.protobuf.Message;

/**
 * A generator as a graph of ONNX, with any number in a batch. Each of its layers appends its own
 * nodes and arrays.
 */
public final class OnnxGraph {
  private static final String INPUT = "latent";
  private static final String OUTPUT = "images";

  private final Map<String, List<TensorProto>> parameters;
  private final NetworkBuilder.Names names = new NetworkBuilder.Names();
  private final GraphProto.Builder graph = GraphProto.newBuilder().setName("generator");
  private DataShape shape;
  private String top = INPUT;

  private OnnxGraph(DataShape input, Map<String, List<TensorProto>> parameters) {
    this.shape = input;
    this.parameters = parameters;
  }

  /**
   * @param input of one example of what goes in
   * @param parameters of each layer by its name, in the order in which its operator wants them
   */
  public static GraphProto of(
      DataShape input, List<LayerSpec> layers, Map<String, List<TensorProto>> parameters) {
    OnnxGraph made = new OnnxGraph(input, parameters);
    made.addAll(layers);
    if (made.graph.getNodeCount() == 0) {
      made.append("Identity", "identity");
    }
    made.graph.getNodeBuilder(made.graph.getNodeCount() - 1).setOutput(0, OUTPUT);
    return made.graph.addInput(value(INPUT, input)).addOutput(value(OUTPUT, made.shape)).build();
  }

  /** Appends layers from the input up. */
  void addAll(List<LayerSpec> layers) {
    for (LayerSpec layer : layers) {
      layer.addTo(this);
      shape = layer.shape(shape);
    }
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
    return names.next("g", word);
  }

  /** A node that takes what is on top, and then is it; more inputs and attributes may be added. */
  NodeProto.Builder append(String operator, String name) {
    String input = top;
    top = name;
    return graph.addNodeBuilder().setOpType(operator).setName(name).addInput(input).addOutput(name);
  }

  /** A node with the parameters of the layer of that name. */
  NodeProto.Builder weighted(String operator, String name) {
    NodeProto.Builder node = append(operator, name);
    for (TensorProto array : parameters.get(name)) {
      graph.addInitializer(array);
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
    graph.addInitializer(sizes.addAllInt64Data(List.of(0L, channels, height, width)));
    append("Reshape", name).addInput(name + ".shape");
  }

  /** A scalar. Returns its name. */
  String constant(String name, float value) {
    byte[] bytes = new byte[Float.BYTES];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putFloat(value);
    graph.addInitializer(
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
  private static <B extends Message.Builder> B withType(
      B builder, String field, TensorProto.DataType type) {
    FieldDescriptor descriptor = builder.getDescriptorForType().findFieldByName(field);
    boolean named = descriptor.getJavaType() == FieldDescriptor.JavaType.ENUM;
    builder.setField(descriptor, named ? type.getValueDescriptor() : type.getNumber());
    return builder;
  }

  private static ValueInfoProto value(String name, DataShape example) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    shape.addDimBuilder().setDimParam("batch");
    Arrays.stream(example.dimensions()).forEach(size -> shape.addDimBuilder().setDimValue(size));
    TypeProto.Tensor.Builder tensor =
        withType(TypeProto.Tensor.newBuilder(), "elem_type", TensorProto.DataType.FLOAT);
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(TypeProto.newBuilder().setTensorType(tensor.setShape(shape)))
        .build();
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
