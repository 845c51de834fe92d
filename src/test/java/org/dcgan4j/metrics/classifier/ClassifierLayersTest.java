package org.dcgan4j.metrics.classifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.dcgan4j.data.ImageSet;
import org.dcgan4j.data.ImageShape;
import org.dcgan4j.data.Images;
import org.dcgan4j.layer.DataShape;
import org.dcgan4j.layer.LayerSpec;
import org.dcgan4j.metrics.classifier.Classifier.Target;
import org.dcgan4j.metrics.classifier.Classifier.Task;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClassifierLayersTest {
  @Test
  void smallGreyImages_shouldHaveTheNetworkOfAlways() {
    assertThat(texts(ImageShape.grey(28, 28)))
        .isEqualTo(
            "conv 32 k5 s2 p2, leaky-relu 0.1, conv 64 k5 s2 p2, leaky-relu 0.1, dropout 0.25,"
                + " dense 128, leaky-relu 0.1, dropout 0.5, dense 10");
  }

  @ParameterizedTest
  @CsvSource({
    "3, 28, 28, conv 32 k4 s2 p1 conv 64 k4 s2 p1 conv 128 k3 s2 p1",
    "1, 32, 32, conv 32 k4 s2 p1 conv 64 k4 s2 p1 conv 128 k4 s2 p1",
    "3, 64, 64, conv 32 k8 s4 p2 conv 64 k4 s2 p1 conv 128 k4 s2 p1",
    "3, 256, 256, conv 32 k32 s16 p8 conv 64 k4 s2 p1 conv 128 k4 s2 p1",
    "3, 8, 8, conv 128 k4 s2 p1",
    "3, 2, 4, ''",
  })
  void others_shouldComeDownToFour(int channels, int height, int width, String convolutions) {
    String found = texts(new ImageShape(channels, height, width));

    assertThat(found.replaceAll(", batch-norm, leaky-relu 0.1,", "").split(" ?dense")[0])
        .isEqualTo(convolutions);
  }

  @ParameterizedTest
  @CsvSource({"3, 64, 64", "1, 33, 200", "3, 256, 7", "1, 8, 9", "1, 1, 1", "3, 100, 100"})
  void features_shouldBe128OfAnyShape(int channels, int height, int width) {
    ImageShape shape = new ImageShape(channels, height, width);
    DataShape out = DataShape.image(channels, height, width);
    List<LayerSpec> layers = layers(shape);
    for (LayerSpec layer : layers.subList(0, layers.size() - 1)) {
      out = layer.shape(out);
    }

    assertThat(out.length()).isEqualTo(128);
  }

  @Test
  void work_shouldGrowFarLessThanTheArea() {
    long at32 = Classifier.multiplyAdds(task(new ImageShape(3, 32, 32), 10));

    assertThat(at32).isBetween(4_000_000L, 5_000_000L);
    assertThat(Classifier.multiplyAdds(task(new ImageShape(3, 64, 64), 10)))
        .isLessThan(3 * at32 / 2);
    assertThat(Classifier.multiplyAdds(task(new ImageShape(3, 256, 256), 10))).isLessThan(7 * at32);
  }

  @Test
  void labelsOfOneClass_shouldBeAsGoodAsNone() {
    assertThat(Task.of(set(2, 2, 1, 1)).target()).isEqualTo(Target.ROTATIONS);
    assertThat(Task.of(set(2, 2)).answers()).isEqualTo(4);
    assertThat(Task.of(set(2, 3)).answers()).isEqualTo(2);
    assertThat(Task.of(set(2, 3, 0, 1))).isEqualTo(task(ImageShape.grey(2, 3), 2));
  }

  /** Two images. */
  private static ImageSet set(int height, int width, int... labels) {
    Images images = Images.of(ImageShape.grey(height, width), new byte[2 * height * width]);
    List<String> names = labels.length == 0 ? List.of() : List.of("A", "B");
    return new ImageSet("here", images, labels, names, List.of());
  }

  private static Task task(ImageShape shape, int classes) {
    return new Task(shape, Target.CLASSES, classes);
  }

  private static List<LayerSpec> layers(ImageShape shape) {
    return Classifier.layers(task(shape, 10));
  }

  private static String texts(ImageShape shape) {
    return String.join(", ", layers(shape).stream().map(LayerSpec::text).toList());
  }
}
