package org.dcgan4j.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.dcgan4j.fuzz.FuzzTarget;

/** Configuration files, from the presets and every kind of value. */
public final class ConfigFuzz {
  private static final List<String> WORDS =
      List.of(
          "&a ",
          "*a ",
          "!!java.net.URL ",
          "!!binary ",
          "- ",
          "? ",
          ": ",
          "\n  ",
          "{",
          "}",
          "[",
          "]",
          "---\n",
          "...\n",
          "%TAG ! x:\n",
          "|\n",
          ">\n",
          "\"",
          "'",
          "#",
          "<<: *a\n",
          "1e999",
          "NaN",
          "-0",
          ".inf",
          "null",
          "~",
          "0x7fffffff",
          "99999999999999999999",
          "\\u0000",
          "\u2028",
          "dense 1",
          "conv 4 k4 s2 p1",
          "reshape 1x1x1",
          "training:",
          "training.batchSize: ");

  private ConfigFuzz() {}

  public static List<FuzzTarget> targets() {
    return List.of(new Target("config-yaml", "a.yaml"), new Target("config-json", "a.json"));
  }

  private record Target(String name, String file) implements FuzzTarget {
    @Override
    public List<byte[]> corpus() {
      boolean json = file.endsWith(".json");
      return ConfigReader.presets().stream()
          .map(ConfigReader::preset)
          .map(Config::json)
          .map(text -> json ? text : text.replaceAll("[{}\",]", "").replace(" : ", ": "))
          .map(text -> text.getBytes(StandardCharsets.UTF_8))
          .toList();
    }

    @Override
    public List<String> words() {
      return WORDS;
    }

    @Override
    public void read(byte[] input, Path scratch) throws IOException {
      Path path = Files.write(scratch.resolve(file), input);
      ConfigReader.resolve(null, path, Map.of());
    }
  }
}
