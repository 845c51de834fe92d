package org.dcgan4j.export;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.binding.Text;
import org.dcgan4j.config.Config;
import org.dcgan4j.config.DataConfig.PixelRange;
import org.dcgan4j.config.GeneratorConfig;
import org.dcgan4j.config.GeneratorConfig.LatentDistribution;
import org.dcgan4j.io.AtomicFile;
import org.dcgan4j.io.ProtoMessage;
import org.dcgan4j.layer.DataShape;
import org.dcgan4j.layer.LayerSpec;
import org.dcgan4j.layer.OnnxGraph;
import org.dcgan4j.layer.OnnxGraph.Tensor;

/**
 * A generator as an ONNX model, operator set 13: input {@code latent [batch, size]}, output {@code
 * images [batch, ...]}, with any number in a batch. Each layer writes its own nodes.
 *
 * @param parameters of its layers, as {@link NamedArray#of} has them
 * @param inputs numbers in one input
 * @param classes for how many, told by the last of them, batch normalisations have a scale and a
 *     shift of their own
 * @param metadata texts that readers find beside the graph
 */
public record OnnxModel(
    List<LayerSpec> layers,
    List<NamedArray> parameters,
    int inputs,
    int classes,
    Map<String, String> metadata) {
  private static final String PAGE = "demo.html";
  private static final ObjectMapper JSON = new ObjectMapper();

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
    ProtoMessage model =
        new ProtoMessage()
            .whole(1, IR_VERSION)
            .text(2, "dcgan4j")
            .text(3, version)
            .message(7, OnnxGraph.of(DataShape.vector(inputs), classes, layers, tensors()))
            .message(8, new ProtoMessage().whole(2, OPERATOR_SET));
    metadata.forEach(
        (name, text) -> model.message(14, new ProtoMessage().text(1, name).text(2, text)));
    AtomicFile.write(file, part -> Files.write(part, model.toBytes()));
  }

  /** By layer: {@code g.conv1.weight} is one of {@code g.conv1}. */
  private Map<String, List<Tensor>> tensors() {
    return parameters.stream()
        .collect(
            Collectors.groupingBy(
                array -> array.name().substring(0, array.name().lastIndexOf('.')),
                Collectors.mapping(
                    array -> Tensor.of(array.name(), array.shape(), array.littleEndian()),
                    Collectors.toList())));
  }

  /**
   * @throws InvalidInputException if somebody else's page is where {@link #writePage} writes one
   */
  public static void requirePlaceForPage(Path model) throws IOException {
    Path page = model.toAbsolutePath().resolveSibling(PAGE);
    if (Files.exists(page)
        && !new String(Files.readAllBytes(page), StandardCharsets.UTF_8).contains("dcgan4j")) {
      throw new InvalidInputException(
          "--out: "
              + page
              + ", the page for the model, would replace another; give another folder");
    }
  }

  /**
   * Writes {@code demo.html} beside a model: draws with it in a browser. It expects {@code
   * onnxruntime-web} from npm in {@code node_modules} beside it and brings no code of others.
   *
   * @param classes the names of those that the generator is told, in order; empty if it is told
   *     none
   * @param inputs what the generator is given: the latent, and behind it the one-hot class if any
   * @param output the shape of an image
   * @throws IOException if it cannot be written
   */
  public static void writePage(
      Config config, List<String> classes, int inputs, DataShape output, Path model)
      throws IOException {
    GeneratorConfig generator = config.generator();
    PixelRange range = config.data().pixelRange();
    LatentDistribution latents = generator.drawnFrom();
    ObjectNode data = JSON.createObjectNode();
    data.put("title", config.preset()).put("model", model.getFileName().toString());
    data.put("latentSize", generator.latentSize()).put("latent", latents.word());
    data.put("inputs", inputs);
    data.set("classes", JSON.valueToTree(classes));
    data.put("range", generator.latentRange());
    data.put("black", range.scaled(0)).put("white", range.scaled(255));
    data.put("channels", output.dimensions()[0])
        .put("height", output.dimensions()[1])
        .put("width", output.dimensions()[2]);
    String page = Text.page(OnnxModel.class, PAGE, JSON.writeValueAsString(data));
    AtomicFile.write(
        model.toAbsolutePath().resolveSibling(PAGE), part -> Files.writeString(part, page));
  }
}
