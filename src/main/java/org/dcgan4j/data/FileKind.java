package org.dcgan4j.data;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.dcgan4j.binding.InvalidInputException;

/** What a data file is, told by its first bytes and never by its name. */
enum FileKind {
  IDX,
  TAR,
  ZIP,
  UNKNOWN;

  private static final int TAR_BLOCK = 512;

  static FileKind of(Path file) {
    try (InputStream in = unpacked(file)) {
      return of(in.readNBytes(TAR_BLOCK));
    } catch (IOException e) {
      throw new InvalidInputException(file + ": cannot be read: " + e, e);
    }
  }

  /** The contents of the file, through gzip if they start like gzip. */
  static InputStream unpacked(Path file) throws IOException {
    InputStream raw = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
    try {
      return startsGzip(raw) ? new GZIPInputStream(raw, 1 << 16) : raw;
    } catch (IOException e) {
      raw.close();
      throw e;
    }
  }

  private static boolean startsGzip(InputStream in) throws IOException {
    in.mark(2);
    boolean gzip = in.read() == 0x1f && in.read() == 0x8b;
    in.reset();
    return gzip;
  }

  private static FileKind of(byte[] start) {
    if (start.length >= 4 && start[0] == 0 && start[1] == 0 && start[2] == 8) {
      return IDX;
    }
    if (start.length >= 4 && start[0] == 'P' && start[1] == 'K' && start[2] < 8 && start[3] < 9) {
      return ZIP;
    }
    return TarArchiveInputStream.matches(start, start.length) ? TAR : UNKNOWN;
  }
}
