package org.dcgan4j.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.dcgan4j.api.ExportFormat;
import org.dcgan4j.api.Generator;
import org.dcgan4j.commandline.ExitStatus;
import org.dcgan4j.commandline.OutputOption;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code export}. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Writes the generator of a run for other programs.",
      "",
      "It takes latents [N, size] and makes images [N, 1, H, W] in [-1, 1]: black is -1, white is 1. That of a run"
          + " with --conditional takes [N, size + classes]: the latent, then 1 in the place of the class and 0 in the others."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  export runs/00000-notmnist-dcgan --format onnx --out web/generator.onnx",
      "  export runs/00000-notmnist-dcgan --format safetensors --out generator.safetensors"
    })
final class ExportCommand implements Callable<Integer> {
  @Parameters(paramLabel = "RUN", description = "A run folder.")
  private Path run;

  @Option(
      names = "--format",
      paramLabel = "F",
      required = true,
      description = {
        "onnx: a model for ONNX Runtime and others, and beside it demo.html, which runs it in a browser.",
        "safetensors: the parameters under PyTorch's names and in its shapes.",
        "npz: the same as a NumPy archive.",
        "dl4j: a zip for ModelSerializer.restoreComputationGraph of Deeplearning4j alone."
      })
  private ExportFormat format;

  @Option(names = "--out", paramLabel = "FILE", required = true, description = "The file to write.")
  private Path out;

  @Option(names = "--raw", description = "Write the weights as trained, and not their average.")
  private boolean raw;

  @Mixin private CheckpointOption checkpoint;

  @Override
  public Integer call() {
    Generator generator = checkpoint.open(run, raw);
    OutputOption.write("--out", out, () -> generator.export(format, out));
    return ExitStatus.DONE;
  }
}
