package org.dcgan4j.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.dcgan4j.config.Config;
import org.dcgan4j.data.DataFinder;
import org.dcgan4j.data.ImageSet;
import org.dcgan4j.run.RunFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code train}. */
@Command(
    name = "train",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Trains a GAN and leaves everything about it in a new numbered folder.",
      "",
      "Without --data, the letters of notMNIST are taken from notmnist/notMNIST_small if they are there; else 18,000"
          + " letters A to J are rendered from open fonts, once, into notmnist/rendered."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  train",
      "  train --data notmnist/notMNIST_small.tar.gz --epochs 5",
      "  train --preset mnist-dcgan --data mnist --minutes 3 --set training.realTarget=0.9",
      "  train --resume runs/00000-notmnist-dcgan --epochs 20"
    })
final class TrainCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private ConfigOptions options;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "runs",
      description = "Where the numbered run folders are. Default: ${DEFAULT-VALUE}.")
  private Path out;

  @Option(
      names = "--dry-run",
      description = "Print the resolved configuration and the sizes of the networks, and end.")
  private boolean dryRun;

  @Override
  public Integer call() throws IOException {
    Config config = options.resolve();
    PrintWriter err = spec.commandLine().getErr();
    ImageSet images = load(config, err);
    if (dryRun) {
      new DryRun(config, images).print(spec.commandLine().getOut());
      return ExitStatus.DONE;
    }
    TrainingJob job = new TrainingJob(config, images);
    RunFolder run = RunFolder.create(out, config);
    err.println("training " + run.path() + " with " + Backend.describe());
    boolean finished = job.train(run, arguments());
    spec.commandLine().getOut().println(run.path());
    return finished ? ExitStatus.DONE : ExitStatus.INTERRUPTED;
  }

  private static ImageSet load(Config config, PrintWriter err) {
    try (RenderProgress progress = new RenderProgress(config.data().rendered(), err)) {
      ImageSet images = DataFinder.load(config.data(), progress);
      err.printf("data %s: %,d images%n", images.origin(), images.count());
      images.badFiles().forEach(bad -> err.println("skipped " + bad.name() + ": " + bad.reason()));
      return images;
    }
  }

  private List<String> arguments() {
    return spec.commandLine().getParseResult().originalArgs();
  }
}
