package org.dcgan4j.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.dcgan4j.config.Config;
import org.dcgan4j.config.ConfigReader;

/** Configurations as text, which is how they travel. */
final class Configs {
  private Configs() {}

  static Config parse(String json, Map<String, String> overrides) {
    try {
      Path file = Files.createTempFile("dcgan4j", ".json");
      try {
        Files.writeString(file, json);
        return ConfigReader.resolve(null, file, overrides);
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
