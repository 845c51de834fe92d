package org.dcgan4j.model;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.config.Config;
import org.dcgan4j.config.DiscriminatorConfig;
import org.dcgan4j.config.GeneratorConfig;
import org.dcgan4j.config.TrainingConfig.Conditional;
import org.dcgan4j.layer.DataShape;
import org.dcgan4j.layer.Dense;
import org.dcgan4j.layer.LayerShapes;
import org.dcgan4j.layer.LayerSpec;
import org.dcgan4j.layer.NetworkSpec;

/** What a configuration says of the two networks, and whether they fit each other and the data. */
final class NetworkSpecs {
  private NetworkSpecs() {}

  /** What the generator takes. */
  static DataShape input(GeneratorConfig config) {
    return DataShape.vector(config.inputSize());
  }

  static NetworkSpec generator(GeneratorConfig config) {
    return new NetworkSpec(
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
  static NetworkSpec discriminator(DiscriminatorConfig config, int classes) {
    return new NetworkSpec(
        "d",
        classes == 0 ? config.layers() : widened(config.layers(), classes),
        config.initStd(),
        config.initBias(),
        Optimizer.updaterOf(config.optimizer()),
        false);
  }

  private static List<LayerSpec> widened(List<LayerSpec> layers, int classes) {
    int last = layers.lastIndexOf(new Dense(1));
    return IntStream.range(0, layers.size())
        .mapToObj(i -> i == last ? new Dense(classes) : layers.get(i))
        .toList();
  }

  /**
   * Tells before any network is built whether all fits.
   *
   * @throws InvalidInputException with a line for everything that does not
   */
  static void require(Config config, DataShape data) {
    List<String> problems = new ArrayList<>();
    DataShape input = input(config.generator());
    DataShape made = behind("generator.layers", input, config.generator().layers(), problems);
    if (made != null && !made.equals(data)) {
      problems.add("generator.layers: they make " + made + ", and the data are " + data);
    }
    DataShape judged =
        behind("discriminator.layers", data, config.discriminator().layers(), problems);
    if (judged != null && !judged.equals(DataShape.vector(1))) {
      problems.add("discriminator.layers: they end in " + judged + "; end them with \"dense 1\"");
    }
    if (config.training().conditional() == Conditional.TRUE && !config.tellsClasses()) {
      problems.add("training.conditional: needs data with labels, and these have none");
    }
    if (config.training().augmentation().warps() && !data.isImage()) {
      problems.add(
          "training.augmentation: only images can be moved and cut, and the data are " + data);
    }
    if (!problems.isEmpty()) {
      throw new InvalidInputException(String.join("\n", problems));
    }
  }

  private static DataShape behind(
      String key, DataShape input, List<LayerSpec> layers, List<String> problems) {
    try {
      DataShape out = LayerShapes.behind(key, input, layers);
      long parameters = LayerShapes.sum(input, layers, LayerSpec::parameters);
      if (parameters > Integer.MAX_VALUE) {
        problems.add(
            key + ": have " + parameters + " parameters, legal are at most " + Integer.MAX_VALUE);
      }
      return out;
    } catch (InvalidInputException e) {
      problems.add(e.getMessage());
      return null;
    }
  }
}
