package org.dcgan4j.config;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.binding.Text;
import org.dcgan4j.layer.DataShape;
import org.dcgan4j.layer.LayerSpec;

/**
 * The default networks for square pictures of any size and number of channels: both halve the side
 * until it is {@value #SMALLEST_SIDE} or less, the generator from there up and the discriminator
 * down, one stage further where that leaves more than {@value #LAST_SIDE}. Channels double with
 * each halving, up to {@value #MOST} times the width. Before its last halving the discriminator has
 * one more convolution, worth more than the same time in longer training.
 *
 * @param picture {@code [C, S, S]}
 * @param width channels of the generator's stage at full size
 */
record Recipe(DataShape picture, int width) {
  static final int LEAST = DataConfig.LEAST_SIZE;
  static final int GREATEST = DataConfig.GREATEST_SIZE;
  static final int SMALLEST_SIDE = 7;
  static final int LAST_SIDE = 4;
  private static final int MOST = 16;

  Recipe {
    int[] d = picture.dimensions();
    if (d.length != 3) {
      throw InvalidInputException.of(
          "width: networks follow the shape of pictures, and the data are %s numbers; legal is 0,"
              + " which takes the layers",
          picture);
    }
    if (d[1] != d[2] || d[1] < LEAST || d[1] > GREATEST) {
      throw new InvalidInputException(
          Text.format(
              "width: networks follow the shape of square pictures of %d to %d pixels a side, and"
                  + " the data are %s; give --size, or layers",
              LEAST, GREATEST, picture));
    }
  }

  /** From the full side down to the smallest. */
  List<Integer> sides(int last) {
    return Stream.iterate(picture.dimensions()[1], side -> side > last, Recipe::half).toList();
  }

  static int half(int side) {
    return (side + 1) / 2;
  }

  private int channels(int halvings) {
    return (int) Math.min((long) width << halvings, (long) MOST * width);
  }

  List<LayerSpec> generator() {
    List<Integer> sides = sides(SMALLEST_SIDE);
    int stages = sides.size();
    int side = sides.isEmpty() ? picture.dimensions()[1] : half(sides.get(stages - 1));
    List<String> layers = new ArrayList<>();
    normalised(layers, "dense " + MOST * width);
    normalised(layers, "dense " + channels(stages) * side * side);
    layers.add(Text.format("reshape %dx%dx%d", channels(stages), side, side));
    for (int i = stages - 1; i >= 0; i--) {
      normalised(layers, "deconv " + channels(i) + doubling(sides.get(i)));
    }
    layers.addAll(List.of("deconv " + picture.dimensions()[0] + " k3 s1 p1", "tanh"));
    return layers.stream().map(LayerSpec::parse).toList();
  }

  private static void normalised(List<String> layers, String layer) {
    layers.addAll(List.of(layer, "batch-norm", "leaky-relu 0.2"));
  }

  List<LayerSpec> discriminator() {
    List<Integer> sides = sides(LAST_SIDE);
    List<String> layers = new ArrayList<>();
    for (int i = 0; i < sides.size(); i++) {
      String conv = "conv " + channels(i + 1);
      layers.addAll(List.of(conv + doubling(sides.get(i)), "leaky-relu 0.2"));
      if (i == sides.size() - 2) {
        layers.addAll(List.of(conv + " k3 s1 p1", "leaky-relu 0.2"));
      }
    }
    layers.add("dense 1");
    return layers.stream().map(LayerSpec::parse).toList();
  }

  /** Between a side and its half: an odd one needs a kernel of odd size. */
  private static String doubling(int side) {
    return side % 2 == 0 ? " k4 s2 p1" : " k3 s2 p1";
  }
}
