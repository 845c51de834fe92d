package org.dcgan4j.data;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.util.concurrent.TimeUnit;

/** Names, sizes and times of a data set's files, as one SHA-256: any change gives another one. */
final class Fingerprint {
  /** Longer than the tick of any usual file system's clock. */
  private static final long TICK_MILLIS = 50;

  private final MessageDigest digest = Hashes.sha256();
  private long newestMillis = Long.MIN_VALUE;

  void add(String name, BasicFileAttributes file) {
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    ByteBuffer numbers = ByteBuffer.allocate(20);
    numbers.putInt(bytes.length);
    numbers.putLong(file.size());
    numbers.putLong(file.lastModifiedTime().to(TimeUnit.NANOSECONDS));
    digest.update(numbers.array());
    digest.update(bytes);
    newestMillis = Math.max(newestMillis, file.lastModifiedTime().toMillis());
  }

  /** The SHA-256, 32 bytes. */
  byte[] value() {
    return ((MessageDigest) cloned()).digest();
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

  private Object cloned() {
    try {
      return digest.clone();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("SHA-256 of this Java cannot be copied", e);
    }
  }
}
