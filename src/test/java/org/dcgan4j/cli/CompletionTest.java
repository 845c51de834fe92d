package org.dcgan4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bash itself completes what is typed. */
class CompletionTest {
  private static final Path BASH = Path.of("/bin/bash");

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "sam, sample",
    "dataset ded, dedupe",
    "sample --trunc, --truncation",
    "export --format sa, safetensors"
  })
  void typedWord_shouldBeCompleted(String typed, String completed) throws Exception {
    assertThat(replies(typed)).containsExactly(completed);
  }

  @Test
  void script_shouldKnowEveryCommand() throws Exception {
    assertThat(replies("")).contains("train", "project", "features", "doctor", "help");
  }

  private String[] replies(String typed) throws Exception {
    assumeTrue(Files.isExecutable(BASH), "skipped: no bash here");
    Outcome outcome = Outcome.of("generate-completion");
    assertThat(outcome.status()).isZero();
    Path script = Files.writeString(folder.resolve("completion"), outcome.out());
    String line =
        "source '%s'; COMP_LINE='dcgan4j %s'; COMP_WORDS=(dcgan4j %s%s); COMP_CWORD=$((${#COMP_WORDS[@]} - 1));"
            + " _complete_dcgan4j; printf '%%s\\n' \"${COMPREPLY[@]}\"";
    Process bash =
        new ProcessBuilder(
                BASH.toString(),
                "-c",
                line.formatted(script, typed, typed, typed.isEmpty() ? "''" : ""))
            // Outside of a completion, Bash complains of what is said to it there.
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String said = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(bash.waitFor()).as(said).isZero();
    return said.lines().map(String::strip).toArray(String[]::new);
  }
}
