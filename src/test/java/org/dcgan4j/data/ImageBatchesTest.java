package org.dcgan4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.dcgan4j.config.Config;
import org.dcgan4j.config.ConfigReader;
import org.dcgan4j.config.DataConfig.PixelRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ImageBatchesTest {
  /** Image i has the pixels 6i to 6i + 5, so that 43 images show all 256 values. */
  private static final ImageSet IMAGES = counting(43, 2, 3);

  @ParameterizedTest
  @EnumSource
  void pixels_shouldBeScaledExactly(PixelRange range) {
    double least = range == PixelRange.SIGNED ? -1 : 0;
    float[] out = new float[43 * 6];
    new ImageBatches(
            IMAGES, config("data.pixelRange", range.word()), new ShuffledBatches(43, 43, 1))
        .fill(0, out);
    int[] order = new ShuffledBatches(43, 43, 1).indices(0);
    for (int i = 0; i < out.length; i++) {
      int pixel = (order[i / 6] * 6 + i % 6) & 0xFF;
      assertThat((double) out[i]).isCloseTo(least + (1 - least) * pixel / 255.0, within(1e-7));
      assertThat(range.pixel(out[i])).isEqualTo(pixel);
    }
    assertThat(range.scaled(0)).isEqualTo((float) least);
    assertThat(range.scaled(255)).isEqualTo(1f);
    assertThat(range.pixel(-9)).isZero();
    assertThat(range.pixel(9)).isEqualTo(255);
  }

  @Test
  void stratified_shouldGiveEveryBatchAllClasses() {
    int[] labels = IntStream.range(0, 40).map(i -> i / 10).toArray();
    ImageSet labelled =
        new ImageSet(
            "four",
            Images.of(ImageShape.grey(1, 1), new byte[40]),
            labels,
            List.of("a", "b", "c", "d"),
            List.of());
    RealBatches batches = labelled.batches(config("data.stratified", "true"));

    for (long number = 0; number < 50; number++) {
      assertThat(batches.labels(number)).containsExactlyInAnyOrder(0, 1, 2, 3);
    }
  }

  @Test
  void stratified_shouldChangeNothingWithoutLabels() {
    float[] stratified = new float[4 * 6];
    float[] shuffled = new float[4 * 6];
    IMAGES.batches(config("data.stratified", "true")).fill(3, stratified);
    IMAGES.batches(config("data.stratified", "false")).fill(3, shuffled);

    assertThat(stratified).containsExactly(shuffled);
  }

  @Test
  void colours_shouldStayInTheirPlanes() {
    Images rgb = Images.of(new ImageShape(3, 1, 2), new byte[] {0, 1, 2, 3, 4, 5});
    ImageSet one = new ImageSet("rgb", rgb, new int[0], List.of(), List.of());
    float[] batch = new float[6];

    new ImageBatches(one, config("data.pixelRange", "unit"), new ShuffledBatches(1, 1, 7))
        .fill(0, batch);

    assertThat(one.shape()).containsExactly(3, 1, 2);
    for (int i = 0; i < 6; i++) {
      assertThat(PixelRange.UNIT.pixel(batch[i])).isEqualTo(i);
    }
  }

  @Test
  void flips_shouldMirrorAboutHalfOfThePicturesAndTheSameOnesAgain() {
    Images rgb = Images.of(new ImageShape(3, 1, 2), new byte[] {0, 1, 2, 3, 4, 5});
    ImageSet one = new ImageSet("rgb", rgb, new int[0], List.of(), List.of());
    Config config = config("data.flips", "true");
    float[] batch = new float[6];
    int mirrored = 0;
    for (int number = 0; number < 200; number++) {
      new ImageBatches(one, config, new ShuffledBatches(1, 1, 7)).fill(number, batch);
      int[] pixels =
          IntStream.range(0, 6).map(i -> config.data().pixelRange().pixel(batch[i])).toArray();
      assertThat(pixels).isIn(new int[] {0, 1, 2, 3, 4, 5}, new int[] {1, 0, 3, 2, 5, 4});
      mirrored += pixels[0];
      float[] again = new float[6];
      new ImageBatches(one, config, new ShuffledBatches(1, 1, 7)).fill(number, again);
      assertThat(again).isEqualTo(batch);
    }
    assertThat(mirrored).isBetween(70, 130);
  }

  private static Config config(String key, String value) {
    Map<String, String> keys = Map.of(key, value, "training.batchSize", "4", "training.seed", "7");
    return ConfigReader.resolve("plain-dcgan", null, keys);
  }

  private static ImageSet counting(int count, int height, int width) {
    byte[] pixels = new byte[count * height * width];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) i;
    }
    return new ImageSet(
        "counting",
        Images.of(ImageShape.grey(height, width), pixels),
        new int[0],
        List.of(),
        List.of());
  }
}
