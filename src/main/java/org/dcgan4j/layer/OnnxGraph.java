package org.dcgan4j.layer;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.dcgan4j.io.ProtoMessage;

/**
 * A generator as a graph of ONNX, with any number in a batch. Each of its layers appends its own
 * nodes and arrays. Fields have the numbers of {@code onnx.proto}.
 */
public final class OnnxGraph {
  private static final String INPUT = "latent";
  private static final String OUTPUT = "images";

  // The values of TensorProto.DataType and AttributeProto.AttributeType.
  private static final int FLOAT = 1;
  private static final int INT64 = 7;
  private static final int OF_FLOAT = 1;
  private static final int OF_INT = 2;
  private static final int OF_TEXT = 3;
  private static final int OF_INTS = 7;

  private final DataShape input;
  private final int classes;
  private final Map<String, List<Tensor>> parameters;
  private final NetworkBuilder.Names names = new NetworkBuilder.Names();
  private final List<Node> nodes = new ArrayList<>();
  private final List<Tensor> tensors = new ArrayList<>();
  private DataShape shape;
  private String top = INPUT;

  private OnnxGraph(DataShape input, int classes, Map<String, List<Tensor>> parameters) {
    this.input = input;
    this.classes = classes;
    this.shape = input;
    this.parameters = parameters;
  }

  /**
   * A graph's own arrays.
   *
   * @param values {@code TensorProto}
   */
  public record Tensor(String name, ProtoMessage values) {
    /**
     * @param littleEndian numbers in single precision
     */
    public static Tensor of(String name, long[] shape, byte[] littleEndian) {
      return new Tensor(name, of(name, FLOAT, shape).bytes(9, littleEndian));
    }

    private static ProtoMessage of(String name, int type, long... shape) {
      ProtoMessage tensor = new ProtoMessage();
      Arrays.stream(shape).forEach(size -> tensor.whole(1, size));
      return tensor.whole(2, type).text(8, name);
    }
  }

  /** One operation; more inputs and attributes may be added. */
  static final class Node {
    private final ProtoMessage made = new ProtoMessage();
    private final String name;

    private Node(String operator, String name) {
      this.name = name;
      made.text(3, name).text(4, operator);
    }

    Node input(String from) {
      made.text(1, from);
      return this;
    }

    Node attribute(String key, float value) {
      return attribute(new ProtoMessage().text(1, key).single(2, value).whole(20, OF_FLOAT));
    }

    Node attribute(String key, int value) {
      return attribute(new ProtoMessage().text(1, key).whole(3, value).whole(20, OF_INT));
    }

    Node attribute(String key, String value) {
      return attribute(new ProtoMessage().text(1, key).text(4, value).whole(20, OF_TEXT));
    }

    Node attribute(String key, int... values) {
      ProtoMessage attribute = new ProtoMessage().text(1, key);
      Arrays.stream(values).forEach(value -> attribute.whole(8, value));
      return attribute(attribute.whole(20, OF_INTS));
    }

    private Node attribute(ProtoMessage attribute) {
      made.message(5, attribute);
      return this;
    }
  }

  /**
   * @param input of one example of what goes in
   * @param classes for how many batch normalisations have a scale and a shift of their own, see
   *     {@link NetworkBuilder.NetworkSpec}
   * @param parameters of each layer by its name, in the order in which its operator wants them
   * @return {@code GraphProto}
   */
  public static ProtoMessage of(
      DataShape input, int classes, List<LayerSpec> layers, Map<String, List<Tensor>> parameters) {
    OnnxGraph made = new OnnxGraph(input, classes, parameters);
    made.addAll(layers);
    if (made.nodes.isEmpty()) {
      made.append("Identity", "identity");
    }
    ProtoMessage graph = new ProtoMessage();
    Node last = made.nodes.get(made.nodes.size() - 1);
    for (Node node : made.nodes) {
      graph.message(1, node.made.text(2, node == last ? OUTPUT : node.name));
    }
    graph.text(2, "generator");
    made.tensors.forEach(tensor -> graph.message(5, tensor.values()));
    return graph.message(11, value(INPUT, input)).message(12, value(OUTPUT, made.shape));
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

  /** A node that takes what is on top, and then is it. */
  Node append(String operator, String name) {
    Node node = new Node(operator, name).input(top);
    nodes.add(node);
    top = name;
    return node;
  }

  /** A node with the parameters of the layer of that name. */
  Node weighted(String operator, String name) {
    return parameters(append(operator, name), name);
  }

  private Node parameters(Node node, String layer) {
    for (Tensor array : parameters.get(layer)) {
      tensors.add(array);
      node.input(array.name());
    }
    return node;
  }

  Node convolution(String operator, String name, int kernel, int stride, int padding) {
    return weighted(operator, name)
        .attribute("kernel_shape", kernel, kernel)
        .attribute("strides", stride, stride)
        .attribute("pads", padding, padding, padding, padding);
  }

  /** Batch normalisation as in use, with the scale and the shift of each class if it has such. */
  void batchNorm(String name, float epsilon) {
    if (classes == 0) {
      weighted("BatchNormalization", name).attribute("epsilon", epsilon);
      return;
    }
    float[] ones = new float[shape.dimensions()[0]];
    Arrays.fill(ones, 1);
    Node node = append("BatchNormalization", name).attribute("epsilon", epsilon);
    node.input(constants(name + ".one", ones))
        .input(constants(name + ".zero", new float[ones.length]));
    parameters(node, name);
    scaleByClass("Mul", name + ".scaled", name + ".scales");
    scaleByClass("Add", name + ".shifted", name + ".shifts");
  }

  /** What is on top, and each channel's number in a table of the classes. */
  private void scaleByClass(String operator, String name, String table) {
    String below = top;
    top = INPUT;
    int end = input.length();
    append("Slice", table + ".classes")
        .input(wholes(table + ".from", end - classes))
        .input(wholes(table + ".to", end))
        .input(wholes(table + ".axis", 1));
    weighted("Gemm", table).attribute("transB", 1);
    if (shape.isImage()) {
      reshape(table + ".pixels", shape.dimensions()[0], 1, 1);
    }
    String numbers = top;
    top = below;
    append(operator, name).input(numbers);
  }

  /** An image out of a vector; 0 keeps the batch. */
  void reshape(String name, long channels, long height, long width) {
    append("Reshape", name).input(wholes(name + ".shape", 0, channels, height, width));
  }

  /** A vector of whole numbers. Returns its name. */
  private String wholes(String name, long... values) {
    ProtoMessage made = Tensor.of(name, INT64, values.length);
    Arrays.stream(values).forEach(value -> made.whole(7, value));
    tensors.add(new Tensor(name, made));
    return name;
  }

  /** A scalar. Returns its name. */
  String constant(String name, float value) {
    return constant(name, new long[0], value);
  }

  /** A vector, which may have no number. Returns its name. */
  String constants(String name, float... values) {
    return constant(name, new long[] {values.length}, values);
  }

  private String constant(String name, long[] shape, float... values) {
    ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * values.length);
    bytes.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(values);
    tensors.add(Tensor.of(name, shape, bytes.array()));
    return name;
  }

  /** {@code ValueInfoProto} of single precision, with any number in a batch. */
  private static ProtoMessage value(String name, DataShape example) {
    ProtoMessage shape = new ProtoMessage().message(1, new ProtoMessage().text(2, "batch"));
    Arrays.stream(example.dimensions())
        .forEach(size -> shape.message(1, new ProtoMessage().whole(1, size)));
    ProtoMessage tensor = new ProtoMessage().whole(1, FLOAT).message(2, shape);
    return new ProtoMessage().text(1, name).message(2, new ProtoMessage().message(1, tensor));
  }
}
