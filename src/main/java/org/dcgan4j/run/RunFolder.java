package org.dcgan4j.run;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.binding.Text;
import org.dcgan4j.config.Config;
import org.dcgan4j.config.ConfigReader;
import org.dcgan4j.io.AtomicFile;
import org.dcgan4j.io.IoProblem;
import org.dcgan4j.io.OwnFiles;
import org.dcgan4j.io.RunFiles;

/**
 * The folder of one training, {@code 00000-notmnist-dcgan/} and so on.
 *
 * @param path the folder
 * @param config what is trained there
 */
public record RunFolder(Path path, Config config) {
  private static final int LONGEST_PID = 20;

  /** By this process. */
  private static final Set<Path> LOCKED = ConcurrentHashMap.newKeySet();

  private static final Pattern NUMBERED = Pattern.compile("(\\d{5,9})-.*");

  /**
   * Makes the next folder under {@code runs} and writes the configuration into it.
   *
   * @throws InvalidInputException if that cannot be written
   */
  public static RunFolder create(Path runs, Config config) {
    try {
      AtomicFile.makeFolders(runs);
      Path path = createNext(runs, config.preset());
      RunFolder run = new RunFolder(path, config);
      run.writeConfig();
      return run;
    } catch (IOException e) {
      throw new InvalidInputException(
          "cannot make a run folder under " + runs + ": " + IoProblem.of(e), e);
    }
  }

  /**
   * @throws InvalidInputException if there is no run
   */
  public static RunFolder open(Path path) {
    return open(path, Map.of());
  }

  /**
   * A run whose configuration is changed; the folder stays as it is until {@link #writeConfig()}.
   *
   * @param overrides dotted keys
   * @throws InvalidInputException if there is no run, or a key is not legal
   */
  public static RunFolder open(Path path, Map<String, String> overrides) {
    Path config = path.resolve(RunFiles.CONFIG);
    if (!Files.isDirectory(path)) {
      String why = Files.exists(path) ? "it is a file" : "there is no such folder";
      throw new InvalidInputException(path + " is no run folder: " + why);
    }
    if (!Files.isRegularFile(config)) {
      throw new InvalidInputException(path + " is no run folder: it has no " + RunFiles.CONFIG);
    }
    return new RunFolder(path, ConfigReader.ofRun(config, overrides));
  }

  /** Writes {@code config.json}. */
  public void writeConfig() throws IOException {
    AtomicFile.write(path.resolve(RunFiles.CONFIG), part -> Files.writeString(part, config.json()));
  }

  private static Path createNext(Path runs, String preset) throws IOException {
    int number = nextNumber(runs);
    while (true) {
      Path path = runs.resolve(Text.format("%05d-%s", number++, preset));
      try {
        return Files.createDirectory(path);
      } catch (FileAlreadyExistsException e) {
        continue; // another training took it a moment ago
      }
    }
  }

  private static int nextNumber(Path runs) throws IOException {
    try (Stream<Path> entries = Files.list(runs)) {
      return entries
          .map(entry -> NUMBERED.matcher(entry.getFileName().toString()))
          .filter(Matcher::matches)
          .mapToInt(name -> Integer.parseInt(name.group(1)) + 1)
          .max()
          .orElse(0);
    }
  }

  /**
   * Keeps the folder to one training at a time, or fails at once. The system releases the lock when
   * it is closed or the process ends, however it ends; the file {@code .lock} stays and says
   * nothing by itself.
   *
   * @throws InvalidInputException if another training has it, in this process or another, or the
   *     folder cannot be written
   */
  public Closeable lock() {
    try {
      Path real = path.toRealPath();
      // Asked first: whoever opens and closes a file loses all locks that the process has on it.
      if (!LOCKED.add(real)) {
        throw trainedAlready(" by process " + ProcessHandle.current().pid());
      }
      try {
        FileChannel channel = lockedChannel();
        return () -> {
          channel.close();
          LOCKED.remove(real);
        };
      } catch (IOException | RuntimeException e) {
        LOCKED.remove(real);
        throw e;
      }
    } catch (IOException e) {
      throw new InvalidInputException(
          "cannot lock the run folder " + path + ": " + IoProblem.of(e), e);
    }
  }

  private FileChannel lockedChannel() throws IOException {
    FileChannel channel =
        FileChannel.open(
            path.resolve(OwnFiles.LOCK),
            StandardOpenOption.CREATE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE);
    try {
      // Of a byte that nobody writes: some systems let no other process read locked ones.
      if (channel.tryLock(Long.MAX_VALUE - 1, 1, false) == null) {
        throw trainedAlready(holder(channel));
      }
      sign(channel);
      return channel;
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private InvalidInputException trainedAlready(String holder) {
    return new InvalidInputException(path + " is being trained already" + holder);
  }

  private static void sign(FileChannel channel) throws IOException {
    String pid = ProcessHandle.current().pid() + "\n";
    channel.truncate(0);
    channel.write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.UTF_8)), 0);
  }

  private static String holder(FileChannel channel) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(LONGEST_PID);
    channel.read(bytes, 0);
    String pid = new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8).strip();
    return pid.matches("\\d+") ? " by process " + pid : "";
  }
}
