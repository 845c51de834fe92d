package org.dcgan4j.model;

import java.util.List;
import java.util.stream.IntStream;
import org.dcgan4j.config.DiscriminatorConfig;
import org.dcgan4j.config.GeneratorConfig;
import org.dcgan4j.config.LayerSpec;
import org.dcgan4j.model.LayerStack.Part;

/** What a configuration says of the two networks, as parts of a stack. */
final class Parts {
  private Parts() {}

  /** What the generator takes. */
  static DataShape input(GeneratorConfig config) {
    return DataShape.vector(config.inputSize());
  }

  static Part generator(GeneratorConfig config) {
    return new Part(
        "g",
        config.layers(),
        config.initStd(),
        config.initBias(),
        Optimizer.updaterOf(config.optimizer()),
        false);
  }

  /**
   * The discriminator, with as many logits as there are classes: an image's class picks one, as a
   * projection of the last features onto the class's own weights (Miyato and Koyama, "cGANs with
   * projection discriminator", 2018).
   *
   * @param classes 0 for one logit
   */
  static Part discriminator(DiscriminatorConfig config, int classes) {
    return new Part(
        "d",
        classes == 0 ? config.layers() : widened(config.layers(), classes),
        config.initStd(),
        config.initBias(),
        Optimizer.updaterOf(config.optimizer()),
        false);
  }

  private static List<LayerSpec> widened(List<LayerSpec> layers, int classes) {
    int last = layers.lastIndexOf(new LayerSpec.Dense(1));
    return IntStream.range(0, layers.size())
        .mapToObj(i -> i == last ? new LayerSpec.Dense(classes) : layers.get(i))
        .toList();
  }
}
