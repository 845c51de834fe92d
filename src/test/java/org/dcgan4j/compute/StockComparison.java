package org.dcgan4j.compute;

import static org.assertj.core.api.Assertions.assertThat;

import org.dcgan4j.compute.Dl4jLayers.Weighted;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Asserts that one of our layers computes what the stock layer that it replaces computes. */
final class StockComparison {
  /** Of the largest number; single precision with sums over up to 128 images. */
  static final double TOLERANCE = 1e-4;

  private final LayerRig own;
  private final LayerRig stock;
  private final INDArray x;

  StockComparison(Layer own, Layer stock, InputType input, long... shapeOfX) {
    this.own = LayerRig.of(own, input, DataType.FLOAT);
    this.stock = LayerRig.of(stock, input, DataType.FLOAT);
    this.x = LayerRig.numbers(1, DataType.FLOAT, shapeOfX);
  }

  /** The two layers that are compared; their parameters may be changed in both. */
  LayerRig own() {
    return own;
  }

  LayerRig stock() {
    return stock;
  }

  void inference() {
    same("output", own.forward(x, false), stock.forward(x, false));
  }

  void training() {
    INDArray expected = stock.forward(x, true);
    same("output", own.forward(x, true), expected);
    INDArray epsilon = LayerRig.numbers(2, DataType.FLOAT, expected.shape());
    INDArray expectedGradient = stock.backward(epsilon.dup('c'));
    same("input gradient", own.backward(epsilon.dup('c')), expectedGradient);
    sameGradients();
    own.forward(x, true);
    same("from a view", own.backward(view(epsilon)), expectedGradient);
    sameGradients();
    if (own.layer() instanceof Weighted weighted) {
      halves(weighted, epsilon, expectedGradient);
    }
  }

  private void halves(Weighted weighted, INDArray epsilon, INDArray expectedGradient) {
    own.gradients().assign(Double.NaN);
    INDArray xGradient = weighted.backpropInput(view(epsilon), LayerRig.MEMORY);
    same("input gradient alone", xGradient, expectedGradient);
    assertThat(own.gradients().isNaN().all()).as("weights left alone").isTrue();
    weighted.backpropWeights(view(epsilon), LayerRig.MEMORY);
    sameGradients();
  }

  private void sameGradients() {
    if (own.gradients() == null) {
      return;
    }
    stock
        .layer()
        .paramTable()
        .keySet()
        .forEach(name -> same("gradient of " + name, gradient(own, name), gradient(stock, name)));
  }

  /** The part of the flat gradient where the parameter of that name lies. */
  private static INDArray gradient(LayerRig rig, String name) {
    INDArray parameter = rig.layer().getParam(name);
    long from = parameter.offset() - rig.params().offset();
    return rig.gradients()
        .get(NDArrayIndex.all(), NDArrayIndex.interval(from, from + parameter.length()));
  }

  /** The same numbers with gaps between them. */
  private static INDArray view(INDArray array) {
    long[] shape = array.shape().clone();
    shape[shape.length - 1] *= 2;
    INDArray wide = LayerRig.numbers(3, array.dataType(), shape);
    INDArray view =
        array.rank() == 2
            ? wide.get(NDArrayIndex.all(), NDArrayIndex.interval(0, 2, shape[1]))
            : wide.get(
                NDArrayIndex.all(),
                NDArrayIndex.all(),
                NDArrayIndex.all(),
                NDArrayIndex.interval(0, 2, shape[3]));
    return view.assign(array);
  }

  private static void same(String what, INDArray actual, INDArray expected) {
    assertThat(LayerRig.difference(actual, expected)).as(what).isLessThan(TOLERANCE);
  }
}
