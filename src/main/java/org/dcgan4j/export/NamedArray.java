package org.dcgan4j.export;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * One array of a network, under the name and in the order that other programs know.
 *
 * @param name for example {@code g.deconv1.weight}
 * @param shape its dimensions
 * @param values in C order: the last dimension runs fastest; kept, not copied
 */
public record NamedArray(String name, long[] shape, float[] values) {
  public NamedArray {
    if (Arrays.stream(shape).reduce(1, Math::multiplyExact) != values.length) {
      throw new IllegalArgumentException(
          name + " has " + values.length + " values and the shape " + Arrays.toString(shape));
    }
  }

  static NamedArray of(String name, INDArray array) {
    return new NamedArray(name, array.shape(), array.dup('c').data().asFloat());
  }

  /** The values as little-endian 32-bit floats. */
  public byte[] littleEndian() {
    ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES);
    bytes.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(values);
    return bytes.array();
  }
}
