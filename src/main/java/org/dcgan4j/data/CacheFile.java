package org.dcgan4j.data;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.commons.codec.digest.DigestUtils;
import org.dcgan4j.io.AtomicFile;

/**
 * The file of a {@link DecodedCache}: magic, version, release of the readers, fingerprint, shape,
 * class names, bad files, notes, the data hash, labels, pixels, and the SHA-256 of all that.
 * Numbers are big-endian. Many pixels are not read but mapped, after they were checked.
 */
final class CacheFile {
  private static final long MAGIC = 0x444347414E344A43L;
  private static final int VERSION = 4;

  /** Bytes of a SHA-256. */
  private static final int HASH = 32;

  private CacheFile() {}

  /** The images and the state of the data they were read from. */
  record Cached(byte[] fingerprint, ImageSet images) {}

  /** What the file holds, if it is there, whole, of this version and of this decoder. */
  static Optional<Cached> read(Path file, String origin) {
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    MessageDigest digest = DigestUtils.getSha256Digest();
    try (FileChannel channel = FileChannel.open(file);
        InputStream raw = new BufferedInputStream(Channels.newInputStream(channel), 1 << 16);
        DataInputStream in = new DataInputStream(new DigestInputStream(raw, digest))) {
      if (in.readLong() != MAGIC || in.readInt() != VERSION || in.readInt() != Picture.RELEASE) {
        return Optional.empty();
      }
      byte[] fingerprint = in.readNBytes(in.readInt());
      ImageSet images = readImages(in, channel, origin);
      boolean whole = Arrays.equals(digest.digest(), raw.readAllBytes());
      return whole ? Optional.of(new Cached(fingerprint, images)) : Optional.empty();
    } catch (IOException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /**
   * Writes the file as a whole or not at all.
   *
   * @return the same images, mapped where they are many
   */
  static ImageSet write(Path file, byte[] fingerprint, ImageSet images) throws IOException {
    CachePlaces.expectWritable(file);
    AtomicFile.write(
        file,
        part -> {
          MessageDigest digest = DigestUtils.getSha256Digest();
          try (OutputStream raw = new BufferedOutputStream(Files.newOutputStream(part), 1 << 16);
              DataOutputStream out = new DataOutputStream(new DigestOutputStream(raw, digest))) {
            out.writeLong(MAGIC);
            out.writeInt(VERSION);
            out.writeInt(Picture.RELEASE);
            out.writeInt(fingerprint.length);
            out.write(fingerprint);
            writeImages(out, images);
            out.flush();
            raw.write(digest.digest());
          }
        });
    ImageShape shape = images.images().shape();
    long bytes = (long) images.count() * shape.pixels();
    if (bytes <= Images.IN_MEMORY) {
      return images;
    }
    try (FileChannel channel = FileChannel.open(file)) {
      long from = channel.size() - HASH - bytes;
      return images.with(Images.map(shape, images.count(), channel, from));
    }
  }

  private static void writeImages(DataOutputStream out, ImageSet images) throws IOException {
    out.writeInt(images.count());
    ImageShape shape = images.images().shape();
    out.writeInt(shape.channels());
    out.writeInt(shape.height());
    out.writeInt(shape.width());
    out.writeUTF(images.contentSha256());
    out.writeInt(images.classNames().size());
    for (String name : images.classNames()) {
      out.writeUTF(name);
    }
    out.writeInt(images.badFiles().size());
    for (BadFile bad : images.badFiles()) {
      out.writeUTF(bad.name());
      out.writeUTF(bad.reason());
    }
    out.writeInt(images.notes().size());
    for (String note : images.notes()) {
      out.writeUTF(note);
    }
    for (int i = 0; images.labelled() && i < images.count(); i++) {
      out.writeInt(images.label(i));
    }
    images.images().writeTo(out);
  }

  private static ImageSet readImages(DataInputStream in, FileChannel file, String origin)
      throws IOException {
    int count = in.readInt();
    ImageShape shape = new ImageShape(in.readInt(), in.readInt(), in.readInt());
    long bytes = (long) count * shape.pixels();
    String contentSha256 = in.readUTF();
    if (count < 1 || bytes > file.size()) {
      throw new IOException("a header that its file cannot hold");
    }
    List<String> classNames = new ArrayList<>();
    for (int n = in.readInt(); classNames.size() < n; ) {
      classNames.add(in.readUTF());
    }
    List<BadFile> badFiles = new ArrayList<>();
    for (int n = in.readInt(); badFiles.size() < n; ) {
      badFiles.add(new BadFile(in.readUTF(), in.readUTF()));
    }
    List<String> notes = new ArrayList<>();
    for (int n = in.readInt(); notes.size() < n; ) {
      notes.add(in.readUTF());
    }
    int[] labels = new int[classNames.isEmpty() ? 0 : count];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = in.readInt();
    }
    Images images = readPixels(in, file, shape, count);
    return new ImageSet(origin, images, labels, classNames, badFiles)
        .withNotes(notes)
        .withContentSha256(contentSha256);
  }

  /** Reads all of them, so that the stream's hash covers them. */
  private static Images readPixels(
      DataInputStream in, FileChannel file, ImageShape shape, int count) throws IOException {
    long bytes = (long) count * shape.pixels();
    byte[] part = new byte[(int) Math.min(bytes, Images.IN_MEMORY)];
    for (long left = bytes; left > 0; left -= part.length) {
      in.readFully(part, 0, (int) Math.min(part.length, left));
    }
    return bytes == part.length
        ? Images.of(shape, part)
        : Images.map(shape, count, file, file.size() - HASH - bytes);
  }
}
