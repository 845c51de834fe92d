package org.dcgan4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bash and Zsh themselves complete what is typed. */
class CompletionTest {
  private static final Path BASH = Path.of("/bin/bash");
  private static final Path ZSH = Path.of("/bin/zsh");

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

  @ParameterizedTest
  @CsvSource({
    "sam, sample",
    "dataset ded, dataset dedupe",
    "sample --trunc, sample --truncation",
    "export --format sa, export --format safetensors"
  })
  void typedWord_shouldBeCompletedInZsh(String typed, String completed) throws Exception {
    assumeTrue(Files.isExecutable(ZSH), "skipped: no zsh here");
    String typist = Path.of(getClass().getResource("/typed.zsh").toURI()).toString();
    Process zsh =
        new ProcessBuilder("timeout", "60", ZSH.toString(), "-f", typist, script(), typed)
            .redirectError(folder.resolve("seen").toFile())
            .start();
    String said = new String(zsh.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(said)
        .as(Files.readString(folder.resolve("seen")))
        .isEqualTo("dcgan4j %s \n", completed);
  }

  @Test
  void script_shouldKnowEveryCommand() throws Exception {
    assertThat(replies("")).contains("train", "project", "features", "doctor", "help");
  }

  private String[] replies(String typed) throws Exception {
    assumeTrue(Files.isExecutable(BASH), "skipped: no bash here");
    String line =
        "source '%s'; COMP_LINE='dcgan4j %s'; COMP_WORDS=(dcgan4j %s%s); COMP_CWORD=$((${#COMP_WORDS[@]} - 1));"
            + " _complete_dcgan4j; printf '%%s\\n' \"${COMPREPLY[@]}\"";
    Process bash =
        new ProcessBuilder(
                BASH.toString(),
                "-c",
                line.formatted(script(), typed, typed, typed.isEmpty() ? "''" : ""))
            // Outside of a completion, Bash complains of what is said to it there.
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String said = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(bash.waitFor()).as(said).isZero();
    return said.lines().map(String::strip).toArray(String[]::new);
  }

  private String script() throws IOException {
    Outcome outcome = Outcome.of("generate-completion");
    assertThat(outcome.status()).isZero();
    return Files.writeString(folder.resolve("completion"), outcome.out()).toString();
  }
}
