package org.dcgan4j.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import org.dcgan4j.analysis.Projector.Options;
import org.dcgan4j.api.ExportFormat;
import org.dcgan4j.api.Generator;
import org.dcgan4j.api.Projections;
import org.dcgan4j.api.SampleFormat;
import org.dcgan4j.api.Walks;
import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.checkpoint.CheckpointChoice;
import org.dcgan4j.commandline.Outputs;
import org.dcgan4j.io.RunFiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The commands that draw with the trained generator of a run, or write it. */
final class GeneratorCommands {
  private GeneratorCommands() {}

  /** {@code sample}. */
  @Command(
      name = "sample",
      description = {
        "Draws images, or points, with the generator of a run.",
        "",
        "The same run, seed and count give the same bytes, and the first images of a larger count are the same ones."
      },
      footerHeading = "%nExamples:%n",
      footer = {
        "  sample runs/00000-notmnist-dcgan --count 64 --out letters.png",
        "  sample runs/00001-notmnist-dcgan --class B --count 64 --out b.png",
        "  sample runs/00000-notmnist-dcgan --count 10000 --format idx --out letters.gz"
      })
  static final class Sample implements Runnable {
    @Parameters(paramLabel = "RUN", description = "A run folder.")
    private Path run;

    @Option(
        names = "--count",
        paramLabel = "N",
        required = true,
        description = "How many, 1 to 10,000,000.")
    private int count;

    @Option(
        names = "--out",
        paramLabel = "PATH",
        required = true,
        description = "The file to write; the folder, for png.")
    private Path out;

    @Option(
        names = "--seed",
        paramLabel = "N",
        defaultValue = "1",
        description = "Seed of the latents. Default: 1.")
    private long seed;

    @Option(
        names = "--format",
        paramLabel = "F",
        description = {
          "grid: all images in one PNG; the default for images, where the name of --out does not end as that of another does.",
          "png: a folder with one PNG for each image.",
          "idx: MNIST's image format, for grey images, gzipped if the name ends in .gz; with classes, their labels beside it,"
              + " as idx1 or labels for idx3 or images in the name, else with -labels-idx1-ubyte behind it, and the names of"
              + " the classes in a .txt of that name.",
          "npz: a NumPy archive with the array images, uint8 [N, H, W], or [N, H, W, 3] in colour; with classes,"
              + " labels, uint8 [N],"
              + " and class_names.",
          "csv: a line x or x,y for each point; the only one for points, and their default."
        })
    private SampleFormat format;

    @Option(
        names = "--class",
        paramLabel = "C",
        description =
            "Of a run that was told the classes: draw this class only, by its name or index. Default: all in turn.")
    private String only;

    @Mixin private TruncationOption truncation;

    @Mixin private CheckpointOption checkpoint;

    @Mixin private Main.HostGuard.ThreadsOption threads;

    @Override
    public void run() {
      SampleFormat.requireCount(count); // before the checkpoint is read
      Generator generator = truncation.of(checkpoint.open(run));
      Generator drawing = only == null ? generator : generator.ofClass(only);
      Outputs.ofRun(run).write("--out", out, file -> drawing.write(count, seed, format, file));
    }
  }

  /** {@code interpolate}. */
  @Command(
      name = "interpolate",
      description = {
        "Walks between latents and draws what the generator makes of them on the way.",
        "",
        "The walk ends where it began, so the GIF loops without a jump. A PNG has one row from each latent to the next."
            + " A conditional generator goes from class to class; with as many --points as classes, through all of them.",
        "",
        "With --from and --to it walks between two pictures of yours, through the latents that project finds for them: a GIF"
            + " goes there and back, a PNG has one row with the pictures at its ends."
      },
      footerHeading = "%nExamples:%n",
      footer = {
        "  interpolate runs/00000-notmnist-dcgan --out walk.gif",
        "  interpolate runs/00000-notmnist-dcgan --out walk.png --points 8 --steps 12 --seed 3",
        "  interpolate runs/00000-notmnist-dcgan --from a.png --to b.png --out walk.png"
      })
  static final class Interpolate implements Runnable {
    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "RUN", description = "A run folder.")
    private Path run;

    @Option(
        names = "--out",
        paramLabel = "FILE",
        description =
            "The file to write: its name ends in .gif or .png. Default: walk.gif in the run's folder.")
    private Path out;

    @Option(names = "--from", paramLabel = "FILE", description = "A picture to walk from.")
    private Path from;

    @Option(names = "--to", paramLabel = "FILE", description = "A picture to walk to.")
    private Path to;

    @Option(
        names = "--points",
        paramLabel = "N",
        defaultValue = "6",
        description = "Latents to walk through. Default: ${DEFAULT-VALUE}.")
    private int points;

    @Option(
        names = "--steps",
        paramLabel = "N",
        defaultValue = "16",
        description = "Images from one latent to the next. Default: ${DEFAULT-VALUE}.")
    private int steps;

    @Option(
        names = "--side",
        paramLabel = "N",
        defaultValue = "5",
        description = "A GIF has N times N walks side by side, 1 to 20. Default: ${DEFAULT-VALUE}.")
    private int side;

    @Option(
        names = "--seed",
        paramLabel = "N",
        defaultValue = "1",
        description = "Seed of the latents. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Mixin private CheckpointOption checkpoint;

    @Mixin private Main.HostGuard.ThreadsOption threads;

    @Override
    public void run() {
      if (from == null != (to == null)) {
        throw new InvalidInputException("--from and --to: given one, legal are both or none");
      }
      boolean between = from != null;
      if (between) {
        String why = "--from and --to: one walk goes from one to the other";
        OptionRules.refuse(spec, why, "--points", "--side", "--seed");
      }
      Path file = out == null ? run.resolve(RunFiles.WALK) : out;
      // Before the checkpoint is read.
      Walks walks = new Walks(file, between ? 2 : points, steps, between ? 1 : side, seed);
      if (!walks.isGif()) {
        OptionRules.refuse(spec, "--out: a PNG shows one walk", "--side");
      }
      Outputs outputs = Outputs.ofRun(run, from, to).file("--out", file);
      Generator generator = checkpoint.open(run);
      if (between) {
        PrintWriter err = spec.commandLine().getErr();
        Projections ends = generator.projectEnds(from, to, Options.DEFAULT, err::println);
        ends.all().forEach(end -> err.println(end.text()));
        outputs.write("--out", file, f -> generator.interpolate(ends, steps, f));
      } else {
        outputs.write("--out", file, f -> generator.interpolate(walks));
      }
    }
  }

  /** {@code export}. */
  @Command(
      name = "export",
      description = {
        "Writes the generator of a run for other programs.",
        "",
        "It takes latents [N, size] and makes images [N, 1, H, W], or [N, 3, H, W] in colour, in [-1, 1]: black is -1, white is 1. That of a run"
            + " with --conditional takes [N, size + classes]: the latent, then 1 in the place of the class and 0 in the others."
      },
      footerHeading = "%nExamples:%n",
      footer = {
        "  export runs/00000-notmnist-dcgan --format onnx --out web/generator.onnx",
        "  export runs/00000-notmnist-dcgan --format safetensors --out generator.safetensors"
      })
  static final class Export implements Runnable {
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
          "dl4j: a zip for ModelSerializer.restoreComputationGraph of Deeplearning4j alone.",
          "hub: a new folder for a model hub, with onnx, safetensors, the configuration, samples, a script that draws and a"
              + " model card; scores.json in the run, which evaluate --json writes, stands in the card."
        })
    private ExportFormat format;

    @Option(
        names = "--out",
        paramLabel = "FILE",
        required = true,
        description = "The file to write; the folder, for hub.")
    private Path out;

    @Mixin private CheckpointOption checkpoint;

    @Mixin private Main.HostGuard.ThreadsOption threads;

    @Override
    public void run() {
      if (format != ExportFormat.HUB) { // before the checkpoint is read
        String usual = format == ExportFormat.DL4J ? ".zip" : "." + format;
        OptionRules.requireNoOtherEnding("--out", out, usual, "." + format);
      }
      Generator generator = checkpoint.open(run);
      Outputs.ofRun(run).write("--out", out, file -> generator.export(format, file));
    }
  }

  /** How far from 0 the numbers in latents are at most. */
  static final class TruncationOption {
    @Option(
        names = "--truncation",
        paramLabel = "T",
        description =
            "Draw numbers in latents again that are farther than this from 0, 0.1 to 10: 1 gives fewer kinds of pictures,"
                + " and better ones. Default: all as they come.")
    private Double most;

    Generator of(Generator generator) {
      return most == null ? generator : generator.truncated(most);
    }
  }

  /** Which checkpoint of a run a command uses. */
  static final class StepOption {
    @Option(
        names = "--checkpoint",
        paramLabel = "newest|best|N",
        defaultValue = "newest",
        description =
            "Use this checkpoint: the newest, the one with the best measures, or that of step N. Default: newest.")
    CheckpointChoice choice;
  }

  /** Which checkpoint a command draws with, and how. */
  static final class CheckpointOption {
    @Option(names = "--raw", description = "Use the weights as trained, and not their average.")
    private boolean raw;

    @Mixin private StepOption step;

    @Option(
        names = "--backend",
        paramLabel = "B",
        description =
            "What draws: auto, fast, bf16, nd4j or reference. Their last bits differ. Default: the run's.")
    private String backend;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    /** Opens a run with this checkpoint, and says which step it is of. */
    Generator open(Path run) {
      PrintWriter err = command.commandLine().getErr();
      Map<String, String> settings =
          backend == null ? Map.of() : Map.of("training.backend", backend);
      Generator generator = Generator.load(run, step.choice, raw, settings, err::println);
      err.println("checkpoint of step " + generator.step() + " of " + run);
      return generator;
    }
  }
}
