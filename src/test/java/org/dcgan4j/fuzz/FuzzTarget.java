package org.dcgan4j.fuzz;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A reader of files that somebody else may have made. */
public interface FuzzTarget {

  /** The name of the reader, and of its folder of found inputs. */
  String name();

  /** Whole files to start from. */
  List<byte[]> corpus() throws IOException;

  /** Words that mean something in the format; empty for a format of bytes. */
  default List<String> words() {
    return List.of();
  }

  /**
   * Makes sums right again, where the reader would look no further with wrong ones.
   *
   * @param input may be changed
   */
  default byte[] repaired(byte[] input) {
    return input;
  }

  /**
   * Reads an input. It may refuse it with an {@link IOException} or an {@link
   * org.dcgan4j.binding.InvalidInputException}; all else is a fault.
   *
   * @param scratch a folder of its own
   */
  void read(byte[] input, Path scratch) throws IOException;
}
