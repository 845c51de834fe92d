package org.dcgan4j.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntConsumer;
import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.config.DataConfig;
import org.dcgan4j.config.DataConfig.DataSet;
import org.dcgan4j.data.letters.RenderedLetters;

/**
 * Finds the data that a configuration asks for: what it names, what was fetched, or what can be
 * rendered.
 */
public final class DataFinder {
  private static final List<Path> NOTMNIST =
      List.of(Path.of("notmnist", "notMNIST_small"), Path.of("notmnist", "notMNIST_small.tar.gz"));
  private static final Path RENDERED = Path.of("notmnist", "rendered");
  private static final Path MNIST = Path.of("mnist");

  private DataFinder() {}

  /**
   * Loads the training images, of one class where the configuration says so.
   *
   * @param renderProgress called with the number of letters rendered so far, when they are
   * @throws InvalidInputException when there are none, saying how to get them
   */
  public static ImageSet load(DataConfig config, IntConsumer renderProgress) {
    ImageSet all = find(config, renderProgress);
    return config.onlyClass() == null ? all : all.only(config.onlyClass());
  }

  private static ImageSet find(DataConfig config, IntConsumer renderProgress) {
    if (config.set().isDrawn()) {
      throw new InvalidInputException(config.set().word() + " has points, and no images");
    }
    if (config.dir() != null) {
      return ImageSets.load(Path.of(config.dir()));
    }
    return config.set() == DataSet.MNIST ? mnist() : notMnist(config, renderProgress);
  }

  private static ImageSet mnist() {
    if (!Files.isDirectory(MNIST)) {
      throw new InvalidInputException(
          "MNIST is not in the folder "
              + MNIST
              + "; scripts/fetch-mnist.sh puts it there, or name a folder with --data");
    }
    return ImageSets.load(MNIST);
  }

  private static ImageSet notMnist(DataConfig config, IntConsumer renderProgress) {
    for (Path path : NOTMNIST) {
      if (Files.exists(path)) {
        return ImageSets.load(path);
      }
    }
    RenderedLetters.ensure(RENDERED, config.rendered(), config.renderedSeed(), renderProgress);
    return ImageSets.load(RENDERED);
  }
}
