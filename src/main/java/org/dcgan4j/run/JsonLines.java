package org.dcgan4j.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.io.AtomicFile;

/**
 * A file with one record in each line, as JSON.
 *
 * @param <T> a record of numbers
 */
final class JsonLines<T> {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path file;
  private final Class<T> type;
  private final String what;

  /**
   * @param what a line is, for messages
   */
  JsonLines(Path file, Class<T> type, String what) {
    this.file = file;
    this.type = type;
    this.what = what;
  }

  void append(T line) {
    try {
      // Forced, because the checkpoint that follows is, and counts on it.
      AtomicFile.append(file, text(line));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  /**
   * The lines so far, oldest first. A last line without its end, from a process that was killed, is
   * none.
   *
   * @throws InvalidInputException if another line is not what it should be
   */
  List<T> read() {
    List<T> read = new ArrayList<>();
    String[] lines = text().split("\n", -1);
    for (int i = 0; i < lines.length - 1; i++) {
      try {
        read.add(JSON.readValue(lines[i], type));
      } catch (JsonProcessingException e) {
        throw new InvalidInputException(file + ", line " + (i + 1) + ": not " + what, e);
      }
    }
    return read;
  }

  /** Drops the other lines; a file that is not there stays so. */
  void keep(Predicate<T> kept) {
    if (!Files.exists(file)) {
      return;
    }
    StringBuilder lines = new StringBuilder();
    read().stream().filter(kept).forEach(line -> lines.append(text(line)));
    try {
      AtomicFile.write(file, part -> Files.writeString(part, lines));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  private String text() {
    try {
      return Files.exists(file) ? Files.readString(file) : "";
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  private String text(T line) {
    try {
      return JSON.writeValueAsString(line) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a record of numbers is always writable", e);
    }
  }
}
