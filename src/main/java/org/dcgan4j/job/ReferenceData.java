package org.dcgan4j.job;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.binding.Records;
import org.dcgan4j.config.DataConfig;
import org.dcgan4j.data.ImageSet;
import org.dcgan4j.data.ImageSets;
import org.dcgan4j.data.Progress;
import org.dcgan4j.data.Wanted;
import org.dcgan4j.metrics.classifier.Classifier;
import org.dcgan4j.metrics.classifier.ClassifierStore;
import org.dcgan4j.run.Manifest;
import org.dcgan4j.run.RunFolder;

/**
 * What samples are measured against.
 *
 * @param reals of one class where the configuration says so
 * @param classifier of the whole data set
 */
public record ReferenceData(ImageSet reals, Classifier classifier) {

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
      return Optional.of(
              only(run.config().data(), ImageSets.load(path, Wanted.of(run.config().data()))))
          .filter(set -> set.hasSha256(trainedOn.sha256()));
    } catch (InvalidInputException e) {
      return Optional.empty();
    }
  }

  private static ImageSet only(DataConfig config, ImageSet all) {
    return config.onlyClass() == null ? all : all.only(config.onlyClass());
  }

  /**
   * The images of all classes that a run was trained on, wherever they are found; says what they
   * are.
   *
   * @param rendering hears how many letters are rendered so far, when they are
   * @throws InvalidInputException if there are none, or others lie there now
   */
  public static ImageSet wholeOf(RunFolder run, IntConsumer rendering, Consumer<String> notes) {
    DataConfig config = Manifest.withDataOf(run).data();
    ImageSet all = load(config, null, rendering, notes);
    Manifest.read(run).requireSame(only(config, all), "; name its own, or others, with --data");
    return all;
  }

  /**
   * What a run's samples are measured against.
   *
   * @param folder the images instead of those that it was trained on; null for those
   * @param rendering hears how many letters are rendered so far, when they are
   * @throws InvalidInputException if there are no images, or their classifier is not to be used
   */
  public static ReferenceData ofRun(
      RunFolder run, Path folder, IntConsumer rendering, Consumer<String> notes) {
    DataConfig config = run.config().data();
    return of(
        config,
        folder == null ? wholeOf(run, rendering, notes) : load(config, folder, rendering, notes),
        notes);
  }

  /**
   * What other samples are measured against.
   *
   * @param config where the images are, and how they are brought to one shape
   * @param folder others instead; null for those
   * @throws InvalidInputException if there are no images, or their classifier is not to be used
   */
  public static ReferenceData of(
      DataConfig config, Path folder, IntConsumer rendering, Consumer<String> notes) {
    return of(config, load(config, folder, rendering, notes), notes);
  }

  private static ReferenceData of(DataConfig config, ImageSet all, Consumer<String> notes) {
    return new ReferenceData(
        only(config, all), new ClassifierStore(notes).classifierFor(all, config.fit()));
  }

  private static ImageSet load(
      DataConfig config, Path folder, IntConsumer rendering, Consumer<String> notes) {
    DataConfig whole = Records.with(config, Collections.singletonMap("onlyClass", null));
    Progress progress = Progress.lines(notes);
    ImageSet all =
        folder == null
            ? ImageSets.load(whole, rendering, progress)
            : ImageSets.load(folder, Wanted.of(config), progress);
    all.say(notes);
    return all;
  }
}
