package org.dcgan4j.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.dcgan4j.config.Config;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class GeneratorTest {
  private static final Config CONFIG = SmallGan.config();
  private static final int SIZE = 6;
  private static final int LENGTH = SmallGan.DATA.length();
  private static final Gan GAN = trained();

  /** More than the generator's largest batch, so that the batches' borders are crossed. */
  @Test
  void example_shouldNotDependOnItsBatch() {
    float[] latents = new Latents(CONFIG.generator(), 1).next(300);

    float[] together = GAN.generator().generate(latents, 300);

    for (int i : new int[] {0, 255, 256, 299}) {
      float[] alone =
          GAN.generator().generate(Arrays.copyOfRange(latents, i * SIZE, (i + 1) * SIZE), 1);
      for (int k = 0; k < LENGTH; k++) {
        assertThat(Math.abs(alone[k] - together[i * LENGTH + k])).isLessThan(1e-6f);
      }
    }
  }

  @Test
  void pixels_shouldBeTheRoundedExamples() {
    float[] latents = new Latents(CONFIG.generator(), 2).next(3);

    float[] examples = GAN.generator().generate(latents, 3);
    byte[] pixels = GAN.generator().generateImages(latents, 3).toArray();

    for (int i = 0; i < pixels.length; i++) {
      double grey = (examples[i] + 1) / 2 * 255;
      assertThat(Math.abs((pixels[i] & 0xFF) - grey)).isLessThanOrEqualTo(0.5001);
    }
  }

  @Test
  void stockGenerator_shouldMakeTheSame() {
    float[] latents = new Latents(CONFIG.generator(), 3).next(9);

    float[] ours = GAN.generator().generate(latents, 9);
    INDArray z = Nd4j.createFromArray(latents).reshape('c', 9, SIZE);
    INDArray theirs = Gan.stockGenerator(GAN.generator(), CONFIG.generator()).outputSingle(z);

    assertThat(theirs.shape()).isEqualTo(SmallGan.DATA.batch(9));
    float[] expected = theirs.dup('c').data().asFloat();
    double spread = 0;
    for (int i = 0; i < ours.length; i++) {
      spread = Math.max(spread, Math.abs(expected[i] - expected[0]));
      assertThat(Math.abs(ours[i] - expected[i])).isLessThan(1e-5f);
    }
    assertThat(spread).as("the samples are not all grey").isGreaterThan(0.1);
  }

  @Test
  void latents_shouldFollowTheSeed() {
    float[] first = new Latents(CONFIG.generator(), 1).next(2);

    assertThat(new Latents(CONFIG.generator(), 1).next(2)).isEqualTo(first);
    assertThat(new Latents(CONFIG.generator(), 2).next(2)).isNotEqualTo(first);
  }

  /** A GAN whose running statistics are not those of the start. */
  private static Gan trained() {
    Gan gan = SmallGan.create(CONFIG);
    gan.generator()
        .graph()
        .paramTable()
        .forEach(
            (name, parameter) -> {
              if (name.endsWith("_mean")) {
                parameter.assign(0.2);
              } else if (name.endsWith("_var")) {
                parameter.assign(0.3);
              }
            });
    return gan;
  }
}
