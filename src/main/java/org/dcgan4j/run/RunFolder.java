package org.dcgan4j.run;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.binding.Text;
import org.dcgan4j.config.Config;
import org.dcgan4j.config.ConfigReader;
import org.dcgan4j.io.AtomicFile;
import org.dcgan4j.io.IoProblem;
import org.dcgan4j.io.RunFiles;

/**
 * The folder of one training, {@code 00000-notmnist-dcgan/} and so on.
 *
 * @param path the folder
 * @param config what is trained there
 */
public record RunFolder(Path path, Config config) {
  private static final Pattern NUMBERED = Pattern.compile("(\\d{5,9})-.*");

  /**
   * Makes the next folder under {@code runs} and writes the configuration into it.
   *
   * @throws InvalidInputException if that cannot be written
   */
  public static RunFolder create(Path runs, Config config) {
    try {
      Files.createDirectories(runs);
      Path path = createNext(runs, config.preset());
      RunFolder run = new RunFolder(path, config);
      run.writeConfig();
      return run;
    } catch (IOException e) {
      throw new InvalidInputException(
          "cannot make a run folder under " + runs + ": " + IoProblem.of(e), e);
    }
  }

  /**
   * @throws InvalidInputException if there is no run
   */
  public static RunFolder open(Path path) {
    return open(path, Map.of());
  }

  /**
   * A run whose configuration is changed; the folder stays as it is until {@link #writeConfig()}.
   *
   * @param overrides dotted keys
   * @throws InvalidInputException if there is no run, or a key is not legal
   */
  public static RunFolder open(Path path, Map<String, String> overrides) {
    Path config = path.resolve(RunFiles.CONFIG);
    if (!Files.isDirectory(path)) {
      throw new InvalidInputException(path + " is no run folder: there is no such folder");
    }
    if (!Files.isRegularFile(config)) {
      throw new InvalidInputException(path + " is no run folder: it has no " + RunFiles.CONFIG);
    }
    return new RunFolder(path, ConfigReader.resolve(null, config, overrides));
  }

  /** Writes {@code config.json}. */
  public void writeConfig() throws IOException {
    AtomicFile.write(path.resolve(RunFiles.CONFIG), part -> Files.writeString(part, config.json()));
  }

  private static Path createNext(Path runs, String preset) throws IOException {
    int number = nextNumber(runs);
    while (true) {
      Path path = runs.resolve(Text.format("%05d-%s", number++, preset));
      try {
        return Files.createDirectory(path);
      } catch (FileAlreadyExistsException e) {
        continue; // another training took it a moment ago
      }
    }
  }

  private static int nextNumber(Path runs) throws IOException {
    try (Stream<Path> entries = Files.list(runs)) {
      return entries
          .map(entry -> NUMBERED.matcher(entry.getFileName().toString()))
          .filter(Matcher::matches)
          .mapToInt(name -> Integer.parseInt(name.group(1)) + 1)
          .max()
          .orElse(0);
    }
  }
}
