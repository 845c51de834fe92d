package org.dcgan4j.config;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.dcgan4j.binding.Text;
import org.dcgan4j.layer.LayerSpec;

/**
 * The networks of R3GAN (Huang et al., "The GAN is dead; long live the GAN! A modern baseline GAN",
 * 2024) in small, for the pictures of a {@link Recipe}: on each side one residual block, between
 * two sides a resampling, no normalisation. Below the full side there are twice as many channels.
 */
record ResidualRecipe(Recipe pictures) {
  /** A group has at most so many of a block's channels. */
  private static final int GROUP = 16;

  private int channels(int halvings) {
    return halvings == 0 ? pictures.width() : 2 * pictures.width();
  }

  List<LayerSpec> generator() {
    List<Integer> sides = pictures.sides(Recipe.SMALLEST_SIDE);
    int stages = sides.size();
    int[] picture = pictures.picture().dimensions();
    int side = stages == 0 ? picture[1] : Recipe.half(sides.get(stages - 1));
    int channels = channels(stages);
    List<String> layers = new ArrayList<>();
    layers.add("dense " + channels * side * side);
    layers.add(Text.format("reshape %dx%dx%d", channels, side, side));
    layers.add(block(channels));
    for (int i = stages - 1; i >= 0; i--) {
      boolean even = sides.get(i) % 2 == 0;
      if (even && channels(i) != channels) {
        layers.add("conv " + channels(i) + " k1 s1 p0");
      }
      layers.add("up");
      if (!even) {
        layers.add("conv " + channels(i) + " k2 s1 p0");
      }
      channels = channels(i);
      layers.add(block(channels));
    }
    layers.addAll(List.of("conv " + picture[0] + " k1 s1 p0", "tanh"));
    return layers.stream().map(LayerSpec::parse).toList();
  }

  List<LayerSpec> discriminator() {
    int stages = pictures.sides(Recipe.LAST_SIDE).size();
    List<String> layers = new ArrayList<>();
    layers.add("conv " + channels(0) + " k1 s1 p0");
    layers.add(block(channels(0)));
    for (int i = 1; i <= stages; i++) {
      layers.add("down");
      if (channels(i) != channels(i - 1)) {
        layers.add("conv " + channels(i) + " k1 s1 p0");
      }
      layers.add(block(channels(i)));
    }
    layers.add("dense 1");
    return layers.stream().map(LayerSpec::parse).toList();
  }

  /** With twice the channels inside; what is added has no bias of its own. */
  private static String block(int channels) {
    int inside = 2 * channels;
    int group = IntStream.rangeClosed(1, GROUP).filter(i -> inside % i == 0).max().orElse(1);
    String groups = group == inside ? "" : " g" + inside / group;
    return Text.format(
        "residual[conv %d k1 s1 p0, leaky-relu 0.2, conv %d k3 s1 p1%s, leaky-relu 0.2, conv %d k1 s1"
            + " p0 no-bias]",
        inside, inside, groups, channels);
  }
}
