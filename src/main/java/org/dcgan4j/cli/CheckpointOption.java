package org.dcgan4j.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import org.dcgan4j.api.Generator;
import org.dcgan4j.checkpoint.CheckpointChoice;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Which checkpoint of a run a command uses. */
final class CheckpointOption {
  @Option(
      names = "--checkpoint",
      paramLabel = "newest|best|N",
      defaultValue = "newest",
      description =
          "Use this checkpoint: the newest, the one with the best measures, or that of step N. Default: newest.")
  private CheckpointChoice choice;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  /** Opens a run with this checkpoint, and says which step it is of. */
  Generator open(Path run, boolean raw) {
    PrintWriter err = command.commandLine().getErr();
    Generator generator = Generator.load(run, choice, raw, err::println);
    err.println("checkpoint of step " + generator.step() + " of " + run);
    return generator;
  }
}
