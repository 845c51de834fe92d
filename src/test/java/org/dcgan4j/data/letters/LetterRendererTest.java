package org.dcgan4j.data.letters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class LetterRendererTest {
  private static FontFaces faces;

  @BeforeAll
  static void readFonts() {
    faces = FontFaces.bundled();
  }

  @Test
  void letter_shouldDependOnSeedAndIndexOnly() {
    LetterRenderer one = new LetterRenderer(faces, 7);
    byte[] letter = pixels(one, 12);
    pixels(one, 13);

    assertThat(pixels(one, 12)).isEqualTo(letter);
    assertThat(pixels(new LetterRenderer(faces, 7), 12)).isEqualTo(letter);
    assertThat(pixels(new LetterRenderer(faces, 8), 12)).isNotEqualTo(letter);
    assertThat(pixels(one, 22)).isNotEqualTo(letter);
  }

  @Test
  void letters_shouldBe28x28GreyAndTakeTurns() {
    BufferedImage image = new LetterRenderer(faces, 1).render(0);

    assertThat(image.getType()).isEqualTo(BufferedImage.TYPE_BYTE_GRAY);
    assertThat(image.getWidth()).isEqualTo(28);
    assertThat(image.getHeight()).isEqualTo(28);
    assertThat(FontFace.letter(0)).isEqualTo('A');
    assertThat(FontFace.letter(19 % FontFace.LETTERS)).isEqualTo('J');
  }

  @Test
  void letters_shouldBeWhiteOnBlackAndFillTheBoxAsNotMnistDoes() {
    LetterRenderer renderer = new LetterRenderer(faces, 2);
    double ink = 0;
    double rows = 0;
    int n = 200;
    for (int i = 0; i < n; i++) {
      byte[] pixels = pixels(renderer, i);
      ink += IntStream.range(0, pixels.length).map(at -> pixels[at] & 255).average().orElseThrow();
      rows += IntStream.range(0, 28).filter(y -> lit(pixels, y)).count();
      assertThat(IntStream.range(0, 28).filter(y -> lit(pixels, y)).count()).isGreaterThan(22);
    }
    // notMNIST's own mean is 108.
    assertThat(ink / n).isEqualTo(100, within(20.));
    assertThat(rows / n).isGreaterThan(26);
  }

  /** A nearest-mean classifier, the weakest there is, that learns from other letters. */
  @Test
  void letters_shouldBeTellableApart() {
    LetterRenderer renderer = new LetterRenderer(faces, 3);
    double[][] means = new double[10][28 * 28];
    for (int i = 0; i < 500; i++) {
      add(means[i % 10], pixels(renderer, i), 1 / 50.);
    }
    long right =
        IntStream.range(500, 700)
            .filter(i -> nearest(means, pixels(renderer, i)) == i % 10)
            .count();

    assertThat(right).as("of 200").isGreaterThan(150);
  }

  private static void add(double[] sum, byte[] pixels, double weight) {
    Arrays.setAll(sum, at -> sum[at] + weight * (pixels[at] & 255));
  }

  private static int nearest(double[][] means, byte[] pixels) {
    return IntStream.range(0, means.length)
        .boxed()
        .min(Comparator.comparingDouble(label -> distance(means[label], pixels)))
        .orElseThrow();
  }

  private static double distance(double[] mean, byte[] pixels) {
    return IntStream.range(0, mean.length)
        .mapToDouble(at -> Math.pow(mean[at] - (pixels[at] & 255), 2))
        .sum();
  }

  private static byte[] pixels(LetterRenderer renderer, int index) {
    return ((DataBufferByte) renderer.render(index).getRaster().getDataBuffer()).getData();
  }

  private static boolean lit(byte[] pixels, int row) {
    return IntStream.range(28 * row, 28 * row + 28).anyMatch(at -> (pixels[at] & 255) > 60);
  }
}
