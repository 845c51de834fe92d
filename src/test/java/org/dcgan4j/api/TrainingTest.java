package org.dcgan4j.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.dcgan4j.analysis.Projector.Options;
import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.cli.SmallRun;
import org.dcgan4j.training.TrainingListener;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A training that another thread watches and stops. */
@Timeout(120)
class TrainingTest {
  @TempDir private Path folder;
  private Dcgan small;

  @BeforeEach
  void prepare() throws IOException {
    small = SmallRun.in(folder).dcgan();
  }

  @Test
  void cancelledTraining_shouldSayItAndGoOnAsIfNothingHadHappened() throws Exception {
    CountDownLatch ticked = new CountDownLatch(2);
    Training training =
        small
            .steps(100_000)
            .out(folder.resolve("stopped"))
            .start(
                new TrainingListener() {
                  @Override
                  public void onTick(TrainingState state, TickStats tick) {
                    ticked.countDown();
                  }
                });
    assertThat(ticked.await(60, TimeUnit.SECONDS)).isTrue();
    assertThat(training.isDone()).isFalse();
    training.cancel();
    Training.End end = training.await();

    assertThat(end.cancelled()).isTrue();
    assertThat(training.isDone()).isTrue();
    long step = Generator.load(end.run()).step();
    assertThat(step).isBetween(4L, 99_999L);
    Path resumed = Dcgan.resume(end.run()).steps(step + 5).train();
    Path whole = small.steps(step + 5).out(folder.resolve("whole")).train();
    assertThat(Generator.load(resumed).sample(20, 1))
        .isDeepEqualTo(Generator.load(whole).sample(20, 1));
  }

  @Test
  void trainingThatCameToItsEnd_shouldNotBeCancelled() throws Exception {
    Training training = small.out(folder.resolve("runs")).start();
    Training.End end = training.await();
    training.cancel();

    assertThat(training.await()).isEqualTo(end);
    assertThat(end.cancelled()).isFalse();
    assertThat(Generator.load(end.run()).step()).isEqualTo(6);
  }

  @Test
  void badInput_shouldComeOutOfAwait() {
    Training training = small.set("training.steps", "-1").out(folder.resolve("runs")).start();

    assertThatThrownBy(training::await)
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith("training.steps: given -1");
  }

  @Test
  void listener_shouldHearWhatWasPassedOver() throws Exception {
    Path pictures = Files.createDirectories(folder.resolve("pictures"));
    BufferedImage picture = new BufferedImage(28, 28, BufferedImage.TYPE_BYTE_GRAY);
    for (int i = 0; i < 20; i++) {
      ImageIO.write(picture, "png", pictures.resolve(i + ".png").toFile());
    }
    Files.createFile(pictures.resolve("torn.png"));
    List<String> heard = new ArrayList<>();

    small
        .data(pictures)
        .out(folder.resolve("runs"))
        .train(
            new TrainingListener() {
              @Override
              public void onNote(String line) {
                heard.add(line);
              }
            });

    assertThat(heard).anyMatch(line -> line.contains("torn.png"));
  }

  @Test
  void whatARunHas_shouldNotBeGivenAgain() {
    Dcgan resumed = Dcgan.resume(folder);

    assertThatThrownBy(() -> resumed.out(folder))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith("out: given for " + folder + ", which is resumed");
    assertThatThrownBy(() -> resumed.config(folder)).isInstanceOf(InvalidInputException.class);
  }

  @Test
  void whatAGeneratorCannotDraw_shouldBeRefused() throws Exception {
    Path run = small.out(folder.resolve("runs")).train();
    Generator generator = Generator.load(run);

    assertThatThrownBy(() -> generator.sample(3_000_000, 1))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("count: given 3000000, legal are 1 to 2739137; write(…) takes more");
    assertThatThrownBy(() -> generator.truncated(1).project(List.of(), Options.DEFAULT, n -> {}))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("projects nothing");
  }

  @Test
  void listener_shouldBeShownTheFakesOfTheFolder() throws Exception {
    Map<Long, BufferedImage> shown = new TreeMap<>();
    Path run =
        small
            .out(folder.resolve("runs"))
            .train(
                new TrainingListener() {
                  @Override
                  public void onFakes(TrainingState state, BufferedImage fakes) {
                    shown.put(state.step(), fakes);
                  }
                });

    assertThat(shown.keySet()).containsExactly(0L, 2L, 4L, 6L);
    assertThat(pixels(shown.get(2L))).isNotEqualTo(pixels(shown.get(6L)));
    for (Map.Entry<Long, BufferedImage> fakes : shown.entrySet()) {
      String name = fakes.getKey() == 0 ? "init" : "%06d".formatted(fakes.getKey());
      BufferedImage file = ImageIO.read(run.resolve("fakes-" + name + ".png").toFile());
      assertThat(pixels(fakes.getValue())).isEqualTo(pixels(file));
    }
  }

  private static int[] pixels(BufferedImage image) {
    int width = image.getWidth();
    return image.getRGB(0, 0, width, image.getHeight(), null, 0, width);
  }
}
