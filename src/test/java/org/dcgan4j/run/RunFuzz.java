package org.dcgan4j.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.io.FileUtils;
import org.dcgan4j.config.Config;
import org.dcgan4j.config.ConfigReader;
import org.dcgan4j.fuzz.FuzzTarget;

/** What a run folder holds beside its checkpoints. */
public final class RunFuzz {
  private static final Config CONFIG = ConfigReader.preset(ConfigReader.defaultPreset());

  private static final String MANIFEST =
      """
      {"started" : "2026-01-01T00:00:00Z", "arguments" : [ "train" ],
       "versions" : {"dcgan4j" : "1", "deeplearning4j" : "1", "java" : "17", "system" : "x", "backend" : "y"},
       "gitCommit" : "", "seed" : 42,
       "data" : {"origin" : "x", "images" : 1, "height" : 2, "width" : 3, "badFiles" : 0, "sha256" : "ab"}}
      """;

  private static final String METRICS =
      """
      {"step":2,"epoch":0.2,"images":20,"seconds":1.5,"imagesPerSecond":9.1,"dLoss":1.0,"gLoss":1.0,"dOfX":0.5,"dOfGz":0.5}
      {"step":4,"epoch":0.4,"images":40,"seconds":2.5,"imagesPerSecond":9.1,"dLoss":1.0,"gLoss":1.0,"dOfX":0.5,"dOfGz":0.5}
      """;

  private RunFuzz() {}

  public static List<FuzzTarget> targets() {
    return List.of(
        new Target("manifest", "manifest.json", MANIFEST, Manifest::read),
        new Target("metrics", "metrics.jsonl", METRICS, run -> new RunLog.Ticks(run).read()),
        new Events());
  }

  private interface Reader {
    Object read(RunFolder run);
  }

  private record Target(String name, String file, String text, Reader reader)
      implements FuzzTarget {
    @Override
    public List<byte[]> corpus() {
      return List.of(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public List<String> words() {
      return List.of("{", "}", "[", "]", ":", ",", "null", "NaN", "1e999", "-1", "\n", "\"step\":");
    }

    @Override
    public void read(byte[] input, Path scratch) throws IOException {
      Files.write(scratch.resolve(file), input);
      reader.read(new RunFolder(scratch, CONFIG));
    }
  }

  /** TensorBoard's file, of which a run that goes on keeps the beginning. */
  private record Events() implements FuzzTarget {
    @Override
    public String name() {
      return "events";
    }

    @Override
    public List<byte[]> corpus() {
      return List.of(TensorBoardTest.events(0, 2, 300));
    }

    @Override
    public byte[] repaired(byte[] input) {
      return TensorBoardTest.withSums(input);
    }

    @Override
    public void read(byte[] input, Path scratch) throws IOException {
      FileUtils.cleanDirectory(scratch.toFile());
      Files.write(scratch.resolve(TensorBoardTest.OWN), input);
      TensorBoard.keep(new RunFolder(scratch, CONFIG), step -> step < 300);
    }
  }
}
