package org.dcgan4j.layer;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * The shape of one example between two layers: {@code [C, H, W]} of an image, or {@code [features]}
 * of a vector.
 *
 * @param dimensions one or three positive numbers
 */
public record DataShape(int... dimensions) {
  public DataShape {
    if (dimensions.length != 1 && dimensions.length != 3) {
      throw new IllegalArgumentException("A shape has 1 or 3 dimensions, not " + dimensions.length);
    }
    dimensions = dimensions.clone();
  }

  public static DataShape image(int channels, int height, int width) {
    return new DataShape(channels, height, width);
  }

  public static DataShape vector(int features) {
    return new DataShape(features);
  }

  public boolean isImage() {
    return dimensions.length == 3;
  }

  /** How many numbers an example has. */
  public int length() {
    return Arrays.stream(dimensions).reduce(1, Math::multiplyExact);
  }

  /** The shape of a batch: {@code [N, ...]}. */
  public long[] batch(int n) {
    long[] shape = new long[dimensions.length + 1];
    shape[0] = n;
    for (int i = 0; i < dimensions.length; i++) {
      shape[i + 1] = dimensions[i];
    }
    return shape;
  }

  @Override
  public int[] dimensions() {
    return dimensions.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof DataShape shape && Arrays.equals(dimensions, shape.dimensions);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(dimensions);
  }

  /** For messages: {@code 1x28x28}. */
  @Override
  public String toString() {
    return Arrays.stream(dimensions).mapToObj(Integer::toString).collect(Collectors.joining("x"));
  }
}
