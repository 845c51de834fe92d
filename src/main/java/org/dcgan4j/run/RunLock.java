package org.dcgan4j.run;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.io.IoProblem;
import org.dcgan4j.io.OwnFiles;

/**
 * Keeps a run folder to one training at a time. The system releases it when the process ends,
 * however it ends; the file {@code .lock} stays and says nothing by itself.
 */
public final class RunLock implements AutoCloseable {
  private static final int LONGEST_PID = 20;

  private final FileChannel channel;

  private RunLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes the lock, or fails at once.
   *
   * @throws InvalidInputException if another training has it, in this process or another, or the
   *     folder cannot be written
   */
  public static RunLock take(RunFolder run) {
    Path file = run.path().resolve(OwnFiles.LOCK);
    try {
      FileChannel channel =
          FileChannel.open(
              file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      try {
        if (tryLock(channel) == null) {
          throw new InvalidInputException(
              run.path() + " is being trained already" + holder(channel));
        }
        sign(channel);
        return new RunLock(channel);
      } catch (IOException | RuntimeException e) {
        channel.close();
        throw e;
      }
    } catch (IOException e) {
      throw new InvalidInputException(
          "cannot lock the run folder " + run.path() + ": " + IoProblem.of(e), e);
    }
  }

  private static FileLock tryLock(FileChannel channel) throws IOException {
    try {
      // Of a byte that nobody writes: some systems let no other process read locked ones.
      return channel.tryLock(Long.MAX_VALUE - 1, 1, false);
    } catch (OverlappingFileLockException e) {
      return null;
    }
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

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
