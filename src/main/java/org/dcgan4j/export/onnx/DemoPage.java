package org.dcgan4j.export.onnx;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.dcgan4j.config.Config;
import org.dcgan4j.config.DataConfig.PixelRange;
import org.dcgan4j.config.GeneratorConfig;
import org.dcgan4j.config.GeneratorConfig.LatentDistribution;
import org.dcgan4j.io.AtomicFile;
import org.dcgan4j.io.PageTemplate;

/**
 * {@code demo.html}: draws with the model that lies beside it, in a browser. It expects {@code
 * onnxruntime-web} from npm in {@code node_modules} beside it and brings no code of others.
 *
 * @param classes the names of those that the generator is told, in order; empty if it is told none
 * @param inputs what the generator is given: the latent, and behind it the one-hot class if any
 * @param output the shape of an image, {@code [C, H, W]}
 */
public record DemoPage(Config config, List<String> classes, int inputs, int... output) {
  private static final String NAME = "demo.html";
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * Writes it into the model's folder.
   *
   * @throws IOException if it cannot be written
   */
  public void writeBeside(Path model) throws IOException {
    GeneratorConfig generator = config.generator();
    PixelRange range = config.data().pixelRange();
    LatentDistribution latents =
        Objects.requireNonNullElse(generator.samplingLatent(), generator.latent());
    ObjectNode data = JSON.createObjectNode();
    data.put("title", config.preset()).put("model", model.getFileName().toString());
    data.put("latentSize", generator.latentSize()).put("latent", latents.word());
    data.put("inputs", inputs);
    data.set("classes", JSON.valueToTree(classes));
    data.put("range", generator.latentRange());
    data.put("black", range.scaled(0)).put("white", range.scaled(255));
    data.put("height", output[1]).put("width", output[2]);
    String page = PageTemplate.fill(DemoPage.class, NAME, JSON.writeValueAsString(data));
    AtomicFile.write(
        model.toAbsolutePath().resolveSibling(NAME), part -> Files.writeString(part, page));
  }
}
