package org.dcgan4j.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.dcgan4j.analysis.Probe;
import org.dcgan4j.api.Features;
import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.binding.Text;
import org.dcgan4j.commandline.ErrorMessages.ExitStatus;
import org.dcgan4j.commandline.Outputs;
import org.dcgan4j.io.RunFiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code features}. */
@Command(
    name = "features",
    description = {
      "Uses what a run's discriminator sees: its layers' numbers for images, what they are worth, and what they look for.",
      "",
      "The features of an image are what each convolution layer makes of it, max-pooled to 4x4, side by side, as the DCGAN"
          + " paper has it; of a network without convolutions, its hidden layers. Give --out, --probe or --pictures."
          + " docs/features.md explains them."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  features runs/00000-notmnist-dcgan --out features.npz",
      "  features runs/00000-notmnist-dcgan --data photographs/ --out features.npz",
      "  features runs/00000-notmnist-dcgan --probe --labels 1000 --json probe.json",
      "  features runs/00000-notmnist-dcgan --pictures"
    })
final class FeatureCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "RUN", description = "A run folder.")
  private Path run;

  @Option(
      names = "--data",
      paramLabel = "PATH",
      description =
          "The images, brought to the run's shape as its training images were. Default: those of the run.")
  private Path data;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description =
          "Write the features as a NumPy archive: features, float32 [N, numbers], layers, and where there are labels,"
              + " labels, int32 [N], and class_names. With --pictures: the PNG.")
  private Path out;

  @Option(
      names = "--probe",
      description =
          "Fit a linear classifier on the features of a few labelled images, normalised, and state its error on test images beside"
              + " the same on pixels, on the features of the untrained network, and beside a supervised network.")
  private boolean probe;

  @Option(
      names = "--labels",
      paramLabel = "N",
      description =
          "How many labelled images --probe learns from, as many of each class. Default: 1000; 0 takes all.")
  private Integer labels;

  @Option(
      names = "--pictures",
      description =
          "Draw the weights of the first layer and what excites the last convolutions, trained beside untrained."
              + " Default for --out: features.png in the run folder.")
  private boolean pictures;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Write the figures of --probe as one flat JSON object too.")
  private Path json;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Which images --probe takes. Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Mixin private GeneratorCommands.StepOption checkpoint;

  @Mixin private Main.HostGuard.ThreadsOption threads;

  @Override
  public Integer call() throws IOException {
    requireOneTask();
    Path file = out == null && pictures ? run.resolve(RunFiles.FEATURES) : out;
    Outputs outputs = Outputs.ofRun(run, data).file("--out", file).file("--json", json);
    PrintWriter printed = spec.commandLine().getOut();
    Consumer<String> notes = spec.commandLine().getErr()::println;
    Features features = Features.load(run, checkpoint.choice, Map.of(), notes);
    notes.accept("checkpoint of step " + features.step() + " of " + run);
    notes.accept(
        Text.format(
            "%,d numbers an image: %s", features.width(), String.join(", ", features.layers())));
    if (probe) {
      Probe result = features.probe(data, labels == null ? 1000 : labels, seed, notes);
      result.print(printed);
      outputs.writeJson(json, result.json());
    } else if (pictures) {
      outputs.write("--out", file, png -> features.pictures(data, png, notes));
      printed.println(file);
    } else {
      outputs.write("--out", file, npz -> features.write(data, npz, notes));
    }
    return ExitStatus.DONE;
  }

  private void requireOneTask() {
    if (probe && pictures || probe && out != null || !probe && !pictures && out == null) {
      throw new InvalidInputException("give --out FILE, --probe or --pictures, one of them");
    }
    for (String option : List.of("--labels", "--json", "--seed")) {
      if (!probe && spec.commandLine().getParseResult().hasMatchedOption(option)) {
        throw new InvalidInputException(option + " belongs to --probe, which is not given");
      }
    }
    if (out != null) {
      OptionRules.requireEnding("--out", out, pictures ? ".png" : ".npz");
    }
    if (labels != null && labels < 0) {
      throw InvalidInputException.of("--labels: given %d, legal is 0 or more", labels);
    }
  }
}
