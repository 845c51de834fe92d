package org.dcgan4j.compute;

import static org.dcgan4j.compute.Nd4jBackend.call;
import static org.dcgan4j.compute.Nd4jBackend.flat;
import static org.dcgan4j.compute.Nd4jBackend.op;

import org.dcgan4j.compute.Backend.Normal;
import org.dcgan4j.compute.Backend.Normalisation;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp.DynamicCustomOpsBuilder;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** In ND4J's operations, two calls forward and three backward; they take the batch's statistics. */
final class Nd4jBatchNorm implements Normalisation {
  private static final int OF_CHANNELS = 1;
  private static final int SCALED = 1;
  private static final int SHIFTED = 1;

  private final double epsilon;
  private final double decay;

  /** The batch's mean and variance, {@code [2 channels]}: the same memory in every step. */
  private INDArray batch;

  private INDArray mean;
  private INDArray variance;

  Nd4jBatchNorm(double epsilon, double decay) {
    this.epsilon = epsilon;
    this.decay = decay;
  }

  @Override
  public void forward(INDArray x, Normal p, INDArray out) {
    makeRoom(x);
    call(op("moments", planes(x)).addIntegerArguments(0, 2).addOutputs(mean, variance));
    normalise(x, new Normal(p.gamma(), p.beta(), mean, variance, () -> batch), out);
  }

  @SuppressWarnings("try") // the scope is entered, not used
  private void makeRoom(INDArray x) {
    long channels = x.size(1);
    if (batch == null || batch.length() != 2 * channels) {
      try (MemoryWorkspace none = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
        batch = Nd4j.createUninitialized(x.dataType(), 2 * channels);
      }
      mean = batch.get(NDArrayIndex.interval(0, channels));
      variance = batch.get(NDArrayIndex.interval(channels, 2 * channels));
    }
  }

  @Override
  public void infer(INDArray x, Normal p, INDArray out) {
    normalise(x, p, out);
  }

  private void normalise(INDArray x, Normal p, INDArray out) {
    INDArray[] in = {x, flat(p.mean()), flat(p.variance()), flat(p.gamma()), flat(p.beta())};
    call(normalisation("batchnorm", in).addOutputs(out));
  }

  private DynamicCustomOpsBuilder normalisation(String name, INDArray... in) {
    return op(name, in)
        .addIntegerArguments(SCALED, SHIFTED, OF_CHANNELS)
        .addFloatingPointArguments(epsilon);
  }

  @Override
  public INDArray backward(INDArray x, INDArray gradient, Normal p, Normal gradients) {
    INDArray xGradient = gradient.ulike();
    INDArray unused = batch.ulike();
    INDArray[] in = {x, mean, variance, flat(p.gamma()), flat(p.beta()), gradient};
    call(
        normalisation("batchnorm_bp", in)
            .addOutputs(
                xGradient,
                unused.get(NDArrayIndex.interval(0, mean.length())),
                unused.get(NDArrayIndex.interval(mean.length(), unused.length())),
                flat(gradients.gamma()),
                flat(gradients.beta())));
    p.statistics().get().sub(batch, gradients.statistics().get()).muli(1 - decay);
    return xGradient;
  }

  /** {@code [N, channels, plane]}. */
  private static INDArray planes(INDArray x) {
    return x.reshape('c', x.size(0), x.size(1), x.length() / (x.size(0) * x.size(1)));
  }
}
