package org.dcgan4j.job;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.binding.Text;
import org.dcgan4j.config.DataConfig;
import org.dcgan4j.data.ImageSet;
import org.dcgan4j.data.ImageSets;
import org.dcgan4j.metrics.classifier.Classifier;
import org.dcgan4j.metrics.classifier.ClassifierStore;
import org.dcgan4j.run.Manifest;
import org.dcgan4j.run.RunFolder;

/**
 * What samples are measured against.
 *
 * @param reals of one class where the configuration says so
 * @param classifier of the whole data set; empty where that has no labels of several classes
 */
public record ReferenceData(ImageSet reals, Optional<Classifier> classifier) {

  /**
   * The images that a run was trained on.
   *
   * @param place where they are; null for where training found them
   * @return empty where they are no longer there, are others, or never were images
   */
  public static Optional<ImageSet> ofTraining(RunFolder run, Path place) {
    Manifest.Data trainedOn = Manifest.read(run).data();
    Path path = place == null ? Path.of(trainedOn.origin()) : place;
    if (run.config().data().set().isDrawn() || !Files.exists(path)) {
      return Optional.empty();
    }
    try {
      return Optional.of(only(run.config().data(), ImageSets.load(path)))
          .filter(set -> set.hasSha256(trainedOn.sha256()));
    } catch (InvalidInputException e) {
      return Optional.empty();
    }
  }

  private static ImageSet only(DataConfig config, ImageSet all) {
    return config.onlyClass() == null ? all : all.only(config.onlyClass());
  }

  /**
   * Loads the images, and their classifier or trains it.
   *
   * @param folder the images instead of those of the configuration; null for those
   * @param rendering called with the number of letters rendered so far, when they are
   * @throws InvalidInputException if there are no images, or their classifier is not to be used
   */
  public static ReferenceData load(
      DataConfig config, Path folder, IntConsumer rendering, Consumer<String> notes) {
    ImageSet all =
        folder == null ? ImageSets.load(config.ofAllClasses(), rendering) : ImageSets.load(folder);
    notes.accept(Text.format("data %s: %,d images", all.origin(), all.count()));
    Optional<Classifier> classifier =
        ClassifierStore.canTell(all)
            ? Optional.of(new ClassifierStore(notes).classifierFor(all))
            : Optional.empty();
    return new ReferenceData(only(config, all), classifier);
  }
}
