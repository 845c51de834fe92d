package org.dcgan4j.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.dcgan4j.api.Generator;
import org.dcgan4j.api.SampleFormat;
import org.dcgan4j.commandline.ExitStatus;
import org.dcgan4j.commandline.OutputOption;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sample}. */
@Command(
    name = "sample",
    mixinStandardHelpOptions = true,
    sortOptions = false,
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
final class SampleCommand implements Callable<Integer> {
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
        "grid: all images in one PNG; the default for images.",
        "png: a folder with one PNG for each image.",
        "idx: MNIST's image format, gzipped if the name ends in .gz; with classes, their labels beside it,"
            + " as idx1 or labels for idx3 or images in the name, and the names of the classes in a .txt of that name.",
        "npz: a NumPy archive with the array images, uint8 [N, H, W]; with classes, labels, uint8 [N],"
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

  @Option(
      names = "--raw",
      description = "Draw with the weights as trained, and not with their average.")
  private boolean raw;

  @Mixin private CheckpointOption checkpoint;

  @Mixin private HostGuard.ThreadsOption threads;

  @Override
  public Integer call() {
    SampleFormat.requireCount(count); // before the checkpoint is read
    Generator generator = checkpoint.open(run, raw);
    Generator drawing = only == null ? generator : generator.ofClass(only);
    OutputOption.write("--out", out, () -> drawing.write(count, seed, format, out));
    return ExitStatus.DONE;
  }
}
