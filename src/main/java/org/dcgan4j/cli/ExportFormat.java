package org.dcgan4j.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.dcgan4j.config.Config;
import org.dcgan4j.config.LayerSpec;
import org.dcgan4j.export.Dl4jZip;
import org.dcgan4j.export.NamedArray;
import org.dcgan4j.export.NetworkArrays;
import org.dcgan4j.export.ParametersNpz;
import org.dcgan4j.export.Safetensors;
import org.dcgan4j.export.onnx.DemoPage;
import org.dcgan4j.export.onnx.OnnxModel;
import org.dcgan4j.model.Gan;
import org.dcgan4j.model.Generator;
import org.dcgan4j.model.Latents;
import org.dcgan4j.run.BuildInfo;
import org.deeplearning4j.nn.graph.ComputationGraph;

/** The forms in which the trained generator is written. */
enum ExportFormat {
  /** For ONNX Runtime and everything else that reads ONNX, with a page that runs it. */
  ONNX {
    @Override
    void write(Generator generator, Config config, Path out) throws IOException {
      int[] output = generator.output().dimensions();
      String version = BuildInfo.load().version();
      // What the generator is given, which may be more than the latent itself.
      int inputs = new Latents(config.generator(), 0).size();
      OnnxModel.write(stock(generator, config), inputs, output, version, out);
      if (output.length > 1) {
        new DemoPage(config, inputs, output).writeBeside(out);
      }
    }
  },

  /** Its parameters, for PyTorch and others. */
  SAFETENSORS {
    @Override
    void write(Generator generator, Config config, Path out) throws IOException {
      Safetensors.write(arrays(generator, config), metadata(config), out);
    }
  },

  /** Its parameters, for NumPy. */
  NPZ {
    @Override
    void write(Generator generator, Config config, Path out) throws IOException {
      ParametersNpz.write(arrays(generator, config), out);
    }
  },

  /** DL4J's model file, of its own layers. */
  DL4J {
    @Override
    void write(Generator generator, Config config, Path out) throws IOException {
      Dl4jZip.write(stock(generator, config), out);
    }
  };

  /** Reads the command line's word. */
  static final class Converter extends WordConverter<ExportFormat> {
    Converter() {
      super(ExportFormat.class);
    }
  }

  abstract void write(Generator generator, Config config, Path out) throws IOException;

  private static ComputationGraph stock(Generator generator, Config config) {
    return Gan.stockGenerator(generator, config.generator());
  }

  private static List<NamedArray> arrays(Generator generator, Config config) {
    return NetworkArrays.of(stock(generator, config));
  }

  private static Map<String, String> metadata(Config config) {
    String layers =
        config.generator().layers().stream().map(LayerSpec::text).collect(Collectors.joining(", "));
    return Map.of("format", "pt", "program", "dcgan4j", "generator.layers", layers);
  }

  /** As the command line has it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
