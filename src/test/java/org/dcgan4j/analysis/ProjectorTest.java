package org.dcgan4j.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.dcgan4j.analysis.Projector.Found;
import org.dcgan4j.analysis.Projector.Options;
import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.config.Config;
import org.dcgan4j.model.FrozenStack;
import org.dcgan4j.model.Gan;
import org.dcgan4j.model.Generator;
import org.dcgan4j.model.Latents;
import org.dcgan4j.model.SmallGan;
import org.junit.jupiter.api.Test;

/** Pictures whose latents are known. */
class ProjectorTest {
  private static final int N = 6;
  private static final Options OPTIONS = Options.DEFAULT;

  private static Config config(String... more) {
    String[] all = new String[more.length + 1];
    all[0] = "generator.initStd=0.5";
    System.arraycopy(more, 0, all, 1, more.length);
    return SmallGan.config(all);
  }

  private static List<Found> project(Config config, Options options) {
    Gan gan = SmallGan.create(config);
    Generator generator = gan.generator();
    float[] own = generator.generate(new Latents(config.generator(), 99).next(N), N);
    int length = own.length / N;
    FrozenStack stack = new FrozenStack(gan, generator, config, 2);
    return new Projector(stack, generator, config, options)
        .project(N, i -> Arrays.copyOfRange(own, i * length, (i + 1) * length), done -> {});
  }

  private static Options withPrior(double prior) {
    return new Options(
        OPTIONS.starts(),
        OPTIONS.steps(),
        OPTIONS.refinements(),
        OPTIONS.features(),
        prior,
        OPTIONS.seed());
  }

  @Test
  void ownPictures_shouldBeFoundAgain() {
    assertThat(project(config(), withPrior(0)))
        .hasSize(N)
        .allSatisfy(found -> assertThat(found.rmse()).isLessThan(0.01))
        .allSatisfy(found -> assertThat(found.told()).isEqualTo(-1));
  }

  @Test
  void classesOfOwnPictures_shouldBeFoundAgain() {
    List<Found> found =
        project(config("training.conditional=true", "generator.classes=3"), withPrior(0));

    // Latents are drawn for one class after the other.
    assertThat(found).extracting(Found::told).containsExactly(0, 1, 2, 0, 1, 2);
    assertThat(found).allSatisfy(one -> assertThat(one.input()[6 + one.told()]).isEqualTo(1));
  }

  @Test
  void prior_shouldMakeLatentsShorter() {
    assertThat(length(project(config(), withPrior(1))))
        .isLessThan(0.7 * length(project(config(), withPrior(0))));
  }

  private static double length(List<Found> found) {
    double squares = 0;
    for (Found one : found) {
      for (float number : one.input()) {
        squares += number * number;
      }
    }
    return Math.sqrt(squares);
  }

  @Test
  void evenLatents_shouldStayWhereTheyAreDrawn() {
    assertThat(project(config("generator.latent=uniform"), withPrior(0)))
        .allSatisfy(
            found -> {
              for (float number : found.input()) {
                assertThat(number).isBetween(-1f, 1f);
              }
            });
  }

  @Test
  void sameSeed_shouldFindTheSame() {
    List<Found> first = project(config(), OPTIONS);
    List<Found> second = project(config(), OPTIONS);
    for (int i = 0; i < N; i++) {
      assertThat(second.get(i).input()).containsExactly(first.get(i).input());
    }
  }

  @Test
  void starts_shouldBeRefusedOutsideTheirRange() {
    assertThatThrownBy(() -> new Options(0, 20, 10, 1, 0, 1))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("--starts: given 0, legal is 1 to 100");
  }
}
