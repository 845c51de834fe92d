package org.dcgan4j.cli;

import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.checkpoint.CheckpointChoice;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
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

  CheckpointChoice choice() {
    return choice;
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
