package org.dcgan4j.metrics.classifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.dcgan4j.config.DataConfig.Fit;
import org.dcgan4j.data.ImageSet;
import org.dcgan4j.data.ImageSets;
import org.junit.jupiter.api.Test;

/** The data sets whose classifiers are known, where they are at hand. */
class KnownSetsTest {
  private static final Path DATA = Path.of("../shared/data");

  @Test
  void mnist_shouldBeKnownAndJudgedByItsOwnTestImages() {
    ImageSet images = ImageSets.load(present(DATA.resolve("mnist")));
    Optional<ImageSet> test = ImageSets.testImagesOf(images, Fit.CROP);
    ClassifierTraining split = ClassifierTraining.of(images, test, 1);

    assertThat(ClassifierStore.KnownSet.of(images.contentSha256()))
        .hasValue(ClassifierStore.KnownSet.MNIST);
    assertThat(split.training()).hasSize(60_000);
    assertThat(split.test().length).isEqualTo(10_000);
    assertThat(split.testSha256()).isEqualTo(test.orElseThrow().contentSha256());
  }

  @Test
  void notmnist_shouldBeKnownAndHoldOutATenth() {
    ImageSet images = ImageSets.load(present(DATA.resolve("notMNIST_small.tar.gz")));
    ClassifierTraining split =
        ClassifierTraining.of(images, ImageSets.testImagesOf(images, Fit.CROP), 1);

    assertThat(ClassifierStore.KnownSet.of(images.contentSha256()))
        .hasValue(ClassifierStore.KnownSet.NOTMNIST);
    assertThat(split.test().length).isEqualTo(1872);
    assertThat(split.training()).hasSize(18_724 - 1872).doesNotHaveDuplicates();
    assertThat(split.testSha256()).isEmpty();
  }

  @Test
  void otherData_shouldBeUnknown() {
    assertThat(ClassifierStore.KnownSet.of("")).isEmpty();
  }

  private static Path present(Path path) {
    assumeTrue(Files.exists(path), () -> path + " is not here");
    return path;
  }
}
