package org.dcgan4j.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.dcgan4j.analysis.LatentSum.Part;
import org.dcgan4j.config.ConfigReader;
import org.dcgan4j.config.GeneratorConfig;
import org.junit.jupiter.api.Test;

class LatentSumTest {
  private static GeneratorConfig config(String distribution) {
    return ConfigReader.resolve(
            "plain-dcgan",
            null,
            Map.of(
                "training.conditional", "true",
                "generator.latentSize", "2",
                "generator.classes", "3",
                "generator.latent", distribution))
        .generator();
  }

  @Test
  void latentsAndClasses_shouldBeSummedEachByThemselves() {
    LatentSum sum =
        LatentSum.of(
            config("normal"),
            List.of(
                new Part(1, new float[] {0.5f, -0.5f, 1, 0, 0}),
                new Part(-1, new float[] {0, 0, 1, 0, 0}),
                new Part(1, new float[] {0.25f, 0, 0, 0, 1})));

    assertThat(sum.input()).containsExactly(0.75f, -0.5f, 0, 0, 1);
    assertThat(sum.shortened()).isEqualTo(1);
  }

  @Test
  void latentLongerThanUsual_shouldBeShortenedToThat() {
    LatentSum sum =
        LatentSum.of(
            config("normal"),
            List.of(
                new Part(1, new float[] {1, 1, 0, 1, 0}),
                new Part(1, new float[] {1, 1, 0, 0, 0})));

    assertThat(sum.input()).containsExactly(1, 1, 0, 1, 0);
    assertThat(sum.shortened()).isCloseTo(0.5, within(1e-9));
  }

  @Test
  void latentNoLongerThanATerm_shouldStayAsItIs() {
    LatentSum sum =
        LatentSum.of(
            config("normal"),
            List.of(
                new Part(1, new float[] {3, 0, 0, 1, 0}),
                new Part(1, new float[] {-1, 2, 0, 0, 0})));

    assertThat(sum.input()).containsExactly(2, 2, 0, 1, 0);
  }

  @Test
  void evenLatents_shouldStayWithinTheirRange() {
    LatentSum sum =
        LatentSum.of(
            config("uniform"),
            List.of(
                new Part(1, new float[] {0.9f, 0, 1, 0, 0}),
                new Part(1, new float[] {0.9f, 0, 0, 0, 0})));

    assertThat(sum.input()[0]).isBetween(0.85f, 1f);
    assertThat(sum.bounded()).isZero();

    LatentSum beyond =
        LatentSum.of(
            config("uniform01"),
            List.of(
                new Part(1, new float[] {0.1f, 0.9f, 1, 0, 0}),
                new Part(-1, new float[] {0.5f, 0.1f, 0, 0, 0})));
    assertThat(beyond.input()[0]).isZero();
    assertThat(beyond.bounded()).isEqualTo(1);
  }

  @Test
  void mean_shouldBeTheMean() {
    assertThat(LatentSum.mean(List.of(new float[] {1, 4}, new float[] {3, 0})))
        .containsExactly(2, 2);
    assertThat(LatentSum.mean(Collections.nCopies(9999, new float[] {1, 0}))).containsExactly(1, 0);
  }

  @Test
  void variations_shouldLieAroundTheSumInTheMiddle() {
    LatentSum sum = new LatentSum(new float[] {1, -1, 0, 1, 0}, 1, 0);

    float[][] varied = sum.variations(config("normal"), 9, 0.25, 7);

    assertThat(varied[4]).containsExactly(sum.input());
    for (int i = 0; i < 9; i++) {
      assertThat(varied[i]).endsWith(0, 1, 0);
      assertThat((double) varied[i][0]).isBetween(0.75, 1.25);
      assertThat(i == 4 || varied[i][0] != 1).isTrue();
    }
  }
}
