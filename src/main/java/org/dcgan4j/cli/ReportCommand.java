package org.dcgan4j.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.commandline.ExitStatus;
import org.dcgan4j.data.ImageSet;
import org.dcgan4j.job.TrainingData;
import org.dcgan4j.report.Report;
import org.dcgan4j.run.RunFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code report}. */
@Command(
    name = "report",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Writes report.html into a run folder: the whole run as one page that needs no network and no server.",
      "",
      "It shows what is there, also while the training goes on. train writes it by itself."
    },
    footerHeading = "%nExample:%n",
    footer = "  report runs/00000-notmnist-dcgan")
final class ReportCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "RUN", description = "A run folder.")
  private Path run;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "Where the training images are now, for the nearest ones and the classes. Default: where training found them.")
  private Path data;

  @Override
  public Integer call() throws IOException {
    RunFolder folder = RunFolder.open(run);
    Optional<ImageSet> images = TrainingData.of(folder, data);
    if (data != null && images.isEmpty()) {
      throw new InvalidInputException("--data: " + data + " is not what the run was trained on");
    }
    new Report(folder, images.orElse(null), false).write();
    spec.commandLine().getOut().println(Report.fileOf(folder));
    return ExitStatus.DONE;
  }
}
