package org.dcgan4j.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import org.dcgan4j.checkpoint.CheckpointManifest.Entry;
import org.dcgan4j.io.Hashes;
import org.dcgan4j.model.GanState;
import org.nd4j.linalg.api.ndarray.INDArray;

/** An array as a file of little-endian 32-bit floats, in C order: nothing else can be in it. */
final class FloatFile {
  private FloatFile() {}

  /**
   * Writes the file.
   *
   * @throws NotFiniteException if a number is not finite
   */
  static Entry write(INDArray array, Path file) throws IOException {
    float[] floats = array.length() == 0 ? new float[0] : array.dup('c').data().asFloat();
    if (!areFinite(floats)) {
      throw new NotFiniteException(file.getFileName() + " would hold a number that is not finite");
    }
    ByteBuffer bytes =
        ByteBuffer.allocate(Math.multiplyExact(4, floats.length)).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(floats);
    Files.write(file, bytes.array());
    return new Entry(floats.length, sha256(bytes.array()));
  }

  /**
   * Reads a file into an array of the right length.
   *
   * @throws DamagedCheckpointException if the file is not what was written
   */
  static void read(Path file, Entry entry, INDArray into) throws IOException {
    long expected = 4 * into.length();
    if (entry.floats() != into.length() || Files.size(file) != expected) {
      throw new DamagedCheckpointException(
          file + " holds " + Files.size(file) + " bytes, expected " + expected);
    }
    byte[] bytes = Files.readAllBytes(file);
    if (!sha256(bytes).equals(entry.sha256())) {
      throw new DamagedCheckpointException(file + " does not match its SHA-256");
    }
    if (into.length() > 0) {
      float[] floats = new float[Math.toIntExact(into.length())];
      ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(floats);
      if (!areFinite(floats)) {
        throw new DamagedCheckpointException(file + " holds a number that is not finite");
      }
      GanState.write(floats, into);
    }
  }

  /** Branchless, so that it costs next to nothing: 0 times anything not finite is NaN. */
  private static boolean areFinite(float[] floats) {
    float sum = 0;
    for (float value : floats) {
      sum += 0 * value;
    }
    return sum == 0;
  }

  private static String sha256(byte[] bytes) {
    return HexFormat.of().formatHex(Hashes.sha256().digest(bytes));
  }

  /** Training has diverged: what should be saved is no good. */
  static final class NotFiniteException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotFiniteException(String message) {
      super(message);
    }
  }
}
