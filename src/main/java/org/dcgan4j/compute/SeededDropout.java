package org.dcgan4j.compute;

import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Inverted dropout on any backend and data type, whose mask is {@link DropoutMask}'s: the same as
 * the fused layer's for the same state of {@code Nd4j.getRandom()}. The mask of a forward pass
 * stays for its backward pass.
 */
public final class SeededDropout implements IDropout {
  private static final long serialVersionUID = 1L;

  private final double rate;
  private transient INDArray mask;

  /**
   * @param rate the share that is dropped, in [0, 1)
   */
  public SeededDropout(double rate) {
    this.rate = rate;
  }

  @Override
  @SuppressWarnings("try") // the scope is entered, not used
  public INDArray applyDropout(
      INDArray input, INDArray output, int iteration, int epoch, LayerWorkspaceMgr workspace) {
    float[] scale = new float[Math.toIntExact(input.length())];
    new DropoutMask(rate, Nd4j.getRandom().nextLong()).fill(0, scale.length, scale);
    try (MemoryWorkspace none = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
      mask = Nd4j.create(scale, input.shape(), 'c').castTo(input.dataType());
    }
    return input.muli(mask, output);
  }

  @Override
  public INDArray backprop(INDArray gradAtOutput, INDArray gradAtInput, int iteration, int epoch) {
    return gradAtOutput.muli(mask, gradAtInput);
  }

  /** DL4J's own dropout of the same rate, for a graph that is loaded without our classes. */
  public IDropout stock() {
    return new Dropout(1 - rate);
  }

  @Override
  public void clear() {
    mask = null;
  }

  @Override
  public SeededDropout clone() {
    return new SeededDropout(rate);
  }
}
