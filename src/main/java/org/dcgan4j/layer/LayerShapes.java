package org.dcgan4j.layer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToLongBiFunction;
import org.dcgan4j.binding.InvalidInputException;

/** Works out, before any network is built, which shapes pass through consecutive layers. */
public final class LayerShapes {
  private LayerShapes() {}

  /**
   * The shape behind each layer.
   *
   * @param key the configuration key of the layers, for messages
   * @throws InvalidInputException naming the first layer that cannot take what reaches it
   */
  public static List<DataShape> through(String key, DataShape input, List<LayerSpec> layers) {
    List<DataShape> shapes = new ArrayList<>();
    DataShape shape = input;
    for (int i = 0; i < layers.size(); i++) {
      try {
        shape = layers.get(i).shape(shape);
        requireSize(layers.get(i), shape);
      } catch (InvalidInputException e) {
        String inside = e.getMessage().startsWith(".") ? "" : " ";
        throw new InvalidInputException(key + "[" + i + "]" + inside + e.getMessage(), e);
      }
      shapes.add(shape);
    }
    return List.copyOf(shapes);
  }

  /** The shape behind the last layer, or the input's where there is none; see {@link #through}. */
  public static DataShape behind(String key, DataShape input, List<LayerSpec> layers) {
    List<DataShape> shapes = through(key, input, layers);
    return shapes.isEmpty() ? input : shapes.get(shapes.size() - 1);
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

  static InvalidInputException refusal(LayerSpec layer, String why) {
    return new InvalidInputException("\"" + layer.text() + "\"" + why);
  }

  static int[] requireImage(LayerSpec layer, DataShape in) {
    if (!in.isImage()) {
      throw refusal(
          layer, " needs an image, and gets a vector of " + in + "; put a reshape before it");
    }
    return in.dimensions();
  }

  static void requireSize(LayerSpec layer, DataShape out) {
    long numbers = Arrays.stream(out.dimensions()).asLongStream().reduce(1, (a, b) -> a * b);
    if (numbers > Integer.MAX_VALUE) {
      throw refusal(layer, ": makes " + out + " numbers, legal are at most " + Integer.MAX_VALUE);
    }
  }
}
