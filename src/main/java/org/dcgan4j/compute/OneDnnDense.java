package org.dcgan4j.compute;

import org.dcgan4j.compute.Backend.Linear;
import org.dcgan4j.compute.Backend.Weights;
import org.dcgan4j.compute.OneDnn.Grid;
import org.dcgan4j.compute.OneDnn.InnerProduct;
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
}
