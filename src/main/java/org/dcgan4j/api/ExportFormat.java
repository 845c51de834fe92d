package org.dcgan4j.api;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.dcgan4j.export.Dl4jZip;
import org.dcgan4j.export.NamedArray;
import org.dcgan4j.export.NetworkArrays;
import org.dcgan4j.export.ParametersNpz;
import org.dcgan4j.export.Safetensors;
import org.dcgan4j.export.onnx.DemoPage;
import org.dcgan4j.export.onnx.OnnxModel;
import org.dcgan4j.job.TrainedRun;
import org.dcgan4j.layer.LayerSpec;
import org.dcgan4j.model.Gan;
import org.dcgan4j.run.BuildInfo;
import org.deeplearning4j.nn.graph.ComputationGraph;

/** The forms in which the trained generator is written. */
public enum ExportFormat {
  /** For ONNX Runtime and everything else that reads ONNX, with a page that runs it. */
  ONNX {
    @Override
    void write(org.dcgan4j.model.Generator generator, TrainedRun run, Path out) throws IOException {
      int[] output = generator.output().dimensions();
      String version = BuildInfo.load().version();
      // What the generator is given, which may be more than the latent itself.
      int inputs = run.latents(0).size();
      OnnxModel model =
          new OnnxModel(
              run.config().generator().layers(), arrays(generator, run), inputs, metadata(run));
      model.write(version, out);
      if (output.length > 1) {
        new DemoPage(run.config(), run.classes(), inputs, output).writeBeside(out);
      }
    }
  },

  /** Its parameters, for PyTorch and others. */
  SAFETENSORS {
    @Override
    void write(org.dcgan4j.model.Generator generator, TrainedRun run, Path out) throws IOException {
      Safetensors.write(arrays(generator, run), safetensors(run), out);
    }
  },

  /** Its parameters, for NumPy. */
  NPZ {
    @Override
    void write(org.dcgan4j.model.Generator generator, TrainedRun run, Path out) throws IOException {
      ParametersNpz.write(arrays(generator, run), out);
    }
  },

  /** DL4J's model file, of its own layers. */
  DL4J {
    @Override
    void write(org.dcgan4j.model.Generator generator, TrainedRun run, Path out) throws IOException {
      Dl4jZip.write(stock(generator, run), out);
    }
  };

  abstract void write(org.dcgan4j.model.Generator generator, TrainedRun run, Path out)
      throws IOException;

  private static ComputationGraph stock(org.dcgan4j.model.Generator generator, TrainedRun run) {
    return Gan.stockGenerator(generator, run.config().generator());
  }

  private static List<NamedArray> arrays(org.dcgan4j.model.Generator generator, TrainedRun run) {
    return NetworkArrays.of(stock(generator, run));
  }

  private static Map<String, String> safetensors(TrainedRun run) {
    Map<String, String> metadata = new TreeMap<>(metadata(run));
    metadata.putAll(Map.of("format", "pt", "program", "dcgan4j"));
    return metadata;
  }

  /** What a reader needs to know besides the numbers. */
  private static Map<String, String> metadata(TrainedRun run) {
    Map<String, String> metadata = new TreeMap<>();
    metadata.put("step", Long.toString(run.step()));
    metadata.put(
        "generator.layers",
        run.config().generator().layers().stream()
            .map(LayerSpec::text)
            .collect(Collectors.joining(", ")));
    if (!run.classes().isEmpty()) {
      metadata.put("generator.classes", String.join(", ", run.classes()));
    }
    return metadata;
  }

  /** As the command line has it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
