package org.dcgan4j.export.onnx;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import onnx.Onnx.GraphProto;
import onnx.Onnx.ModelProto;
import onnx.Onnx.OperatorSetIdProto;
import onnx.Onnx.TensorProto;
import onnx.Onnx.TensorShapeProto;
import onnx.Onnx.TypeProto;
import onnx.Onnx.ValueInfoProto;
import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.io.AtomicFile;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * A network as an ONNX model, operator set 13: input {@code latent [batch, size]}, output {@code
 * images [batch, ...]}, with any number in a batch.
 *
 * @param network a chain of DL4J's own layers
 * @param inputSize numbers in one input
 * @param output the shape of one example
 * @param metadata texts that readers find beside the graph
 */
public record OnnxModel(
    ComputationGraph network, int inputSize, int[] output, Map<String, String> metadata) {
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
   * @throws InvalidInputException if a layer has no form in ONNX
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
    OnnxLayers layers = new OnnxLayers(INPUT);
    for (Layer layer : network.getLayers()) {
      layers.add(preProcessor(layer), layer);
    }
    return GraphProto.newBuilder()
        .setName("generator")
        .addInput(value(INPUT, inputSize))
        .addOutput(value(OUTPUT, output))
        .addAllNode(layers.nodesInto(OUTPUT))
        .addAllInitializer(layers.initializers())
        .build();
  }

  private InputPreProcessor preProcessor(Layer layer) {
    String name = layer.conf().getLayer().getLayerName();
    return ((LayerVertex) network.getConfiguration().getVertices().get(name)).getPreProcessor();
  }

  private static ValueInfoProto value(String name, int... example) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    shape.addDimBuilder().setDimParam("batch");
    Arrays.stream(example).forEach(size -> shape.addDimBuilder().setDimValue(size));
    TypeProto.Tensor tensor =
        ElementTypes.set(TypeProto.Tensor.newBuilder(), "elem_type", TensorProto.DataType.FLOAT)
            .setShape(shape)
            .build();
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(TypeProto.newBuilder().setTensorType(tensor))
        .build();
  }
}
