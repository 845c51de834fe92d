package org.dcgan4j.metrics.classifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.dcgan4j.config.DataConfig.Fit;
import org.dcgan4j.data.ImageSet;
import org.dcgan4j.data.ImageSets;
import org.dcgan4j.data.ImageShape;
import org.dcgan4j.data.Images;
import org.dcgan4j.image.PictureFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Data as they are handed out: with a part for tests that may be of another kind. */
class TestImagesTest {
  @TempDir private Path data;
  private final List<String> notes = new ArrayList<>();

  private void picture(String name) throws IOException {
    Path png = data.resolve(name);
    Files.createDirectories(png.getParent());
    byte[] pixels = new byte[64];
    pixels[Math.floorMod(name.hashCode(), 64)] = 99;
    PictureFile.write(Images.of(ImageShape.grey(8, 8), pixels), 0, png);
  }

  private void training() throws IOException {
    for (int i = 0; i < 6; i++) {
      picture("train/cat/" + i + ".png");
      picture("train/dog/" + i + ".png");
    }
  }

  /** The classifier's store says it once for all that is measured with it. */
  private void assertNotUsed(String why) {
    ImageSet images = ImageSets.load(data);

    Classifier classifier = new ClassifierStore(notes::add).classifierFor(images, Fit.CROP);

    assertThat(classifier.origin().testSha256()).isEmpty();
    assertThat(notes.get(0)).isEqualTo(data + ": its 2 test images are not used: " + why);
    assertThat(TestImages.of(images, Fit.CROP, note -> {})).isEmpty();
  }

  @Test
  void withoutClasses_shouldBeSaid() throws IOException {
    training();
    picture("test/1.png");
    picture("test/2.png");

    assertNotUsed("they have no classes");
  }

  @Test
  void otherClasses_shouldBeNamed() throws IOException {
    training();
    picture("test/cat/1.png");
    picture("test/bird/2.png");

    assertNotUsed("the others have no class bird");
  }

  @Test
  void classesOfDataWithoutAny_shouldBeNamed() throws IOException {
    for (int i = 0; i < 12; i++) {
      picture("train/" + i + ".png");
    }
    picture("test/cat/1.png");
    picture("test/dog/2.png");

    assertNotUsed("the others have no class cat");
  }

  @Test
  void fewerClasses_shouldDo() throws IOException {
    training();
    picture("test/dog/1.png");

    assertThat(TestImages.of(ImageSets.load(data), Fit.CROP, notes::add))
        .hasValueSatisfying(test -> assertThat(test.count()).isEqualTo(1));
    assertThat(notes).isEmpty();
  }

  @Test
  void noTestImages_shouldBeNoNote() throws IOException {
    training();

    assertThat(TestImages.of(ImageSets.load(data), Fit.CROP, notes::add)).isEmpty();
    assertThat(notes).isEmpty();
  }
}
