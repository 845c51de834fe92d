package org.dcgan4j.checkpoint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.dcgan4j.checkpoint.CheckpointFolder.Entry;
import org.dcgan4j.checkpoint.CheckpointFolder.Manifest;
import org.dcgan4j.config.ConfigReader;
import org.dcgan4j.config.ConfigValues;
import org.dcgan4j.fuzz.FuzzTarget;
import org.dcgan4j.training.Position;

/** Manifests of checkpoints; their other files are numbers with a digest. */
public final class CheckpointFuzz {
  private CheckpointFuzz() {}

  public static List<FuzzTarget> targets() {
    return List.of(new Target());
  }

  private static final class Target implements FuzzTarget {
    @Override
    public String name() {
      return "checkpoint";
    }

    @Override
    public List<byte[]> corpus() throws IOException {
      Path folder = Files.createTempDirectory("fuzz");
      new Manifest(
              Manifest.FORMAT,
              Position.START.recovered(1, Duration.ZERO),
              ConfigValues.of(ConfigReader.preset(ConfigReader.defaultPreset())),
              Map.of("generator.f32", new Entry(3, "ab")))
          .write(folder);
      Path file = folder.resolve(Manifest.FILE);
      byte[] manifest = Files.readAllBytes(file);
      Files.delete(file);
      Files.delete(folder);
      return List.of(manifest);
    }

    @Override
    public List<String> words() {
      return List.of(
          "{",
          "}",
          "[",
          "]",
          ":",
          ",",
          "null",
          "NaN",
          "1e999",
          "-1",
          "99999999999999999999",
          "\"@class\":\"java.net.URL\",",
          "\"format\":3,",
          "\"position\":",
          "\"step\":");
    }

    @Override
    public void read(byte[] input, Path scratch) throws IOException {
      Files.write(scratch.resolve(Manifest.FILE), input);
      Manifest.read(scratch);
    }
  }
}
