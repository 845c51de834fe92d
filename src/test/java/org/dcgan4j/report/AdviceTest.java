package org.dcgan4j.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdviceTest {

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "runs/00000-a, runs/00000-a",
        "a b, 'a b'",
        "$(rm x), '$(rm x)'",
        "it's, 'it'\\''s'",
        "training.realTarget=0.9, training.realTarget=0.9"
      })
  void word_shouldBeOneWordForAShell(String word, String quoted) {
    assertThat(Advice.quoted(word)).isEqualTo(quoted);
  }
}
