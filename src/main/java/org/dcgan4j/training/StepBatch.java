package org.dcgan4j.training;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import org.dcgan4j.data.RealBatches;
import org.dcgan4j.model.DataShape;
import org.dcgan4j.model.Gan;
import org.dcgan4j.model.Latents;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** The arrays that a step feeds to the networks, in their data type. */
final class StepBatch {
  private final int size;
  private final DataType type;
  private final float[] host;
  private final INDArray realsAndFakes;
  private final INDArray reals;
  private final INDArray fakes;

  StepBatch(int size, Gan gan) {
    DataShape shape = gan.generator().output();
    this.size = size;
    this.type = gan.generator().graph().params().dataType();
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

  INDArray latents(Latents latents) {
    return Nd4j.createFromArray(latents.next(size)).reshape('c', size, latents.size()).castTo(type);
  }

  /** The parts one after the other, as {@code [N, 1]}. */
  INDArray gradient(double[]... parts) {
    double[] all = Arrays.stream(parts).flatMapToDouble(DoubleStream::of).toArray();
    return Nd4j.createFromArray(all).castTo(type).reshape('c', all.length, 1);
  }
}
