package org.dcgan4j.training;

import org.dcgan4j.data.RealBatches;
import org.dcgan4j.model.DataShape;
import org.dcgan4j.model.Gan;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** The array that the discriminator learns from. */
final class StepBatch {
  private final float[] host;
  private final INDArray realsAndFakes;
  private final INDArray reals;
  private final INDArray fakes;

  StepBatch(int size, Gan gan) {
    DataShape shape = gan.generator().output();
    DataType type = gan.generator().graph().params().dataType();
    this.host = new float[size * shape.length()];
    this.realsAndFakes = Nd4j.create(type, shape.batch(2 * size), 'c');
    this.reals = realsAndFakes.get(NDArrayIndex.interval(0, size));
    this.fakes = realsAndFakes.get(NDArrayIndex.interval(size, 2 * size));
  }

  /** A batch of reals with the fakes behind it: the discriminator judges both in one pass. */
  INDArray of(RealBatches source, long number, INDArray newFakes) {
    source.fill(number, host);
    reals.assign(Nd4j.createFromArray(host).reshape('c', reals.shape()));
    fakes.assign(newFakes);
    return realsAndFakes;
  }
}
