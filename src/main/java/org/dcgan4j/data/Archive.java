package org.dcgan4j.data;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.io.input.BoundedInputStream;
import org.apache.commons.io.input.ChecksumInputStream;
import org.apache.commons.lang3.function.FailableSupplier;
import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.binding.Text;

/**
 * The files of a tar (plain or gzip) or zip archive; nothing is ever unpacked to the disk. A tar is
 * read into memory; of a zip it is its directory that counts, which stands at the end.
 *
 * <p>Links have the bytes of what they lead to inside the archive.
 */
final class Archive extends FileTree {
  private static final int MOST_HOPS = 40;
  private static final Pattern CONTROL = Pattern.compile("[\\x80-\\x9F]");

  private final Map<String, FailableSupplier<InputStream, IOException>> files = new HashMap<>();
  private final Map<String, String> links = new LinkedHashMap<>();
  private ZipFile zip;
  private int seen;

  /** Refuses one that is damaged or too large. */
  Archive(Path archive, FileKind kind) {
    super(archive.toString());
    try {
      if (kind == FileKind.ZIP) {
        zip = ZipFile.builder().setPath(archive).setCharset(StandardCharsets.ISO_8859_1).get();
        for (ZipArchiveEntry entry : Collections.list(zip.getEntries())) {
          add(entry);
        }
      } else {
        readTar(archive);
      }
      links.forEach(this::resolve);
    } catch (IOException e) {
      throw unreadable(e.getMessage(), e);
    } catch (InvalidInputException e) {
      throw e;
    } catch (RuntimeException | LinkageError e) {
      // Commons Compress trips over some damage, and over packing methods whose library is not
      // here.
      throw unreadable("damaged, or packed in a way that is not read", e);
    }
  }

  private InvalidInputException unreadable(String why, Throwable cause) {
    return new InvalidInputException(
        Text.format("%s: unreadable after %d entries: %s", origin, seen, why), cause);
  }

  @Override
  InputStream open(String name) throws IOException {
    return files.get(name).get();
  }

  /** The bytes of an entry, the last of which fails where they are not those that were packed. */
  static InputStream checked(InputStream in, ZipEntry entry) throws IOException {
    return ChecksumInputStream.builder()
        .setInputStream(in)
        .setChecksum(new CRC32())
        .setExpectedChecksumValue(entry.getCrc())
        .setCountThreshold(entry.getSize())
        .get();
  }

  @Override
  public void close() throws IOException {
    if (zip != null) {
      zip.close();
    }
  }

  private void readTar(Path archive) throws IOException {
    long total = 0;
    // Stops a small archive that unpacks to more than the memory holds.
    try (InputStream plain =
            BoundedInputStream.builder()
                .setInputStream(FileKind.unpacked(Files.newInputStream(archive)))
                .setMaxCount(Limits.TOTAL_BYTES + 1)
                .setOnMaxCount(
                    (most, count) -> {
                      throw new IOException("more than " + Limits.TOTAL_BYTES + " bytes unpacked");
                    })
                .get();
        InputStream buffered = new BufferedInputStream(plain, 1 << 16);
        EndingTar in = new EndingTar(buffered)) {
      for (TarArchiveEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        if (!entry.isCheckSumOK()) {
          throw new IOException("the head of an entry is damaged (by its checksum)");
        }
        String name = accepted(entry.getName(), entry.isDirectory());
        if (name == null) {
          continue;
        }
        if (entry.isLink() || entry.isSymbolicLink()) {
          String from = entry.isLink() ? "" : parent(name);
          links.put(name, normal(from, entry.getLinkName()));
        } else if (!entry.isFile()
            || entry.isCharacterDevice()
            || entry.isBlockDevice()
            || entry.isFIFO()) {
          notes.add("of its entries are no files (devices, pipes) and are passed over", name);
        } else if (!in.canReadEntryData(entry)) {
          addClosed(name, "stored in a way that is not read");
        } else {
          // One that is too big for a picture is cut one byte after the limit.
          long most = PictureKind.named(name) ? Limits.FILE_BYTES : Limits.TOTAL_BYTES;
          byte[] bytes = in.readNBytes((int) most + 1);
          files.put(name, () -> new ByteArrayInputStream(bytes));
          add(name, bytes.length);
          total += bytes.length;
        }
        if (total > Limits.TOTAL_BYTES) {
          throw new IOException("more than " + Limits.TOTAL_BYTES + " bytes in its files");
        }
      }
      if (!in.ended && in.getBytesRead() % FileKind.TAR_BLOCK != 0) {
        throw new IOException("it is cut off within the head of an entry");
      } else if (!in.ended) {
        notes.say("the archive has no mark at its end: it may be cut off after %,d entries", seen);
      }
      for (int b = buffered.read(); b >= 0; b = buffered.read()) {
        if (b != 0) {
          throw new IOException("it goes on behind its end, perhaps with another archive");
        }
      }
    }
  }

  private void add(ZipArchiveEntry entry) throws IOException {
    String name = accepted(entry.getName(), entry.isDirectory());
    if (name == null) {
      return;
    }
    if (entry.isUnixSymlink()) {
      links.put(name, normal(parent(name), zip.getUnixSymlink(entry)));
    } else if (!zip.canReadEntryData(entry)) {
      addClosed(name, "encrypted, or packed in a way that is not read");
    } else {
      files.put(name, () -> checked(zip.getInputStream(entry), entry));
      add(name, entry.getSize());
    }
  }

  /** A name that was read a byte a letter: in UTF-8 if it is that, and else as Latin-1. */
  private static String utf8(String name) {
    String utf8 = new String(name.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    boolean valid = utf8.indexOf(Folder.UNREADABLE) < 0 && name.chars().allMatch(c -> c <= 0xFF);
    return valid
        ? utf8
        : CONTROL.matcher(name).replaceAll(c -> Text.format("%%%02X", (int) c.group().charAt(0)));
  }

  /** The name of a file that counts; null for a folder, and for what leads out. */
  private String accepted(String path, boolean folder) throws IOException {
    if (++seen > Limits.FILES) {
      throw new IOException("more than " + Limits.FILES + " entries");
    }
    String name = normal("", path);
    if (name == null || List.of(path.split("[/\\\\]")).contains("..")) {
      notes.add("of its entries lead out of it and are passed over", path);
      return null;
    }
    if (folder) {
      addFolder(name);
    } else if (isHidden(name)) {
      add(name, 0);
    } else {
      if (sizes.containsKey(name)) {
        notes.add("of its entries stand there again under the same name; the last is taken", name);
      }
      return name;
    }
    return null;
  }

  /** A path without {@code .} and {@code ..}; null if it leads out of the archive. */
  private static String normal(String from, String path) {
    Deque<String> parts = new ArrayDeque<>();
    String whole = path.startsWith("/") ? utf8(path) : from + "/" + utf8(path);
    for (String part : whole.replace('\\', '/').split("/")) {
      if (part.equals("..")) {
        if (parts.pollLast() == null) {
          return null;
        }
      } else if (!part.isEmpty() && !part.equals(".")) {
        parts.addLast(part);
      }
    }
    return String.join("/", parts);
  }

  /** Gives a link the bytes of its file, or the files of its folder. */
  private void resolve(String name, String target) {
    String end = target;
    for (int hops = 0; links.containsKey(end) && hops < MOST_HOPS; hops++) {
      end = links.get(end);
    }
    if (end != null && sizes.containsKey(end)) {
      alias(name, end);
    } else if (end != null && folders.contains(end) && !(name + "/").startsWith(end + "/")) {
      String prefix = end + "/";
      // Many links must not each look through all names.
      sizes.tailMap(prefix).keySet().stream()
          .takeWhile(file -> file.startsWith(prefix))
          .toList()
          .forEach(file -> alias(name + "/" + file.substring(prefix.length()), file));
    } else {
      String to = target == null ? "a place" : target;
      addClosed(name, "a link to " + to + ", which is not in the archive");
    }
  }

  private void alias(String name, String file) {
    if (problems.containsKey(file)) {
      addClosed(name, problems.get(file));
      return;
    }
    add(name, sizes.get(file));
    files.putIfAbsent(name, files.get(file));
  }

  /** A tar that knows whether it has blocks of zeros at its end: without, it may have been cut. */
  private static final class EndingTar extends TarArchiveInputStream {
    private boolean ended;

    EndingTar(InputStream in) {
      super(in, FileKind.TAR_BLOCK, FileKind.TAR_BLOCK, StandardCharsets.ISO_8859_1.name());
    }

    @Override
    protected boolean isEOFRecord(byte[] block) {
      ended |= block != null && super.isEOFRecord(block);
      return super.isEOFRecord(block);
    }
  }
}
