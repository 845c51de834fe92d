package org.dcgan4j.metrics.classifier;

import java.util.Optional;
import java.util.function.Consumer;
import org.dcgan4j.binding.Text;
import org.dcgan4j.config.DataConfig.Fit;
import org.dcgan4j.data.ImageSet;
import org.dcgan4j.data.ImageSets;
import org.dcgan4j.metrics.classifier.Classifier.Target;
import org.dcgan4j.metrics.classifier.Classifier.Task;

/** The test images that came with data, where they can judge what learned from these. */
public final class TestImages {
  private TestImages() {}

  /**
   * @param fit how the images became what they are
   * @param notes hears why there are some that are not used
   */
  public static Optional<ImageSet> of(ImageSet images, Fit fit, Consumer<String> notes) {
    Optional<ImageSet> test = ImageSets.testImagesOf(images, fit);
    Optional<String> why = test.flatMap(set -> misfit(set, images));
    why.ifPresent(
        reason ->
            notes.accept(
                Text.format(
                    "%s: its %,d test images are not used: %s",
                    images.origin(), test.get().count(), reason)));
    return why.isPresent() ? Optional.empty() : test;
  }

  private static Optional<String> misfit(ImageSet test, ImageSet images) {
    String why = null;
    if (!test.images().shape().equals(images.images().shape())) {
      why = "they are " + test.images().shape() + ", the others " + images.images().shape();
    } else if (!test.labelled() && Task.of(images).target() == Target.CLASSES) {
      why = "they have no classes";
    } else if (!test.classNames().equals(images.classNames())) {
      why =
          test.classNames().stream()
              .filter(name -> !images.classNames().contains(name))
              .findFirst()
              .map(name -> "the others have no class " + name)
              .orElse("they have other classes");
    }
    return Optional.ofNullable(why);
  }
}
