package org.dcgan4j.io;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * The hidden files that this program leaves beside what users see: all their names are made and
 * known here. Whoever lists a folder of somebody's data passes over them.
 *
 * <ul>
 *   <li>{@code .dcgan4j-cache}, {@code .NAME.dcgan4j-cache}: decoded images
 *   <li>{@code .HASH.dcgan4j-classifier}, {@code .NAME.HASH.dcgan4j-classifier}
 *   <li>{@code .dcgan4j-part-HOST-PROCESS-N.NAME}: a file or folder that is being written; one that
 *       takes long is locked meanwhile, and its NAME ends in {@code .held}
 *   <li>{@code .dcgan4j-old.NAME}: a folder that stepped aside for its successor
 *   <li>{@code .lock} of a run folder
 * </ul>
 */
public final class OwnFiles {
  public static final String CACHE = "dcgan4j-cache";
  public static final String CLASSIFIER = "dcgan4j-classifier";
  public static final String LOCK = ".lock";

  private static final String PART = ".dcgan4j-part-";
  private static final String HELD = ".held";
  private static final String OLD = ".dcgan4j-old.";

  /** Also the names that earlier versions gave to parts. */
  private static final Pattern OWN =
      Pattern.compile(
          "\\.(.+\\.)?dcgan4j-(cache|classifier)|\\.dcgan4j-(part-|old\\.).+|\\.lock"
              + "|\\.part-.+|\\.dcgan4j-.*\\.tmp|\\..+\\.dcgan4j-partial-.+");

  private static final Pattern A_PART =
      Pattern.compile("\\.dcgan4j-part-([0-9a-f]{8})-(\\d{1,18})-\\d+\\..+");

  /** Whoever writes longer than this to one file is dead, or a process of another machine. */
  private static final Duration STALE = Duration.ofDays(1);

  /** How exactly the system knows when a process began. */
  private static final Duration CLOCK = Duration.ofSeconds(10);

  /** Names may have 255 bytes: 60 characters have at most 180, which leaves room for the rest. */
  private static final int LONGEST = 60;

  private static final int TRIES = 10;
  private static final String HOST = host();
  private static final AtomicLong PARTS = new AtomicLong();
  private static final Set<Path> TIDIED = ConcurrentHashMap.newKeySet();

  private OwnFiles() {}

  /** Whether a file or folder is one of ours, going by its name. */
  public static boolean isOwn(Path file) {
    return OWN.matcher(name(file)).matches();
  }

  /** Where to write until it is whole: each time another name beside it, of the same ending. */
  public static Path part(Path target) {
    long process = ProcessHandle.current().pid();
    String unique = HOST + "-" + process + "-" + PARTS.incrementAndGet();
    return target.resolveSibling(PART + unique + "." + ending(target));
  }

  /**
   * The same for a file that is written for long. Who writes it keeps it locked: whether they live
   * can be seen from another container, where their process number means nothing.
   */
  public static Path held(Path target) {
    return part(target.resolveSibling(target.getFileName() + HELD));
  }

  /**
   * Makes such a file, for reading and writing, and holds it until it is closed; it goes when the
   * process is stopped.
   */
  public static FileChannel hold(Path part) throws IOException {
    for (int i = 0; ; i++) {
      FileChannel channel =
          FileChannel.open(
              part, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      try {
        channel.lock();
      } catch (IOException e) {
        i = TRIES; // no locks here: it is left alone for a day
      }
      if (i >= TRIES || Files.exists(part)) {
        part.toFile().deleteOnExit();
        return channel;
      }
      channel.close(); // whoever tidied up before it was locked has taken it away
    }
  }

  /** Where a folder is while another one takes its place. */
  static Path old(Path target) {
    return target.resolveSibling(OLD + ending(target));
  }

  /** The folder that one which stepped aside belongs to; any other is its own. */
  public static Path targetOf(Path entry) {
    String name = name(entry);
    return name.startsWith(OLD) ? entry.resolveSibling(name.substring(OLD.length())) : entry;
  }

  /** Deletes what dead processes left: parts, and what stepped aside for one that is there. */
  public static void tidy(Path folder) throws IOException {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, ".dcgan4j-*")) {
      for (Path entry : entries) {
        if (isLeft(entry) || (!targetOf(entry).equals(entry) && Files.exists(targetOf(entry)))) {
          deleteTree(entry);
        }
      }
    }
  }

  /** The same, if this process has not done it yet; a folder that cannot be listed stays. */
  public static void tidyOnce(Path folder) {
    if (TIDIED.add(folder.normalize())) {
      try {
        tidy(folder);
      } catch (IOException e) {
        return;
      }
    }
  }

  /** Deletes a file, or a folder with all that is in it. Links are deleted and not followed. */
  public static void deleteTree(Path folder) throws IOException {
    IOException failure = null;
    for (int i = 0; Files.exists(folder, LinkOption.NOFOLLOW_LINKS); i++) {
      if (i == TRIES) {
        throw failure;
      }
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(file);
        }
        return;
      } catch (UncheckedIOException e) {
        failure = e.getCause();
      } catch (IOException e) {
        failure = e; // perhaps because another process deletes it, too
      }
    }
  }

  /** Whether it is a part that nobody writes to any more. */
  private static boolean isLeft(Path entry) throws IOException {
    Matcher part = A_PART.matcher(name(entry));
    if (!part.matches()) {
      return false;
    }
    Instant modified;
    try {
      modified = Files.getLastModifiedTime(entry, LinkOption.NOFOLLOW_LINKS).toInstant();
    } catch (NoSuchFileException e) {
      return false;
    }
    if (modified.isBefore(Instant.now().minus(STALE))) {
      return true;
    }
    boolean here = part.group(1).equals(HOST);
    if (name(entry).endsWith(HELD)) {
      boolean own = here && Long.parseLong(part.group(2)) == ProcessHandle.current().pid();
      return !own && !isLocked(entry);
    }
    return here
        && ProcessHandle.of(Long.parseLong(part.group(2)))
            // A process that began after the file was written has inherited the number.
            .filter(
                p -> p.info().startInstant().orElse(Instant.EPOCH).isBefore(modified.plus(CLOCK)))
            .isEmpty();
  }

  private static boolean isLocked(Path file) {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock()) {
      return lock == null;
    } catch (IOException | OverlappingFileLockException e) {
      return true;
    }
  }

  private static String ending(Path target) {
    String name = name(target);
    return name.substring(Math.max(0, name.length() - LONGEST));
  }

  private static String name(Path file) {
    return Objects.toString(file.getFileName(), "");
  }

  /** Tells apart machines and containers that share a disk: their process numbers mean nothing. */
  private static String host() {
    StringBuilder host = new StringBuilder(Objects.toString(System.getenv("HOSTNAME"), ""));
    try {
      host.append(Files.readString(Path.of("/proc/sys/kernel/random/boot_id")));
      host.append(Files.readSymbolicLink(Path.of("/proc/self/ns/pid")));
    } catch (IOException | UnsupportedOperationException e) {
      host.append(System.getProperty("os.name"));
    }
    byte[] hash = DigestUtils.sha256(host.toString().getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(hash, 0, 4);
  }
}
