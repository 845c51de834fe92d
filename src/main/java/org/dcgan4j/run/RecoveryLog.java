package org.dcgan4j.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.dcgan4j.io.AtomicFile;
import org.dcgan4j.io.RunFiles;
import org.dcgan4j.training.DivergedException;
import org.dcgan4j.training.Position;

/**
 * How a run diverged and was taken back, one line of JSON each time in {@code recoveries.jsonl}.
 */
public final class RecoveryLog {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path file;

  public RecoveryLog(RunFolder run) {
    this.file = run.path().resolve(RunFiles.RECOVERIES);
  }

  /**
   * @param recovery from 1
   * @param divergedAt the step
   * @param reason what was not finite
   * @param from the step it went on from
   */
  private record Line(int recovery, long divergedAt, String reason, long from) {}

  /** Adds a line, after those of earlier recoveries. */
  public void add(DivergedException diverged, Position from) throws IOException {
    keep(from.recovery().count() - 1);
    Line line =
        new Line(from.recovery().count(), diverged.step(), diverged.getMessage(), from.step());
    String text = text() + text(line);
    AtomicFile.write(file, part -> Files.writeString(part, text));
  }

  /** Drops what came after the first recoveries: a resumed training makes it again. */
  public void keep(int recoveries) throws IOException {
    List<String> lines = text().lines().toList();
    if (lines.size() > recoveries) {
      StringBuilder kept = new StringBuilder();
      lines.stream().limit(recoveries).forEach(line -> kept.append(line).append('\n'));
      AtomicFile.write(file, part -> Files.writeString(part, kept));
    }
  }

  private String text() throws IOException {
    return Files.exists(file) ? Files.readString(file) : "";
  }

  private static String text(Line line) {
    try {
      return JSON.writeValueAsString(line) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a record of numbers is always writable", e);
    }
  }
}
