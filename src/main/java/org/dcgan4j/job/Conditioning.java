package org.dcgan4j.job;

import java.util.List;
import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.binding.Text;
import org.dcgan4j.config.Conditional;
import org.dcgan4j.config.Config;
import org.dcgan4j.data.DataSource;

/** What class-conditional training takes from the data. */
public final class Conditioning {
  private Conditioning() {}

  /**
   * The configuration as decided for these data: with the number of their classes where it is
   * conditional.
   *
   * @throws InvalidInputException if it is conditional and the data have no labels
   */
  public static Config of(Config config, DataSource data) {
    if (config.training().conditional() == Conditional.TRUE && data.classNames().isEmpty()) {
      throw new InvalidInputException(
          "training.conditional: needs data with labels, and " + data.origin() + " has none");
    }
    return config.withClasses(hasOneClass(config) ? 0 : data.classNames().size());
  }

  /** All that is learned is of one class, and nobody asked to be told which. */
  private static boolean hasOneClass(Config config) {
    return config.data().onlyClass() != null && config.training().conditional() == Conditional.AUTO;
  }

  /**
   * The class that a user means: by its name, else by its index.
   *
   * @param names in the order of the labels
   * @throws InvalidInputException naming what is legal
   */
  public static int classNamed(String given, List<String> names) {
    if (names.isEmpty()) {
      throw new InvalidInputException(
          "--class: given \"" + given + "\", and this run was not trained with --conditional");
    }
    int index = names.indexOf(given);
    if (index < 0 && given.matches("\\d{1,9}")) {
      index = Integer.parseInt(given);
    }
    if (index < 0 || index >= names.size()) {
      throw new InvalidInputException(
          Text.format(
              "--class: given \"%s\", legal are %s, or an index from 0 to %d",
              given, String.join(", ", names), names.size() - 1));
    }
    return index;
  }
}
