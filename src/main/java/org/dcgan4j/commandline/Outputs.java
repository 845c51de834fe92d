package org.dcgan4j.commandline;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.apache.commons.io.function.IOConsumer;
import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.io.AtomicFile;
import org.dcgan4j.io.IoProblem;
import org.dcgan4j.io.RunFiles;

/**
 * What one call of a command writes where its options say. An existing file is replaced, unless it
 * is one that the call reads, one that it has just written, or what a run consists of.
 */
public final class Outputs {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private final List<Path> read;
  private final List<Path> written = new ArrayList<>();

  /**
   * @param read files, and folders with all that is in them but pages and JSON; null is none
   */
  public Outputs(Path... read) {
    this.read = Arrays.stream(read).filter(Objects::nonNull).toList();
  }

  /** Writes what an option names; a failure is bad input that names the option and the file. */
  public void write(String option, Path out, IOConsumer<Path> writing) {
    try {
      requireFree(option, out);
      writing.accept(out);
    } catch (IOException e) {
      String line = option + ": cannot write " + out + ": " + IoProblem.of(e);
      throw new InvalidInputException(line, e);
    }
    written.add(out);
  }

  /** Writes what {@code --json} asks for, if it does: null is none. */
  public void writeJson(Path out, ObjectNode json) {
    if (out != null) {
      write(
          "--json",
          out,
          file -> AtomicFile.write(file, part -> JSON.writeValue(part.toFile(), json)));
    }
  }

  private void requireFree(String option, Path out) throws IOException {
    if (!Files.isRegularFile(out)) {
      return; // no file is replaced
    }
    Path real = out.toRealPath();
    String why = null;
    if (RunFiles.isOwn(real)) {
      why = "is part of a run";
    } else if (isIn(written, real)) {
      why = "has just been written";
    } else if (isIn(read, real)) {
      why = "is read here";
    }
    if (why != null) {
      throw InvalidInputException.of(
          "%s: given %s, which %s; legal is another file", option, out, why);
    }
  }

  private static boolean isIn(List<Path> places, Path real) throws IOException {
    boolean page = real.toString().endsWith(".json") || real.toString().endsWith(".html");
    for (Path place : places) {
      if (Files.exists(place)
          && real.startsWith(place.toRealPath())
          && !(page && Files.isDirectory(place))) {
        return true;
      }
    }
    return false;
  }
}
