package org.dcgan4j.cluster;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.dcgan4j.data.Images;
import org.dcgan4j.metrics.ClassifierStatistics;
import org.dcgan4j.metrics.classifier.Classifier;

/** Reads blocks of images with a classifier that a worker's tasks share. */
final class BlockReader implements Serializable {
  private static final long serialVersionUID = 1;

  private final Classifier classifier;

  BlockReader(Classifier classifier) {
    this.classifier = classifier;
  }

  /**
   * Draws a block and reads it.
   *
   * @param told whether the classes that the task is told are the classifier's
   */
  ClassifierStatistics read(SampleBlockTask task, int block, boolean told) {
    return read(task.draw(block), told ? task.told(block) : new int[0]);
  }

  /**
   * Reads images.
   *
   * @param told the class that each image was drawn to be of; empty where there is none
   */
  synchronized ClassifierStatistics read(Images images, int... told) {
    return ClassifierStatistics.of(classifier.read(images), told);
  }

  /**
   * Cuts images into blocks.
   *
   * @return of {@link SampleBlockTask#BLOCK} images each, or fewer in the last
   */
  static List<Images> blocks(Images images) {
    List<Images> blocks = new ArrayList<>();
    for (int from = 0; from < images.count(); from += SampleBlockTask.BLOCK) {
      blocks.add(images.range(from, Math.min(images.count(), from + SampleBlockTask.BLOCK)));
    }
    return blocks;
  }
}
