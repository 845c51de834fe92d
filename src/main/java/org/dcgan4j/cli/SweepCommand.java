package org.dcgan4j.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.commandline.ExitStatus;
import org.dcgan4j.run.RunTable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

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
final class SweepCommand implements Callable<Integer> {
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
