package org.dcgan4j.data;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.io.IoProblem;

/** What a data file is, told by its first bytes and never by its name. */
enum FileKind {
  IDX,
  TAR,
  ZIP,
  NPY,
  CSV,
  UNKNOWN;

  static final int TAR_BLOCK = 512;

  /** What other packings begin with. */
  private static final Map<String, String> PACKED =
      Map.of("fd377a58", "xz", "28b52ffd", "zstd", "377abcaf", "7z", "52617221", "rar");

  /** Four fields or more of printable characters, perhaps after a byte order mark. */
  private static final Pattern CSV_START =
      Pattern.compile("(\u00EF\u00BB\u00BF)?([^,;\\p{Cntrl}]{0,60}[,;\t]){3,}[^,\\p{Cntrl}]*");

  static FileKind of(Path file) {
    try (InputStream in = unpacked(Files.newInputStream(file))) {
      return of(in);
    } catch (IOException e) {
      throw new InvalidInputException(file + ": cannot be read: " + IoProblem.of(e), e);
    }
  }

  /** Whether there is nothing in a file, or nothing packed in it. */
  static boolean isEmpty(Path file) {
    try (InputStream in = unpacked(Files.newInputStream(file))) {
      return in.read() < 0;
    } catch (IOException e) {
      throw new InvalidInputException(file + ": cannot be read: " + IoProblem.of(e), e);
    }
  }

  /** The contents, through gzip or bzip2 if they start like that; other packings are refused. */
  static InputStream unpacked(InputStream plain) throws IOException {
    InputStream raw = new BufferedInputStream(plain, 1 << 16);
    try {
      raw.mark(4);
      String start = HexFormat.of().formatHex(raw.readNBytes(4));
      raw.reset();
      if (PACKED.containsKey(start)) {
        throw new IOException(
            "packed with " + PACKED.get(start) + ", which is not read (legal: gzip, bzip2, zip)");
      }
      return start.startsWith("1f8b")
          ? new GZIPInputStream(raw, 1 << 16)
          : start.startsWith("425a68") ? new BZip2CompressorInputStream(raw, true) : raw;
    } catch (IOException e) {
      raw.close();
      throw e;
    }
  }

  static FileKind of(InputStream in) throws IOException {
    byte[] start = in.readNBytes(TAR_BLOCK);
    if (start.length >= 4 && (start[0] | start[1]) == 0 && start[2] >= 8 && start[2] <= 14) {
      return IDX;
    }
    if (start.length >= 4 && start[0] == 'P' && start[1] == 'K' && start[2] < 8 && start[3] < 9) {
      return ZIP;
    }
    if (TarArchiveInputStream.matches(start, start.length)) {
      return TAR;
    }
    String text = new String(start, StandardCharsets.ISO_8859_1);
    if (text.startsWith("\u0093NUMPY")) {
      return NPY;
    }
    return CSV_START.matcher(text).lookingAt() ? CSV : UNKNOWN;
  }
}
