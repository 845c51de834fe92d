package org.dcgan4j.compute;

import java.util.function.Supplier;
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

  /**
   * Numbers that one thread normalises. Several wait for each other by spinning, between mean,
   * variance and the rest, and where the system has one of them wait for a core the others take it
   * for ten milliseconds, as often as one time in twelve.
   */
  private static final int ALONE = 1 << 19;

  OneDnnBatchNorm(double epsilon, double decay) {
    this.epsilon = epsilon;
    this.decay = decay;
  }

  private OneDnn.Operation operation(Pass pass, INDArray x) {
    Key key = new Key(pass, Grid.of(x));
    BatchNorm norm = new BatchNorm(key.x, epsilon);
    Supplier<OneDnn.Operation> made =
        () ->
            switch (pass) {
              case FORWARD -> norm.forward();
              case INFER -> norm.infer();
              case BACKWARD -> norm.backward();
            };
    return operations.get(key, x.length() <= ALONE ? () -> OpenMp.alone(made) : made);
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
  public INDArray backward(INDArray x, INDArray gradient, Normal p, Normal gradients) {
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
    return gradient;
  }

  /** Batch normalisation over all dimensions of x but the second. */
  private record BatchNorm(OneDnn.Grid x, double epsilon) {

    /** From x, gamma and beta to the output, and to the batch's mean and (biased) variance. */
    OneDnn.Operation forward() {
      return new OneDnn.Operation(
          description(Dnnl.FORWARD_TRAINING, 0),
          OneDnn.Port.in(Dnnl.SOURCE, x),
          OneDnn.Port.in(Dnnl.SCALE, channels()),
          OneDnn.Port.in(Dnnl.SHIFT, channels()),
          OneDnn.Port.out(Dnnl.DESTINATION, x),
          OneDnn.Port.out(Dnnl.MEAN, channels()),
          OneDnn.Port.out(Dnnl.VARIANCE, channels()));
    }

    /** From x, gamma, beta, mean and variance to the output. */
    OneDnn.Operation infer() {
      return new OneDnn.Operation(
          description(Dnnl.FORWARD_INFERENCE, Dnnl.GIVEN_STATISTICS),
          OneDnn.Port.in(Dnnl.SOURCE, x),
          OneDnn.Port.in(Dnnl.SCALE, channels()),
          OneDnn.Port.in(Dnnl.SHIFT, channels()),
          OneDnn.Port.in(Dnnl.MEAN, channels()),
          OneDnn.Port.in(Dnnl.VARIANCE, channels()),
          OneDnn.Port.out(Dnnl.DESTINATION, x));
    }

    /**
     * From x, the output's gradient, gamma, and the batch's mean and variance to the gradients of
     * x, gamma and beta.
     */
    OneDnn.Operation backward() {
      return new OneDnn.Operation(
          Dnnl.hinted(
              description(Dnnl.FORWARD_TRAINING, 0),
              (out, hint) ->
                  Dnnl.dnnl_batch_normalization_backward_primitive_desc_create(
                      out,
                      Dnnl.ENGINE,
                      Dnnl.BACKWARD,
                      x.layout(),
                      x.layout(),
                      x.layout(),
                      (float) epsilon,
                      Dnnl.SCALE_AND_SHIFT,
                      hint,
                      Dnnl.ATTRIBUTES)),
          OneDnn.Port.in(Dnnl.SOURCE, x),
          OneDnn.Port.in(Dnnl.GRADIENT + Dnnl.DESTINATION, x),
          OneDnn.Port.in(Dnnl.SCALE, channels()),
          OneDnn.Port.in(Dnnl.MEAN, channels()),
          OneDnn.Port.in(Dnnl.VARIANCE, channels()),
          OneDnn.Port.out(Dnnl.GRADIENT + Dnnl.SOURCE, x),
          OneDnn.Port.out(Dnnl.SCALE_GRADIENT, channels()),
          OneDnn.Port.out(Dnnl.SHIFT_GRADIENT, channels()));
    }

    private OneDnn.Grid channels() {
      return OneDnn.Grid.plain(x.size(1));
    }

    private long description(int kind, int flags) {
      return Dnnl.made(
          out ->
              Dnnl.dnnl_batch_normalization_forward_primitive_desc_create(
                  out,
                  Dnnl.ENGINE,
                  kind,
                  x.layout(),
                  x.layout(),
                  (float) epsilon,
                  Dnnl.SCALE_AND_SHIFT | flags,
                  Dnnl.ATTRIBUTES));
    }
  }
}
