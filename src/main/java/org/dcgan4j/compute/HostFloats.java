package org.dcgan4j.compute;

import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Direct access to the floats of an array that lies in this machine's memory. */
public final class HostFloats {
  private HostFloats() {}

  /** Whether it lies in C order without gaps. ND4J says no where a dimension is 1. */
  static boolean inOrder(INDArray array) {
    long expected = 1;
    for (int i = array.rank() - 1; i >= 0; i--) {
      if (array.size(i) != 1 && array.stride(i) != expected) {
        return false;
      }
      expected *= array.size(i);
    }
    return true;
  }

  /**
   * The array's floats themselves, in C order: not a copy. The array must outlive the buffer.
   *
   * @throws IllegalArgumentException if they are no floats, or lie otherwise
   */
  static FloatBuffer of(INDArray array) {
    if (array.dataType() != DataType.FLOAT || !inOrder(array)) {
      throw new IllegalArgumentException("no floats in C order: " + array.shapeInfoToString());
    }
    FloatPointer pointer = pointer(array);
    pointer.position(0).limit(array.length()).capacity(array.length());
    return pointer.asBuffer();
  }

  /** The address of the array's first float. The array must outlive the pointer. */
  static FloatPointer pointer(INDArray array) {
    return new FloatPointer(array.data().addressPointer());
  }

  /** A copy of the array's floats, in C order. */
  static float[] copyOf(INDArray array) {
    float[] floats = new float[Math.toIntExact(array.length())];
    of(array).get(0, floats);
    return floats;
  }

  /** Copies floats in C order, wherever they lie, to the beginning of {@code to}. */
  public static void copy(INDArray array, float[] to) {
    int length = Math.toIntExact(array.length());
    if (Nd4j.getEnvironment().isCPU() && inOrder(array)) {
      of(array).get(0, to, 0, length);
    } else {
      System.arraycopy(array.dup('c').data().asFloat(), 0, to, 0, length);
    }
  }
}
