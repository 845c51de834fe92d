package org.dcgan4j.compute;

import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;
import org.dcgan4j.binding.MachineException;
import org.dcgan4j.binding.Text;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Direct access to the floats of an array that lies in this machine's memory. */
public final class HostFloats {
  /** A buffer holds no more: JavaCPP would give the beginning of a longer array. */
  static final long MOST = Integer.MAX_VALUE / Float.BYTES;

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
   * Whether {@code [N, C, H, W]} lies without gaps as {@code [N, H, W, C]}, each pixel's channels
   * side by side, and not in C order.
   */
  static boolean channelsLast(INDArray array) {
    if (array.rank() != 4 || inOrder(array)) {
      return false;
    }
    long expected = 1;
    for (int i : new int[] {1, 3, 2, 0}) {
      if (array.size(i) != 1 && array.stride(i) != expected) {
        return false;
      }
      expected *= array.size(i);
    }
    return true;
  }

  /** An array of x's type and shape that lies as it does, not yet written. */
  static INDArray like(INDArray x, ArrayType type, LayerWorkspaceMgr workspace) {
    return create(type, x.dataType(), x.shape(), channelsLast(x), workspace);
  }

  /** An array that is not yet written, in C order or with the channels last. */
  static INDArray create(
      ArrayType type,
      DataType dataType,
      long[] shape,
      boolean channelsLast,
      LayerWorkspaceMgr workspace) {
    if (!channelsLast) {
      return workspace.createUninitialized(type, dataType, shape, 'c');
    }
    long[] last = {shape[0], shape[2], shape[3], shape[1]};
    return workspace.createUninitialized(type, dataType, last, 'c').permute(0, 3, 1, 2);
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
    return buffer(array);
  }

  /** As {@link #of}, in C order or with the channels last, as they lie. */
  static FloatBuffer dense(INDArray array) {
    return channelsLast(array) ? buffer(array) : of(array);
  }

  private static FloatBuffer buffer(INDArray array) {
    if (array.length() > MOST) {
      throw new MachineException(
          Text.format(
              "an array of %d numbers is more than the %d that the backend fast works on at once; take smaller batches, or nd4j",
              array.length(), MOST));
    }
    FloatPointer pointer = pointer(array);
    pointer.position(0).limit(array.length()).capacity(array.length());
    return pointer.asBuffer();
  }

  /** The address of the array's first float. The array must outlive the pointer. */
  static FloatPointer pointer(INDArray array) {
    return new FloatPointer(array.data().addressPointer());
  }

  /** Of the array's first float; it holds while the array lives. */
  static long address(INDArray array) {
    return array.data().addressPointer().address();
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
