package org.dcgan4j.commandline;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.commons.io.function.IOConsumer;
import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.io.AtomicFile;
import org.dcgan4j.io.IoProblem;
import org.dcgan4j.io.RunFiles;
import org.dcgan4j.run.Manifest;
import org.dcgan4j.run.RunFolder;

/**
 * What one call of a command writes where its options say. An existing file is replaced, unless it
 * is one that the call reads, one that it writes otherwise, or what a run consists of or was
 * trained on; and in a folder that the call reads, or that a run's data are in, nothing new is put
 * that would be data there.
 */
public final class Outputs {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private final List<Path> read;
  private final List<Path> kept = new ArrayList<>();
  private final Map<Path, String> taken = new HashMap<>();
  private Path run;

  /**
   * @param read files, and folders with all that is in them but pages and JSON; null is none
   */
  public Outputs(Path... read) {
    this.read = Arrays.stream(read).filter(Objects::nonNull).toList();
  }

  /** The same of a command on a run, which keeps what the run was trained on. */
  public static Outputs ofRun(Path run, Path... read) {
    Outputs outputs = new Outputs(read);
    outputs.run = real(run);
    try {
      RunFolder folder = RunFolder.open(run);
      String dir = folder.config().data().dir();
      outputs.kept.add(Path.of(Manifest.read(folder).data().origin()));
      if (dir != null) {
        outputs.kept.add(Path.of(dir));
      }
    } catch (InvalidInputException e) {
      return outputs; // who opens the run says what is wrong with it
    }
    return outputs;
  }

  /**
   * Refuses a file before anything is computed that {@link #write} would refuse behind it.
   *
   * @param out null for none
   */
  public Outputs file(String option, Path out) {
    if (out != null) {
      if (Files.isDirectory(out)) {
        throw InvalidInputException.of("%s: given %s, a folder; legal is a file", option, out);
      }
      take(option, out);
    }
    return this;
  }

  /** Writes what an option names; a failure is bad input that names the option and the file. */
  public void write(String option, Path out, IOConsumer<Path> writing) {
    take(option, out);
    try {
      writing.accept(out);
    } catch (IOException e) {
      String line = option + ": cannot write " + out + ": " + IoProblem.of(e);
      throw new InvalidInputException(line, e);
    }
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

  /** Refuses what is not to be replaced, and holds the place for the option. */
  private void take(String option, Path out) {
    Path real = real(out);
    if (out.toString().equals("-")) { // of other programs, standard output
      throw InvalidInputException.of("%s: given -, legal is a file", option);
    }
    String why = null;
    String other = taken.get(real);
    if (other != null && !other.equals(option)) {
      why = "is that of " + other;
    } else if (Files.isRegularFile(real)) { // no other thing is replaced
      why =
          RunFiles.isOwn(real)
              ? "is part of a run"
              : isIn(read, real)
                  ? "is read here"
                  : isIn(kept, real) ? "belongs to what the run was trained on" : null;
    } else if (!Files.exists(real) && (isIn(read, real) || isIn(kept, real))) {
      why = "would be data there";
    }
    if (why != null) {
      throw InvalidInputException.of(
          "%s: given %s, which %s; legal is another file", option, out, why);
    }
    taken.put(real, option);
  }

  /** In folders, pages and JSON are no data, nor is what lies in the run's own. */
  private boolean isIn(List<Path> places, Path real) {
    boolean noData =
        real.toString().endsWith(".json")
            || real.toString().endsWith(".html")
            || run != null && real.startsWith(run);
    return places.stream()
        .filter(place -> !noData || Files.isRegularFile(place))
        .anyMatch(place -> real.startsWith(real(place)));
  }

  /** Without links, as far as it is there. */
  private static Path real(Path path) {
    Path there = path.toAbsolutePath().normalize();
    try {
      return there.toRealPath();
    } catch (IOException e) {
      Path parent = there.getParent();
      return parent == null ? there : real(parent).resolve(there.getFileName());
    }
  }
}
