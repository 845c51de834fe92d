package org.dcgan4j.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.config.LayerSpec;

/** Works out, before any network is built, which shapes pass through a stack of layers. */
public final class LayerShapes {
  private static final int LARGEST_SIDE = 1 << 15;

  private LayerShapes() {}

  /**
   * The shape behind each layer.
   *
   * @param key the configuration key of the stack, for messages
   * @throws InvalidInputException naming the first layer that cannot take what reaches it
   */
  public static List<DataShape> through(String key, DataShape input, List<LayerSpec> layers) {
    List<DataShape> shapes = new ArrayList<>();
    DataShape shape = input;
    for (int i = 0; i < layers.size(); i++) {
      String where = key + "[" + i + "] \"" + layers.get(i).text() + "\"";
      shape = behind(where, shape, layers.get(i));
      checkSize(where, shape);
      shapes.add(shape);
    }
    return List.copyOf(shapes);
  }

  private static void checkSize(String where, DataShape shape) {
    long numbers = Arrays.stream(shape.dimensions()).asLongStream().reduce(1, (a, b) -> a * b);
    if (numbers > Integer.MAX_VALUE) {
      throw new InvalidInputException(
          where + ": makes " + shape + " numbers, legal are at most " + Integer.MAX_VALUE);
    }
  }

  private static DataShape behind(String where, DataShape in, LayerSpec layer) {
    if (layer instanceof LayerSpec.Dense dense) {
      return DataShape.vector(dense.units());
    } else if (layer instanceof LayerSpec.Reshape reshape) {
      return reshaped(where, in, reshape);
    } else if (layer instanceof LayerSpec.Conv conv) {
      int[] d = image(where, in);
      return DataShape.image(
          conv.channels(), convolved(where, d[1], conv), convolved(where, d[2], conv));
    } else if (layer instanceof LayerSpec.Deconv deconv) {
      int[] d = image(where, in);
      return DataShape.image(
          deconv.channels(), deconvolved(where, d[1], deconv), deconvolved(where, d[2], deconv));
    }
    return in;
  }

  private static DataShape reshaped(String where, DataShape in, LayerSpec.Reshape reshape) {
    if (in.isImage()) {
      throw new InvalidInputException(
          where + " needs a vector, and gets an image of " + in + "; put a dense layer before it");
    }
    DataShape out = DataShape.image(reshape.channels(), reshape.height(), reshape.width());
    checkSize(where, out);
    if (out.length() != in.length()) {
      throw new InvalidInputException(
          where + ": " + in.length() + " numbers (" + in + ") do not make " + out.length());
    }
    return out;
  }

  private static int[] image(String where, DataShape in) {
    if (!in.isImage()) {
      throw new InvalidInputException(
          where + " needs an image, and gets a vector of " + in + "; put a reshape before it");
    }
    return in.dimensions();
  }

  private static int convolved(String where, int size, LayerSpec.Conv conv) {
    int room = size + 2 * conv.padding() - conv.kernel();
    if (room < 0) {
      throw new InvalidInputException(
          where + ": its kernel is larger than the padded image of " + (size + 2 * conv.padding()));
    }
    return room / conv.stride() + 1;
  }

  private static int deconvolved(String where, int size, LayerSpec.Deconv deconv) {
    long out = (size - 1L) * deconv.stride() + deconv.kernel() - 2L * deconv.padding();
    if (out < 1) {
      throw new InvalidInputException(where + ": its padding leaves nothing of the image");
    }
    if (out > LARGEST_SIDE) {
      throw new InvalidInputException(
          where + ": makes an image of " + out + " a side, legal is at most " + LARGEST_SIDE);
    }
    return (int) out;
  }
}
