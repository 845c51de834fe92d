package org.dcgan4j.export.onnx;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import onnx.Onnx.GraphProto;
import onnx.Onnx.ModelProto;
import onnx.Onnx.OperatorSetIdProto;
import onnx.Onnx.TensorProto;
import onnx.Onnx.TensorShapeProto;
import onnx.Onnx.TypeProto;
import onnx.Onnx.ValueInfoProto;
import org.dcgan4j.export.NamedArray;
import org.dcgan4j.io.AtomicFile;
import org.dcgan4j.layer.DataShape;
import org.dcgan4j.layer.LayerShapes;
import org.dcgan4j.layer.LayerSpec;
import org.dcgan4j.layer.OnnxGraph;
import org.nd4j.shade.protobuf.ByteString;

/**
 * A generator as an ONNX model, operator set 13: input {@code latent [batch, size]}, output {@code
 * images [batch, ...]}, with any number in a batch. Each layer writes its own nodes.
 *
 * @param parameters of its layers, as {@link org.dcgan4j.export.NetworkArrays} has them
 * @param inputs numbers in one input
 * @param metadata texts that readers find beside the graph
 */
public record OnnxModel(
    List<LayerSpec> layers, List<NamedArray> parameters, int inputs, Map<String, String> metadata) {
  /** The name of the input. */
  public static final String INPUT = "latent";

  /** The name of the output. */
  public static final String OUTPUT = "images";

  // The oldest that has all that is needed: every runtime since 2020 reads them.
  private static final int OPERATOR_SET = 13;
  private static final int IR_VERSION = 7;

  /**
   * Writes it.
   *
   * @param version of this program
   * @throws IOException if it cannot be written; what was there before is still there
   */
  public void write(String version, Path file) throws IOException {
    ModelProto.Builder builder =
        ModelProto.newBuilder()
            .setIrVersion(IR_VERSION)
            .setProducerName("dcgan4j")
            .setProducerVersion(version)
            .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(OPERATOR_SET))
            .setGraph(graph());
    metadata.forEach((name, text) -> builder.addMetadataPropsBuilder().setKey(name).setValue(text));
    ModelProto model = builder.build();
    AtomicFile.write(
        file,
        part -> {
          try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(part))) {
            model.writeTo(out);
          }
        });
  }

  private GraphProto graph() {
    DataShape input = DataShape.vector(inputs);
    DataShape output = LayerShapes.behind("generator.layers", input, layers);
    OnnxGraph graph = new OnnxGraph("g", INPUT, input, tensors());
    graph.addAll(layers);
    return GraphProto.newBuilder()
        .setName("generator")
        .addInput(value(INPUT, input))
        .addOutput(value(OUTPUT, output))
        .addAllNode(graph.nodesInto(OUTPUT))
        .addAllInitializer(graph.initializers())
        .build();
  }

  /** By layer: {@code g.conv1.weight} is one of {@code g.conv1}. */
  private Map<String, List<TensorProto>> tensors() {
    return parameters.stream()
        .collect(
            Collectors.groupingBy(
                array -> array.name().substring(0, array.name().lastIndexOf('.')),
                Collectors.mapping(OnnxModel::tensor, Collectors.toList())));
  }

  private static TensorProto tensor(NamedArray array) {
    TensorProto.Builder tensor =
        OnnxGraph.tensor(array.name(), TensorProto.DataType.FLOAT)
            .setRawData(ByteString.copyFrom(array.littleEndian()));
    Arrays.stream(array.shape()).forEach(tensor::addDims);
    return tensor.build();
  }

  private static ValueInfoProto value(String name, DataShape example) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    shape.addDimBuilder().setDimParam("batch");
    Arrays.stream(example.dimensions()).forEach(size -> shape.addDimBuilder().setDimValue(size));
    TypeProto.Tensor.Builder tensor =
        OnnxGraph.withType(TypeProto.Tensor.newBuilder(), "elem_type", TensorProto.DataType.FLOAT);
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(TypeProto.newBuilder().setTensorType(tensor.setShape(shape)))
        .build();
  }
}
