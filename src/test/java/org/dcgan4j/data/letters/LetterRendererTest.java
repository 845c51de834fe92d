package org.dcgan4j.data.letters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.dcgan4j.data.ImageShape;
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
    LetterRenderer one = new LetterRenderer(faces, LetterRenderer.USUAL, 7);
    byte[] letter = pixels(one, 12);
    pixels(one, 13);

    assertThat(pixels(one, 12)).isEqualTo(letter);
    assertThat(pixels(new LetterRenderer(faces, LetterRenderer.USUAL, 7), 12)).isEqualTo(letter);
    assertThat(pixels(new LetterRenderer(faces, LetterRenderer.USUAL, 8), 12)).isNotEqualTo(letter);
    assertThat(pixels(one, 22)).isNotEqualTo(letter);
  }

  @Test
  void letters_shouldBe28x28GreyAndTakeTurns() {
    BufferedImage image = new LetterRenderer(faces, LetterRenderer.USUAL, 1).render(0);

    assertThat(image.getType()).isEqualTo(BufferedImage.TYPE_BYTE_GRAY);
    assertThat(image.getWidth()).isEqualTo(28);
    assertThat(image.getHeight()).isEqualTo(28);
    assertThat(FontFace.letter(0)).isEqualTo('A');
    assertThat(FontFace.letter(19 % FontFace.LETTERS)).isEqualTo('J');
  }

  @Test
  void letters_shouldBeWhiteOnBlackAndFillTheBoxAsNotMnistDoes() {
    LetterRenderer renderer = new LetterRenderer(faces, LetterRenderer.USUAL, 2);
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
    LetterRenderer renderer = new LetterRenderer(faces, LetterRenderer.USUAL, 3);
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

  @Test
  void letterOfAnotherSize_shouldBeTheSameLetterDrawnFiner() {
    LetterRenderer small = new LetterRenderer(faces, LetterRenderer.USUAL, 4);
    LetterRenderer large = new LetterRenderer(faces, ImageShape.grey(56, 56), 4);
    for (int i = 0; i < 50; i++) {
      byte[] coarse = pixels(small, i);
      byte[] fine = pixels(large, i);
      double difference = 0;
      for (int at = 0; at < coarse.length; at++) {
        int corner = at / 28 * 2 * 56 + at % 28 * 2;
        int sum = (fine[corner] & 255) + (fine[corner + 1] & 255);
        sum += (fine[corner + 56] & 255) + (fine[corner + 57] & 255);
        difference += Math.abs(sum / 4.0 - (coarse[at] & 255)) / coarse.length;
      }
      assertThat(difference).as("letter %d, mean of 255", i).isLessThan(8);
    }
  }

  @Test
  void colouredLetter_shouldBeTheGreyOneBetweenTwoColoursOfContrast() {
    LetterRenderer grey = new LetterRenderer(faces, ImageShape.grey(32, 32), 5);
    LetterRenderer coloured = new LetterRenderer(faces, new ImageShape(3, 32, 32), 5);
    Set<Integer> letterColours = new HashSet<>();
    for (int i = 0; i < 60; i++) {
      byte[] ink = pixels(grey, i);
      BufferedImage image = coloured.render(i);
      assertThat(image.getType()).isEqualTo(BufferedImage.TYPE_3BYTE_BGR);
      int full = IntStream.range(0, ink.length).filter(at -> ink[at] == -1).findFirst().orElse(-1);
      int none = IntStream.range(0, ink.length).filter(at -> ink[at] == 0).findFirst().orElse(-1);
      if (full < 0 || none < 0) {
        continue; // too thin at this size, or all over
      }
      Color letter = new Color(image.getRGB(full % 32, full / 32));
      Color ground = new Color(image.getRGB(none % 32, none / 32));
      letterColours.add(letter.getRGB());
      double brighter = Math.max(luminance(letter), luminance(ground));
      double darker = Math.min(luminance(letter), luminance(ground));
      assertThat((brighter + 0.05) / (darker + 0.05)).isGreaterThanOrEqualTo(3);
      for (int at = 0; at < ink.length; at++) {
        double share = (ink[at] & 255) / 255.0;
        double red = share * letter.getRed() + (1 - share) * ground.getRed();
        assertThat(new Color(image.getRGB(at % 32, at / 32)).getRed()).isEqualTo((int) (red + 0.5));
      }
    }
    assertThat(letterColours).hasSizeGreaterThan(40);
  }

  /** WCAG 2.1, relative luminance. */
  private static double luminance(Color colour) {
    float[] c = colour.getRGBColorComponents(null);
    double[] weights = {0.2126, 0.7152, 0.0722};
    return IntStream.range(0, 3)
        .mapToDouble(
            i ->
                weights[i]
                    * (c[i] <= 0.03928 ? c[i] / 12.92 : Math.pow((c[i] + 0.055) / 1.055, 2.4)))
        .sum();
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
