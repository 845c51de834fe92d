package org.dcgan4j.cli;

import java.nio.file.Path;
import org.dcgan4j.api.Generator;
import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.checkpoint.CheckpointChoice;
import org.dcgan4j.job.TrainedRun;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Which checkpoint of a run a command uses. */
final class CheckpointOption {
  @Option(
      names = "--checkpoint",
      paramLabel = "newest|best|N",
      defaultValue = "newest",
      converter = Converter.class,
      description =
          "Use this checkpoint: the newest, the one with the best measures, or that of step N. Default: newest.")
  private CheckpointChoice choice;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  /** Opens a run with this checkpoint, and says which step it is of. */
  Generator open(Path run, boolean raw) {
    Generator generator = Generator.load(run, choice, raw, this::note);
    note("checkpoint of step " + generator.step() + " of " + run);
    return generator;
  }

  /** The same where it is to be walked through. */
  TrainedRun open(Path run) {
    TrainedRun trained = TrainedRun.open(run, choice, this::note);
    note("checkpoint of step " + trained.step() + " of " + run);
    return trained;
  }

  private void note(String line) {
    command.commandLine().getErr().println(line);
    command.commandLine().getErr().flush();
  }

  private static final class Converter implements ITypeConverter<CheckpointChoice> {
    @Override
    public CheckpointChoice convert(String text) {
      try {
        return CheckpointChoice.parse(text);
      } catch (InvalidInputException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }
}
