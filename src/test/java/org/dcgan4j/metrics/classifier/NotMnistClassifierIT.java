package org.dcgan4j.metrics.classifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.dcgan4j.data.ImageSet;
import org.dcgan4j.data.ImageSets;
import org.junit.jupiter.api.Test;

/** The classifier of the real notMNIST, where it is at hand. */
class NotMnistClassifierIT {
  private static final Path DATA = Path.of("../shared/data/notMNIST_small.tar.gz");

  @Test
  void classifier_shouldBeGoodEnough() {
    assumeTrue(Files.exists(DATA), () -> DATA + " is not here");
    ImageSet images = ImageSets.load(DATA);

    ClassifierTraining split =
        ClassifierTraining.of(images, Optional.empty(), ClassifierStore.SEED);
    Classifier classifier = split.run(share -> {});

    assertThat(classifier.origin().accuracy())
        .isGreaterThan(ClassifierStore.KnownSet.NOTMNIST.leastAccuracy());
  }
}
