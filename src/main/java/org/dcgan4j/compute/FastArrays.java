package org.dcgan4j.compute;

import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Arrays in the layout that the native operations and our kernels want. */
final class FastArrays {
  private FastArrays() {}

  /** The array itself if it lies in C order without gaps, else a copy that does. */
  static INDArray contiguous(INDArray array, LayerWorkspaceMgr workspace) {
    return HostFloats.inOrder(array) ? array : workspace.dup(ArrayType.ACTIVATION_GRAD, array, 'c');
  }

  /**
   * Sums over some dimensions into a row {@code [1, n]}. ND4J gets it as a vector: M1.1 writes
   * beyond a result of another rank than the sum's own.
   */
  static void sum(INDArray array, INDArray row, int... dimensions) {
    array.sum(row.reshape(row.length()), dimensions);
  }
}
