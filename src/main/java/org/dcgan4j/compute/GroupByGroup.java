package org.dcgan4j.compute;

import org.dcgan4j.compute.Backend.Linear;
import org.dcgan4j.compute.Backend.Weights;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A convolution in groups as that many convolutions, on copies of their channels: for what has none
 * of its own. All arrays lie in C order, so that what is seen in another shape is no copy.
 *
 * @param one that of a group
 */
record GroupByGroup(int groups, Linear one) implements Linear {

  @Override
  public void forward(INDArray x, Weights parameters, INDArray out) {
    for (int g = 0; g < groups; g++) {
      INDArray made = like(out);
      one.forward(channels(x, g).dup('c'), of(parameters, g), made);
      channels(out, g).assign(made);
    }
  }

  @Override
  public void backwardData(INDArray gradient, Weights parameters, INDArray xGradient) {
    for (int g = 0; g < groups; g++) {
      INDArray made = like(xGradient);
      one.backwardData(channels(gradient, g).dup('c'), of(parameters, g), made);
      channels(xGradient, g).assign(made);
    }
  }

  @Override
  public void backwardWeights(
      INDArray x, INDArray gradient, Weights parameters, Weights gradients) {
    for (int g = 0; g < groups; g++) {
      one.backwardWeights(
          channels(x, g).dup('c'),
          channels(gradient, g).dup('c'),
          of(parameters, g),
          of(gradients, g));
    }
  }

  private INDArray like(INDArray array) {
    long[] shape = array.shape().clone();
    shape[1] /= groups;
    return Nd4j.createUninitialized(array.dataType(), shape, 'c');
  }

  private INDArray channels(INDArray array, int g) {
    long each = array.size(1) / groups;
    return array
        .reshape('c', array.size(0), groups, each, array.size(2), array.size(3))
        .tensorAlongDimension(g, 0, 2, 3, 4);
  }

  private Weights of(Weights whole, int g) {
    INDArray w = whole.weights();
    INDArray bias = whole.bias();
    long each = w.size(0) / groups;
    return new Weights(
        ofGroup(w, g, groups),
        bias == null ? null : bias.reshape('c', groups, 1, each).tensorAlongDimension(g, 1, 2));
  }

  /** Of weights; {@code get} gives nothing where a view's offset is above its length. */
  static INDArray ofGroup(INDArray weights, int g, int groups) {
    long[] s = weights.shape();
    return weights
        .reshape('c', groups, s[0] / groups, s[1], s[2], s[3])
        .tensorAlongDimension(g, 1, 2, 3, 4);
  }
}
