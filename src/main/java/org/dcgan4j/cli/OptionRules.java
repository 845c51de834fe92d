package org.dcgan4j.cli;

import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.dcgan4j.binding.InvalidInputException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** What options ask of each other and of names, said before anything is computed. */
final class OptionRules {
  private OptionRules() {}

  /**
   * Refuses options that have no use beside what else is given: passed over, they would seem to be
   * obeyed.
   *
   * @param why what else is given, and has no use for them
   */
  static void refuse(CommandSpec command, String why, String... useless) {
    List<String> given =
        command.commandLine().getParseResult().matchedOptions().stream()
            .map(OptionSpec::longestName)
            .filter(Set.of(useless)::contains)
            .distinct()
            .toList();
    if (!given.isEmpty()) {
      throw new InvalidInputException(why + "; leave out " + String.join(", ", given));
    }
  }

  /** Refuses a name that would say something else than what is in the file. */
  static void requireEnding(String option, Path file, String... endings) {
    String name = file.toString().toLowerCase(Locale.ROOT);
    if (Stream.of(endings).noneMatch(name::endsWith)) {
      throw InvalidInputException.of(
          "%s: given %s, legal is a name in %s",
          option, file, String.join(" or ", new LinkedHashSet<>(List.of(endings))));
    }
  }

  /** The same where a name may do without an ending. */
  static void requireNoOtherEnding(String option, Path file, String... endings) {
    if (file.getFileName() != null && file.getFileName().toString().contains(".")) {
      requireEnding(option, file, endings);
    }
  }
}
