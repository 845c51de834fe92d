package org.dcgan4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

class HelpTest {

  @ParameterizedTest
  @MethodSource("commands")
  void help_shouldExplainEveryOptionAndTheExitStatus(List<String> names) {
    CommandLine command = Main.commandLine();
    for (String name : names) {
      command = command.getSubcommands().get(name);
    }
    List<String> args = new ArrayList<>(names);
    args.add("--help");

    Outcome outcome = Outcome.of(args.toArray());

    assertThat(outcome.status()).isZero();
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out()).contains("Exit status:", "130 ");
    for (OptionSpec option : command.getCommandSpec().options()) {
      assertThat(option.description()).as(option.longestName()).isNotEmpty();
      String name = option.longestName().substring(2);
      assertThat(outcome.out()).contains(option.negatable() ? "--[no-]" + name : "--" + name);
    }
  }

  @Test
  void version_shouldNameTheProgramAndDeeplearning4j() {
    assertThat(Outcome.of("--version").out()).matches("dcgan4j \\S+ \\(Deeplearning4j \\S+\\)\\R");
  }

  @Test
  void noCommand_shouldSayWhichThereAre() {
    Outcome outcome = Outcome.of();

    assertThat(outcome.status()).isEqualTo(2);
    assertThat(outcome.complaints())
        .containsExactly(
            "dcgan4j: no command given, legal are train, sample, interpolate, project, arithmetic, evaluate, features, export, report, dataset, bench, sweep, doctor, generate-completion, help (see dcgan4j --help)");
  }

  private static Stream<List<String>> commands() {
    return below(List.of(), Main.commandLine());
  }

  private static Stream<List<String>> below(List<String> names, CommandLine command) {
    return Stream.concat(
        Stream.of(names),
        command.getSubcommands().entrySet().stream()
            .filter(entry -> !entry.getKey().equals("help"))
            .flatMap(
                entry -> {
                  List<String> inner = new ArrayList<>(names);
                  inner.add(entry.getKey());
                  return below(inner, entry.getValue());
                }));
  }
}
