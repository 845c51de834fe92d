package org.dcgan4j.metrics.classifier;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.apache.commons.codec.digest.DigestUtils;
import org.dcgan4j.data.ImageShape;
import org.dcgan4j.io.AtomicFile;
import org.dcgan4j.metrics.classifier.Classifier.Origin;
import org.dcgan4j.metrics.classifier.Classifier.Task;

/**
 * A classifier as a file: magic, version, origin, shape, parameters, and the SHA-256 of all that.
 * Numbers are big-endian, the parameters little-endian floats. The network itself is code, so
 * nothing in the file can name a class.
 */
final class ClassifierFile {
  /** The version of the format and of the network and its training together. */
  static final int VERSION = 2;

  private static final int SHA256_BYTES = 32;
  private static final long LARGEST = 1L << 28;
  private static final long MAGIC = 0x444347414E344A4CL;

  private ClassifierFile() {}

  static void write(Path file, Classifier classifier) throws IOException {
    Origin origin = classifier.origin();
    Task task = classifier.task();
    float[] parameters = classifier.parameters();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeLong(MAGIC);
    out.writeInt(VERSION);
    out.writeUTF(origin.dataSha256());
    out.writeUTF(origin.testSha256());
    out.writeLong(origin.seed());
    out.writeDouble(origin.accuracy());
    out.writeInt(origin.heldOut());
    out.writeInt(task.images().height());
    out.writeInt(task.images().width());
    out.writeInt(task.classes());
    out.writeFloat(classifier.featureScale());
    out.writeInt(parameters.length);
    out.write(bytes(parameters));
    out.write(DigestUtils.sha256(bytes.toByteArray()));
    AtomicFile.write(file, part -> Files.write(part, bytes.toByteArray()));
  }

  /**
   * Reads a classifier of a known shape.
   *
   * @throws IOException if the file is not whole, or of another version or shape
   */
  static Classifier read(Path file, Task task) throws IOException {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(checked(file)))) {
      expect(in.readLong() == MAGIC, "it is no classifier");
      int version = in.readInt();
      expect(version == VERSION, "it is of version " + version + ", expected " + VERSION);
      Origin origin =
          new Origin(in.readUTF(), in.readUTF(), in.readLong(), in.readDouble(), in.readInt());
      int[] found = {in.readInt(), in.readInt(), in.readInt()};
      ImageShape image = task.images();
      // The channels show in the number of parameters.
      int[] expected = {image.height(), image.width(), task.classes()};
      expect(
          Arrays.equals(found, expected),
          "it is for " + Arrays.toString(found) + ", expected " + Arrays.toString(expected));
      Classifier untrained = new Classifier(task, origin.seed());
      float featureScale = in.readFloat();
      float[] parameters = new float[untrained.length()];
      expect(in.readInt() == parameters.length, "it has another number of parameters");
      byte[] bytes = in.readNBytes(Math.multiplyExact(Float.BYTES, parameters.length));
      expect(bytes.length == Float.BYTES * parameters.length, "it ends too early");
      ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(parameters);
      untrained.setParameters(parameters);
      return untrained.with(origin, featureScale);
    }
  }

  /** The file's bytes before the SHA-256 at its end, which they match. */
  private static byte[] checked(Path file) throws IOException {
    expect(Files.size(file) <= LARGEST, "it is too large to be a classifier");
    byte[] bytes = Files.readAllBytes(file);
    int length = bytes.length - SHA256_BYTES;
    expect(length > 0, "it ends too early");
    byte[] body = Arrays.copyOf(bytes, length);
    byte[] sha256 = Arrays.copyOfRange(bytes, length, bytes.length);
    expect(Arrays.equals(DigestUtils.sha256(body), sha256), "it does not match its SHA-256");
    return body;
  }

  private static void expect(boolean good, String problem) throws IOException {
    if (!good) {
      throw new IOException(problem);
    }
  }

  static String sha256(float... parameters) {
    return DigestUtils.sha256Hex(bytes(parameters));
  }

  private static byte[] bytes(float... floats) {
    ByteBuffer bytes =
        ByteBuffer.allocate(Math.multiplyExact(Float.BYTES, floats.length))
            .order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(floats);
    return bytes.array();
  }
}
