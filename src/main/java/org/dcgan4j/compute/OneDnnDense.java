package org.dcgan4j.compute;

import org.dcgan4j.compute.Backend.Linear;
import org.dcgan4j.compute.Backend.Weights;
import org.dcgan4j.compute.OneDnn.Grid;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Dense layers in oneDNN 3. Weights in F order are, row by row, their transpose. */
final class OneDnnDense implements Linear {
  private final OneDnn.Held<Key> operations = new OneDnn.Held<>();

  private enum Pass {
    FORWARD,
    DATA,
    WEIGHTS
  }

  private record Key(Pass pass, boolean bias, Grid x, Grid y) {
    OneDnn.Operation make() {
      InnerProduct product = new InnerProduct(x, y);
      return switch (pass) {
        case FORWARD -> product.forward(bias);
        case DATA -> product.backwardData();
        case WEIGHTS -> product.backwardWeights(bias);
      };
    }
  }

  private OneDnn.Operation operation(Pass pass, boolean bias, INDArray x, INDArray y) {
    Key key = new Key(pass, bias, Grid.of(x), Grid.of(y));
    return operations.get(key, key::make);
  }

  @Override
  public void forward(INDArray x, Weights p, INDArray out) {
    operation(Pass.FORWARD, p.bias() != null, x, out).run(x, p.weights(), p.bias(), out);
  }

  @Override
  public void backwardData(INDArray gradient, Weights p, INDArray xGradient) {
    operation(Pass.DATA, false, xGradient, gradient).run(gradient, p.weights(), xGradient);
  }

  @Override
  public void backwardWeights(INDArray x, INDArray gradient, Weights p, Weights gradients) {
    operation(Pass.WEIGHTS, gradients.bias() != null, x, gradient)
        .run(x, gradient, gradients.weights(), gradients.bias());
  }

  /** From x, {@code [N, in]}, to y, {@code [N, out]}, with weights {@code [out, in]} in C order. */
  private record InnerProduct(OneDnn.Grid x, OneDnn.Grid y) {

    /** From x, weights and bias to y. */
    OneDnn.Operation forward(boolean bias) {
      OneDnn.Port[] ports = {
        OneDnn.Port.in(Dnnl.SOURCE, x),
        OneDnn.Port.in(Dnnl.WEIGHTS, weights()),
        bias ? OneDnn.Port.in(Dnnl.BIAS, biases()) : null,
        OneDnn.Port.out(Dnnl.DESTINATION, y)
      };
      return new OneDnn.Operation(description(bias), ports);
    }

    /** From y's gradient and weights to x's gradient. */
    OneDnn.Operation backwardData() {
      return new OneDnn.Operation(
          Dnnl.hinted(
              description(false),
              (out, hint) ->
                  Dnnl.dnnl_inner_product_backward_data_primitive_desc_create(
                      out,
                      Dnnl.ENGINE,
                      x.layout(),
                      weights().layout(),
                      y.layout(),
                      hint,
                      Dnnl.ATTRIBUTES)),
          OneDnn.Port.in(Dnnl.GRADIENT + Dnnl.DESTINATION, y),
          OneDnn.Port.in(Dnnl.WEIGHTS, weights()),
          OneDnn.Port.out(Dnnl.GRADIENT + Dnnl.SOURCE, x));
    }

    /** From x and y's gradient to those of weights and bias. */
    OneDnn.Operation backwardWeights(boolean bias) {
      OneDnn.Port[] ports = {
        OneDnn.Port.in(Dnnl.SOURCE, x),
        OneDnn.Port.in(Dnnl.GRADIENT + Dnnl.DESTINATION, y),
        OneDnn.Port.out(Dnnl.GRADIENT + Dnnl.WEIGHTS, weights()),
        bias ? OneDnn.Port.out(Dnnl.GRADIENT + Dnnl.BIAS, biases()) : null
      };
      return new OneDnn.Operation(
          Dnnl.hinted(
              description(bias),
              (out, hint) ->
                  Dnnl.dnnl_inner_product_backward_weights_primitive_desc_create(
                      out,
                      Dnnl.ENGINE,
                      x.layout(),
                      weights().layout(),
                      bias ? biases().layout() : 0,
                      y.layout(),
                      hint,
                      Dnnl.ATTRIBUTES)),
          ports);
    }

    private OneDnn.Grid weights() {
      return OneDnn.Grid.plain(y.size(1), x.size(1));
    }

    private OneDnn.Grid biases() {
      return OneDnn.Grid.plain(y.size(1));
    }

    private long description(boolean bias) {
      return Dnnl.made(
          out ->
              Dnnl.dnnl_inner_product_forward_primitive_desc_create(
                  out,
                  Dnnl.ENGINE,
                  Dnnl.FORWARD_TRAINING,
                  x.layout(),
                  weights().layout(),
                  bias ? biases().layout() : 0,
                  y.layout(),
                  Dnnl.ATTRIBUTES));
    }
  }
}
