package org.dcgan4j.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.dcgan4j.analysis.LatentExpression.Item.Named;
import org.dcgan4j.analysis.LatentExpression.Item.Seed;
import org.dcgan4j.analysis.LatentExpression.Term;
import org.dcgan4j.binding.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LatentExpressionTest {

  @Test
  void terms_shouldHaveTheirSigns() {
    assertThat(LatentExpression.parse("A - seed:-7 + x/a-b+c.png").terms())
        .extracting(Term::signed)
        .containsExactly("+ A", "- seed:-7", "+ x/a-b+c.png");
  }

  @Test
  void items_shouldBeSeedsOrNames() {
    assertThat(LatentExpression.parse("seed:5 - 'a b.png'").terms().stream())
        .extracting(term -> term.items().get(0))
        .containsExactly(new Seed(5), new Named("a b.png", 10));
  }

  @Test
  void mistakeInSeveralLines_shouldBeSaidInOne() {
    assertThatThrownBy(() -> LatentExpression.parse("A\nB\u001b"))
        .hasMessage("\"A\\nB\\u001b\", position 3: expected + or -, between spaces, or the end");
  }

  @Test
  void mean_shouldHoldItsItems() {
    Term mean = LatentExpression.parse("mean(seed:1,  seed:2, \"x, y\") - B").terms().get(0);

    assertThat(mean.items()).containsExactly(new Seed(1), new Seed(2), new Named("x, y", 23));
    assertThat(mean.text()).isEqualTo("mean(seed:1,  seed:2, \"x, y\")");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "A - | 4 | expected a class, seed:N, a picture or mean(…)",
        "- A | 1 | expected a class, seed:N, a picture or mean(…)",
        "A + - B | 5 | expected a class, seed:N, a picture or mean(…)",
        "A B | 3 | expected + or -, between spaces, or the end",
        "A - seed:x | 5 | given seed:x, legal is seed: and a whole number",
        "mean(A, B | 10 | expected , or ) of the mean that begins at position 1",
        "mean() | 6 | expected a class, seed:N, a picture or mean(…)",
        "'A | 1 | a quote that does not end"
      })
  void mistakes_shouldBeNamedWithTheirPosition(String text, int position, String what) {
    assertThatThrownBy(() -> LatentExpression.parse(text))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("\"" + text + "\", position " + position + ": " + what);
  }
}
