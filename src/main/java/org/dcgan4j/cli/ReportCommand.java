package org.dcgan4j.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.dcgan4j.api.Dcgan;
import org.dcgan4j.commandline.ExitStatus;
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
    spec.commandLine().getOut().println(Dcgan.report(run, data));
    return ExitStatus.DONE;
  }
}
