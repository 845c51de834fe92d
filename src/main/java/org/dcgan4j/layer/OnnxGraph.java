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

  private final Map<String, List<Tensor>> parameters;
  private final NetworkBuilder.Names names = new NetworkBuilder.Names();
  private final List<Node> nodes = new ArrayList<>();
  private final List<Tensor> tensors = new ArrayList<>();
  private DataShape shape;
  private String top = INPUT;

  private OnnxGraph(DataShape input, Map<String, List<Tensor>> parameters) {
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
   * @param parameters of each layer by its name, in the order in which its operator wants them
   * @return {@code GraphProto}
   */
  public static ProtoMessage of(
      DataShape input, List<LayerSpec> layers, Map<String, List<Tensor>> parameters) {
    OnnxGraph made = new OnnxGraph(input, parameters);
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
    Node node = append(operator, name);
    for (Tensor array : parameters.get(name)) {
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

  /** An image out of a vector; 0 keeps the batch. */
  void reshape(String name, long channels, long height, long width) {
    ProtoMessage sizes = Tensor.of(name + ".shape", INT64, 4);
    for (long size : new long[] {0, channels, height, width}) {
      sizes.whole(7, size);
    }
    tensors.add(new Tensor(name + ".shape", sizes));
    append("Reshape", name).input(name + ".shape");
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
