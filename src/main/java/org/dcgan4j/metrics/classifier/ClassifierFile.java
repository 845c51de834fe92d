package org.dcgan4j.metrics.classifier;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import org.dcgan4j.io.AtomicFile;
import org.dcgan4j.io.Hashes;
import org.dcgan4j.metrics.classifier.Classifier.Origin;
import org.dcgan4j.metrics.classifier.ClassifierNetwork.ImageShape;

/**
 * A classifier as a file: magic, version, origin, shape, parameters, and the SHA-256 of all that.
 * Numbers are big-endian, the parameters little-endian floats. The network itself is code, so
 * nothing in the file can name a class.
 */
final class ClassifierFile {
  /** The version of the format and of the network and its training together. */
  static final int VERSION = 1;

  private static final long MAGIC = 0x444347414E344A4CL;

  private ClassifierFile() {}

  static void write(Path file, Classifier classifier) throws IOException {
    AtomicFile.write(
        file,
        part -> {
          MessageDigest digest = Hashes.sha256();
          try (OutputStream raw = new BufferedOutputStream(Files.newOutputStream(part));
              DataOutputStream out = new DataOutputStream(new DigestOutputStream(raw, digest))) {
            write(classifier, out);
            out.flush();
            raw.write(digest.digest());
          }
        });
  }

  private static void write(Classifier classifier, DataOutputStream out) throws IOException {
    Origin origin = classifier.origin();
    ImageShape shape = classifier.shape();
    float[] parameters = classifier.parameters();
    out.writeLong(MAGIC);
    out.writeInt(VERSION);
    out.writeUTF(origin.dataSha256());
    out.writeUTF(origin.testSha256());
    out.writeLong(origin.seed());
    out.writeDouble(origin.accuracy());
    out.writeInt(origin.heldOut());
    out.writeInt(shape.height());
    out.writeInt(shape.width());
    out.writeInt(shape.classes());
    out.writeFloat(classifier.featureScale());
    out.writeInt(parameters.length);
    out.write(bytes(parameters));
  }

  /**
   * Reads a classifier of a known shape.
   *
   * @throws IOException if the file is not whole, or not of this version, shape
   */
  static Classifier read(Path file, ImageShape shape) throws IOException {
    MessageDigest digest = Hashes.sha256();
    try (InputStream raw = new BufferedInputStream(Files.newInputStream(file));
        DataInputStream in = new DataInputStream(new DigestInputStream(raw, digest))) {
      expect(in.readLong() == MAGIC, file + " is no classifier");
      int version = in.readInt();
      expect(version == VERSION, file + " is of version " + version + ", expected " + VERSION);
      Origin origin =
          new Origin(in.readUTF(), in.readUTF(), in.readLong(), in.readDouble(), in.readInt());
      ImageShape found = new ImageShape(in.readInt(), in.readInt(), in.readInt());
      expect(found.equals(shape), file + " is for " + found + ", expected " + shape);
      ClassifierNetwork network = new ClassifierNetwork(shape, origin.seed());
      network.setFeatureScale(in.readFloat());
      expect(in.readInt() == network.length(), file + " has another number of parameters");
      float[] parameters = new float[network.length()];
      byte[] bytes = new byte[Math.multiplyExact(Float.BYTES, parameters.length)];
      in.readFully(bytes);
      expect(
          Arrays.equals(digest.digest(), raw.readAllBytes()), file + " does not match its SHA-256");
      ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(parameters);
      network.setParameters(parameters);
      return new Classifier(origin, shape, network);
    }
  }

  private static void expect(boolean good, String problem) throws IOException {
    if (!good) {
      throw new IOException(problem);
    }
  }

  static String sha256(float... parameters) {
    return HexFormat.of().formatHex(Hashes.sha256().digest(bytes(parameters)));
  }

  private static byte[] bytes(float... floats) {
    ByteBuffer bytes =
        ByteBuffer.allocate(Math.multiplyExact(Float.BYTES, floats.length))
            .order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(floats);
    return bytes.array();
  }
}
