package org.dcgan4j.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.dcgan4j.api.Dcgan;
import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.commandline.ExitStatus;
import org.dcgan4j.run.RunTable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The commands that show what run folders hold. */
final class RunCommands {
  private RunCommands() {}

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
  static final class Report implements Callable<Integer> {
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

  /** {@code sweep}. */
  @Command(
      name = "sweep",
      mixinStandardHelpOptions = true,
      description = {
        "Collects the runs below some folders into one table: the settings in which they differ, and their last tick.",
        "",
        "Columns are separated by tabs. A run that has no tick yet has empty figures; a folder that is no run is passed over."
      },
      footerHeading = "%nExample:%n",
      footer = "  sweep runs/seeds > seeds.tsv")
  static final class Sweep implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Parameters(
        paramLabel = "DIR",
        arity = "1..*",
        description = "Folders with runs in them, at any depth.")
    private List<Path> folders;

    @Override
    public Integer call() {
      RunTable table = RunTable.of(folders);
      if (table.isEmpty()) {
        throw new InvalidInputException("there is no run below " + folders);
      }
      table.lines().forEach(spec.commandLine().getOut()::println);
      return ExitStatus.DONE;
    }
  }
}
