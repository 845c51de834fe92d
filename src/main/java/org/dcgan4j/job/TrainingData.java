package org.dcgan4j.job;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.data.ImageSet;
import org.dcgan4j.data.ImageSets;
import org.dcgan4j.run.Manifest;
import org.dcgan4j.run.RunFolder;

/** Finds the images again that a run was trained on. */
public final class TrainingData {
  private TrainingData() {}

  /**
   * @param place where they are; null for where training found them
   * @return empty where they are no longer there, are others, or never were images
   */
  public static Optional<ImageSet> of(RunFolder run, Path place) {
    Manifest.Data trainedOn = Manifest.read(run).data();
    Path path = place == null ? Path.of(trainedOn.origin()) : place;
    if (run.config().data().set().isDrawn() || !Files.exists(path)) {
      return Optional.empty();
    }
    try {
      ImageSet all = ImageSets.load(path);
      String only = run.config().data().onlyClass();
      ImageSet images = only == null ? all : all.only(only);
      return Optional.of(images).filter(set -> set.hasSha256(trainedOn.sha256()));
    } catch (InvalidInputException e) {
      return Optional.empty();
    }
  }
}
