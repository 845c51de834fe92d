package org.dcgan4j.api;

import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.dcgan4j.data.ImageSet;
import org.dcgan4j.data.ImageShape;
import org.dcgan4j.data.Images;
import org.dcgan4j.model.Latents;

/**
 * Images or points to be drawn, a part at a time, so that any number fits into memory.
 *
 * @param classNames of the classes that the generator is told; empty if none
 * @param count how many in all
 */
record Samples(
    org.dcgan4j.model.Generator generator, Latents latents, List<String> classNames, int count) {
  private static final int PART = 1024;

  /** Takes some images. */
  interface Sink {
    void accept(Images images) throws IOException;
  }

  /** Takes some points, {@code [M, n]}, one after the other. */
  interface PointSink {
    void accept(float[] points) throws IOException;
  }

  ImageShape shape() {
    return generator.imageShape();
  }

  /** Whether each image was drawn to be of a class. */
  boolean labelled() {
    return latents.classes() > 0;
  }

  /** The classes, one byte each: empty without any. */
  byte[] labels() {
    int[] classes = classes();
    byte[] labels = new byte[classes.length];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = (byte) classes[i];
    }
    return labels;
  }

  private int[] classes() {
    return IntStream.range(0, labelled() ? count : 0).map(latents::classOf).toArray();
  }

  /**
   * All at once.
   *
   * @param origin where they come from, for messages
   */
  ImageSet set(String origin) throws IOException {
    return new ImageSet(origin, images(), classes(), classNames, List.of());
  }

  /** All at once. */
  Images images() throws IOException {
    byte[] pixels = new byte[Math.multiplyExact(count, shape().pixels())];
    int[] next = {0};
    drawInto(
        images -> {
          for (int i = 0; i < images.count(); i++) {
            images.copyTo(i, pixels, next[0]++ * shape().pixels());
          }
        });
    return Images.of(shape(), pixels);
  }

  void drawInto(Sink sink) throws IOException {
    for (int done = 0; done < count; done += PART) {
      int n = Math.min(PART, count - done);
      sink.accept(generator.generateImages(latents.next(n), n));
    }
  }

  void drawPointsInto(PointSink sink) throws IOException {
    for (int done = 0; done < count; done += PART) {
      int n = Math.min(PART, count - done);
      sink.accept(generator.generate(latents.next(n), n));
    }
  }
}
