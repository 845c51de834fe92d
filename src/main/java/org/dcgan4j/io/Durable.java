package org.dcgan4j.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;

/** Makes writing last: what is forced is on the disk, should the power fail the moment after. */
public final class Durable {
  /** The one call that does it; tests count. */
  static volatile Force force = channel -> channel.force(true);

  private Durable() {}

  /** Forces an open file to the disk. */
  @FunctionalInterface
  interface Force {
    void apply(FileChannel channel) throws IOException;
  }

  /** Adds a text to the end of a file, which is made if need be. */
  public static void append(Path file, String text) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      force.apply(channel);
    }
  }

  /** Forces a file, or all files of a folder and then the folder. */
  static void force(Path path) throws IOException {
    if (!Files.isDirectory(path)) {
      try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
        force.apply(channel);
      }
      return;
    }
    try (Stream<Path> files = Files.list(path)) {
      for (Path file : files.toList()) {
        force(file);
      }
    }
    forceNames(path);
  }

  /**
   * Makes a renaming last; not every system allows it for folders, and then there is nothing more
   * to do.
   */
  static void forceNames(Path folder) {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      force.apply(channel);
    } catch (IOException e) {
      return;
    }
  }
}
