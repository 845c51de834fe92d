package org.dcgan4j.data;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.compress.archivers.ArchiveEntry;
import org.apache.commons.compress.archivers.ArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveInputStream;
import org.dcgan4j.binding.InvalidInputException;

/** PNG files in a tar (plain or gzip) or zip archive, read in memory; nothing is ever unpacked. */
final class PngArchive implements PngSource {
  private final Path archive;
  private final FileKind kind;

  PngArchive(Path archive, FileKind kind) {
    this.archive = archive;
    this.kind = kind;
  }

  @Override
  public Path path() {
    return archive;
  }

  @Override
  public Fingerprint fingerprint() {
    try {
      Fingerprint fingerprint = new Fingerprint();
      fingerprint.add("", Files.readAttributes(archive, BasicFileAttributes.class));
      return fingerprint;
    } catch (IOException e) {
      throw new InvalidInputException(archive + ": cannot be read: " + e, e);
    }
  }

  @Override
  public Contents read() {
    Map<String, byte[]> files = entries();
    PngLayout layout = PngLayout.of(archive.toString(), files.keySet());
    if (layout.isEmpty()) {
      throw new InvalidInputException(
          "%s: holds no PNG files among its %d files".formatted(archive, files.size()));
    }
    List<PngFile> read = layout.places().stream().map(p -> file(p, files.get(p.path()))).toList();
    return new Contents(layout.classNames(), read);
  }

  private static PngFile file(PngLayout.Place place, byte[] bytes) {
    if (place.misplaced()) {
      return PngFile.misplaced(place);
    }
    return bytes.length > Limits.FILE_BYTES
        ? PngFile.tooBig(place, bytes.length)
        : PngFile.of(place, bytes);
  }

  /** Every regular file; one that is too big is cut one byte after the limit. */
  private Map<String, byte[]> entries() {
    Map<String, byte[]> files = new HashMap<>();
    int seen = 0;
    long total = 0;
    try (ArchiveInputStream<?> in = open()) {
      for (ArchiveEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        if (++seen > Limits.FILES) {
          throw new IOException("more than " + Limits.FILES + " entries");
        }
        if (regular(entry)) {
          byte[] bytes = in.readNBytes(Limits.FILE_BYTES + 1);
          files.put(name(entry), bytes);
          total += bytes.length;
        }
        if (total > Limits.TOTAL_BYTES) {
          throw new IOException("more than " + Limits.TOTAL_BYTES + " bytes in its files");
        }
      }
    } catch (IOException e) {
      throw unreadable(seen, e.getMessage(), e);
    } catch (RuntimeException | LinkageError e) {
      // Commons Compress trips over some damage, and over packing methods whose library is not
      // here.
      throw unreadable(seen, "damaged, or packed in a way that is not read", e);
    }
    return files;
  }

  private InvalidInputException unreadable(int entries, String why, Throwable cause) {
    return new InvalidInputException(
        "%s: unreadable after %d entries: %s".formatted(archive, entries, why), cause);
  }

  private ArchiveInputStream<?> open() throws IOException {
    InputStream bounded = new Bounded(FileKind.unpacked(archive));
    InputStream in = new BufferedInputStream(bounded, 1 << 16);
    return kind == FileKind.ZIP ? new ZipArchiveInputStream(in) : new TarArchiveInputStream(in);
  }

  private static boolean regular(ArchiveEntry entry) {
    return entry instanceof TarArchiveEntry tar
        ? tar.isFile() && !tar.isLink() && !tar.isSymbolicLink()
        : !entry.isDirectory();
  }

  private static String name(ArchiveEntry entry) {
    String name = entry.getName().replace('\\', '/');
    return name.startsWith("./") ? name.substring(2) : name;
  }

  /** Stops a small archive that unpacks to more than the memory holds. */
  private static final class Bounded extends FilterInputStream {
    private long left = Limits.TOTAL_BYTES;

    Bounded(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      count(1);
      return super.read();
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int n = super.read(bytes, offset, length);
      count(n);
      return n;
    }

    private void count(int n) throws IOException {
      left -= n;
      if (left < 0) {
        throw new IOException("more than " + Limits.TOTAL_BYTES + " bytes unpacked");
      }
    }
  }
}
