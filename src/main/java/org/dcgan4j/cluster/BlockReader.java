package org.dcgan4j.cluster;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.dcgan4j.metrics.ReadingSums;
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
   * @param told whether the classes that the artist is told are the classifier's
   */
  ReadingSums read(Artist artist, int block, boolean told) {
    return read(artist.draw(block), told ? artist.told(block) : new int[0]);
  }

  /**
   * Reads images.
   *
   * @param pixels {@code [N, height * width]}, 0 to 255
   * @param told the class that each image was drawn to be of; empty where there is none
   */
  synchronized ReadingSums read(byte[] pixels, int... told) {
    return ReadingSums.of(classifier.read(pixels), told);
  }

  /**
   * Cuts images into blocks.
   *
   * @param pixels {@code [N, area]}
   * @return of {@link Artist#BLOCK} images each, or fewer in the last
   */
  static List<byte[]> blocks(byte[] pixels, int area) {
    List<byte[]> blocks = new ArrayList<>();
    int size = Math.multiplyExact(Artist.BLOCK, area);
    for (int from = 0; from < pixels.length; from += size) {
      blocks.add(Arrays.copyOfRange(pixels, from, Math.min(pixels.length, from + size)));
    }
    return blocks;
  }
}
