package org.dcgan4j.compute;

import org.dcgan4j.compute.Backend.Normal;
import org.dcgan4j.compute.Backend.Normalisation;
import org.dcgan4j.compute.OneDnn.Grid;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Batch normalisation in oneDNN 3. */
final class OneDnnBatchNorm implements Normalisation {
  private final double epsilon;
  private final double decay;
  private final OneDnn.Held<Key> operations = new OneDnn.Held<>();
  private INDArray batchMean;
  private INDArray batchVariance;

  private enum Pass {
    FORWARD,
    INFER,
    BACKWARD
  }

  private record Key(Pass pass, Grid x) {}

  OneDnnBatchNorm(double epsilon, double decay) {
    this.epsilon = epsilon;
    this.decay = decay;
  }

  private OneDnn.Operation operation(Pass pass, INDArray x) {
    Key key = new Key(pass, Grid.of(x));
    OneDnn.BatchNorm norm = new OneDnn.BatchNorm(key.x, epsilon);
    return operations.get(
        key,
        () ->
            switch (pass) {
              case FORWARD -> norm.forward();
              case INFER -> norm.infer();
              case BACKWARD -> norm.backward();
            });
  }

  @Override
  public void forward(INDArray x, Normal p, INDArray out) {
    if (batchMean == null) {
      batchMean = Nd4j.createUninitializedDetached(DataType.FLOAT, x.size(1));
      batchVariance = batchMean.ulike().detach();
    }
    operation(Pass.FORWARD, x).run(x, p.gamma(), p.beta(), out, batchMean, batchVariance);
  }

  @Override
  public void infer(INDArray x, Normal p, INDArray out) {
    operation(Pass.INFER, x).run(x, p.gamma(), p.beta(), p.mean(), p.variance(), out);
  }

  @Override
  public void backward(INDArray x, INDArray gradient, Normal p, Normal gradients) {
    operation(Pass.BACKWARD, x)
        .run(
            x,
            gradient,
            p.gamma(),
            batchMean,
            batchVariance,
            gradient,
            gradients.gamma(),
            gradients.beta());
    FastBatchNorm.moveTowards(batchMean, p.mean(), gradients.mean(), decay);
    FastBatchNorm.moveTowards(batchVariance, p.variance(), gradients.variance(), decay);
  }
}
