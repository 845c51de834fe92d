package org.dcgan4j.data;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.TimeUnit;
import org.dcgan4j.binding.InvalidInputException;

/** Names, sizes and times of a data set's files: any change of a file changes it. */
final class Fingerprint {
  /** Longer than the tick of any usual file system's clock. */
  private static final long TICK_MILLIS = 50;

  private final ByteArrayOutputStream listing = new ByteArrayOutputStream();
  private long newestMillis = Long.MIN_VALUE;

  /** Of a single file. */
  static Fingerprint of(Path file) {
    try {
      Fingerprint fingerprint = new Fingerprint();
      fingerprint.add("", Files.readAttributes(file, BasicFileAttributes.class));
      return fingerprint;
    } catch (IOException e) {
      throw new InvalidInputException(file + ": cannot be read: " + e, e);
    }
  }

  void add(String name, BasicFileAttributes file) {
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    ByteBuffer entry = ByteBuffer.allocate(20 + bytes.length);
    entry.putInt(bytes.length);
    entry.put(bytes);
    entry.putLong(file.size());
    entry.putLong(file.lastModifiedTime().to(TimeUnit.NANOSECONDS));
    listing.writeBytes(entry.array());
    newestMillis = Math.max(newestMillis, file.lastModifiedTime().toMillis());
  }

  /** Something without a size and a time that is there. */
  void add(String name) {
    listing.writeBytes(name.getBytes(StandardCharsets.UTF_8));
    listing.write(0);
  }

  /** The whole list. No hash of it: comparing is quicker than hashing, and exact. */
  byte[] value() {
    return listing.toByteArray();
  }

  /**
   * Waits until a file written from now on must get a newer time than every file seen. Without
   * that, a file changed within the same tick of the clock would look unchanged for ever.
   */
  void settle() {
    long age = System.currentTimeMillis() - newestMillis;
    if (age >= 0 && age < TICK_MILLIS) {
      try {
        Thread.sleep(TICK_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
