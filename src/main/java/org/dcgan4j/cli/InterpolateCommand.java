package org.dcgan4j.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.dcgan4j.api.Generator;
import org.dcgan4j.api.Walks;
import org.dcgan4j.commandline.ExitStatus;
import org.dcgan4j.commandline.OutputOption;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code interpolate}. */
@Command(
    name = "interpolate",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Walks between latents and draws what the generator makes of them on the way.",
      "",
      "The walk ends where it began, so the GIF loops without a jump. A PNG has one row from each latent to the next."
          + " A conditional generator goes from class to class; with as many --points as classes, through all of them."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  interpolate runs/00000-notmnist-dcgan --out walk.gif",
      "  interpolate runs/00000-notmnist-dcgan --out walk.png --points 8 --steps 12 --seed 3"
    })
final class InterpolateCommand implements Callable<Integer> {
  @Parameters(paramLabel = "RUN", description = "A run folder.")
  private Path run;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      required = true,
      description = "The file to write: its name ends in .gif or .png.")
  private Path out;

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

  @Option(names = "--raw", description = "Use the weights as trained, and not their average.")
  private boolean raw;

  @Mixin private CheckpointOption checkpoint;

  @Override
  public Integer call() {
    Walks walks = new Walks(out, points, steps, side, seed); // before the checkpoint is read
    Generator generator = checkpoint.open(run, raw);
    OutputOption.write("--out", out, () -> generator.interpolate(walks));
    return ExitStatus.DONE;
  }
}
