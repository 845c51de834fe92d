package org.dcgan4j.model;

import java.util.ArrayList;
import java.util.List;
import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.config.Conditional;
import org.dcgan4j.config.Config;
import org.dcgan4j.config.LayerSpec;

/** Whether networks and data fit each other, told before any network is built. */
final class NetworkCheck {
  private NetworkCheck() {}

  /**
   * @throws InvalidInputException with a line for everything that does not fit
   */
  static void require(Config config, DataShape data) {
    List<String> problems = new ArrayList<>();
    DataShape input = Parts.input(config.generator());
    DataShape made = last("generator.layers", input, config.generator().layers(), problems);
    if (made != null && !made.equals(data)) {
      problems.add("generator.layers: they make " + made + ", and the data are " + data);
    }
    DataShape judged =
        last("discriminator.layers", data, config.discriminator().layers(), problems);
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

  private static DataShape last(
      String key, DataShape input, List<LayerSpec> layers, List<String> problems) {
    try {
      List<DataShape> shapes = LayerShapes.through(key, input, layers);
      return shapes.get(shapes.size() - 1);
    } catch (InvalidInputException e) {
      problems.add(e.getMessage());
      return null;
    }
  }
}
