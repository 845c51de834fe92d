package org.dcgan4j.layer;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToLongBiFunction;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.dcgan4j.binding.InvalidInputException;

/**
 * The shape of one example between two layers: {@code [C, H, W]} of an image, or {@code [features]}
 * of a vector.
 *
 * @param dimensions one or three positive numbers
 */
public record DataShape(int... dimensions) {
  /** The most pixels a side that a layer makes of fewer. */
  static final int LARGEST_SIDE = 1 << 15;

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
    return LongStream.concat(LongStream.of(n), Arrays.stream(dimensions).asLongStream()).toArray();
  }

  /**
   * The shape behind the last layer, or the input's where there is none.
   *
   * @param key the configuration key of the layers, for messages
   * @throws InvalidInputException naming the first layer that cannot take what reaches it
   */
  public static DataShape behind(String key, DataShape input, List<LayerSpec> layers) {
    DataShape shape = input;
    for (int i = 0; i < layers.size(); i++) {
      try {
        shape = layers.get(i).shape(shape);
        shape.requireSize(layers.get(i));
      } catch (InvalidInputException e) {
        String inside = e.getMessage().startsWith(".") ? "" : " ";
        throw new InvalidInputException(key + "[" + i + "]" + inside + e.getMessage(), e);
      }
    }
    return shape;
  }

  /** The sum of what each layer says of what reaches it. */
  public static long sum(
      DataShape input, List<LayerSpec> layers, ToLongBiFunction<LayerSpec, DataShape> figure) {
    long sum = 0;
    DataShape in = input;
    for (LayerSpec layer : layers) {
      sum = Math.addExact(sum, figure.applyAsLong(layer, in));
      in = layer.shape(in);
    }
    return sum;
  }

  /** Products that are summed up in one output of any of the layers, the most. */
  public static double fanIn(DataShape input, List<LayerSpec> layers) {
    double most = 0;
    DataShape in = input;
    for (LayerSpec layer : layers) {
      most = Math.max(most, layer.fanIn(in));
      in = layer.shape(in);
    }
    return most;
  }

  static InvalidInputException refusal(LayerSpec layer, String why) {
    return new InvalidInputException("\"" + layer.text() + "\"" + why);
  }

  /** The dimensions of what a layer gets. */
  int[] requireImage(LayerSpec layer) {
    if (!isImage()) {
      throw refusal(
          layer, " needs an image, and gets a vector of " + this + "; put a reshape before it");
    }
    return dimensions();
  }

  /** Of what a layer makes. */
  void requireSize(LayerSpec layer) {
    long numbers = Arrays.stream(dimensions).asLongStream().reduce(1, (a, b) -> a * b);
    if (numbers > Integer.MAX_VALUE) {
      throw refusal(layer, ": makes " + this + " numbers, legal are at most " + Integer.MAX_VALUE);
    }
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
