package org.dcgan4j.config;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.dcgan4j.binding.Document;
import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.binding.Node;
import org.dcgan4j.binding.Problems;
import org.dcgan4j.binding.Records;

/** The resolved configuration as {@code config.json} in a run folder. */
public final class ConfigJson {
  private ConfigJson() {}

  /** Pretty JSON with the keys in the order of the records, ending in a line feed. */
  public static String text(Config config) {
    DefaultIndenter lines = new DefaultIndenter("  ", "\n");
    DefaultPrettyPrinter printer =
        new DefaultPrettyPrinter().withObjectIndenter(lines).withArrayIndenter(lines);
    try {
      return new JsonMapper().writer(printer).writeValueAsString(Records.written(config)) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a configuration is always writable", e);
    }
  }

  /**
   * @throws IOException when the file cannot be written
   */
  public static void write(Config config, Path file) throws IOException {
    Files.writeString(file, text(config));
  }

  /**
   * Reads what {@link #text} gave, with some keys changed.
   *
   * @throws InvalidInputException with one line for every problem
   */
  public static Config parse(String text, Map<String, String> overrides) {
    Problems problems = new Problems();
    Node given = Document.group(new JsonFactory(), text, "config.json", problems);
    return ConfigReader.resolve(null, given, overrides, problems);
  }

  /**
   * Reads what {@link #write} wrote; a key that an older version did not know comes from the preset
   * that the file names.
   *
   * @throws InvalidInputException with one line for every problem
   */
  public static Config read(Path file) {
    return ConfigReader.resolve(null, file, Map.of());
  }
}
