package org.dcgan4j.commandline;

import java.io.IOException;
import java.nio.file.Path;
import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.io.IoProblem;

/** An option that names the file or folder to write. */
public final class OutputOption {
  private OutputOption() {}

  /** What writes the output. */
  @FunctionalInterface
  public interface Writing {
    void run() throws IOException;
  }

  /**
   * Writes an output.
   *
   * @param option the option's name, for the message
   * @param out what the option was given
   * @throws InvalidInputException with the option and the file, if it cannot be written
   */
  public static void write(String option, Path out, Writing writing) {
    try {
      writing.run();
    } catch (IOException e) {
      String line = option + ": cannot write " + out + ": " + IoProblem.of(e);
      throw new InvalidInputException(line, e);
    }
  }
}
