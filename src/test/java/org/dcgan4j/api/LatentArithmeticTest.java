package org.dcgan4j.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LatentArithmeticTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "+ a.png | + a.png",
        "- data/b/a.png | - a.png",
        "+ letters/ | + letters/",
        "+ data/letters/ | + letters/",
        "+ data//letters// | + letters//",
        "+ / | + /",
        "+ mean(x/a/, y/b.png, c) | + mean(a/, b.png, c)",
        "+ 'x/a/' | + 'a/'",
        "- \"x/a b.png\" | - \"a b.png\""
      })
  void title_shouldBeTheLastPartOfEachPath(String term, String title) {
    assertThat(LatentArithmetic.title(term)).isEqualTo(title);
  }
}
