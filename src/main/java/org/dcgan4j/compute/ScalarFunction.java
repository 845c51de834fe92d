package org.dcgan4j.compute;

import java.util.function.BinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.BaseActivationFunction;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * A function of one number and its derivative.
 *
 * @param value in single precision
 * @param slope the derivative, from x and the value there
 * @param exact the value as a text book has it
 * @param derivative of {@code exact}
 * @param stock the same as an operation of ND4J
 */
public record ScalarFunction(
    Value value,
    Slope slope,
    DoubleUnaryOperator exact,
    DoubleUnaryOperator derivative,
    IActivation stock) {

  interface Value {
    float at(float x);
  }

  interface Slope {
    float at(float x, float y);
  }

  /** Tanh, sigmoid, relu or identity. */
  public static ScalarFunction of(Activation stock) {
    IActivation operation = stock.getActivationFunction();
    return switch (stock) {
      case TANH ->
          new ScalarFunction(
              x -> (float) (1 - 2 / (Math.exp(2.0 * x) + 1)),
              (x, y) -> 1 - y * y,
              Math::tanh,
              x -> 1 - Math.pow(Math.tanh(x), 2),
              operation);
      case SIGMOID ->
          new ScalarFunction(
              x -> (float) (1 / (1 + Math.exp(-(double) x))),
              (x, y) -> y * (1 - y),
              x -> 1 / (1 + Math.exp(-x)),
              x -> 1 / (2 + Math.exp(x) + Math.exp(-x)),
              operation);
      case RELU ->
          new ScalarFunction(
              x -> Math.max(x, 0),
              (x, y) -> x > 0 ? 1 : 0,
              x -> Math.max(x, 0),
              x -> x > 0 ? 1 : 0,
              operation);
      case IDENTITY -> new ScalarFunction(x -> x, (x, y) -> 1, x -> x, x -> 1, operation);
      default -> throw new IllegalArgumentException("no function of ours: " + stock);
    };
  }

  /** {@code factor x}. */
  public static ScalarFunction scale(double factor) {
    float single = (float) factor;
    return new ScalarFunction(
        x -> single * x,
        (x, y) -> single,
        x -> factor * x,
        x -> factor,
        new Operation("scale " + factor, x -> x.muli(factor), (x, e) -> e.muli(factor)));
  }

  /** {@code min(greatest, max(least, x))}, whose derivative is 0 where it clips. */
  public static ScalarFunction clip(double least, double greatest) {
    float a = (float) least;
    float b = (float) greatest;
    return new ScalarFunction(
        x -> Math.min(b, Math.max(a, x)),
        (x, y) -> x >= a && x <= b ? 1 : 0,
        x -> Math.min(greatest, Math.max(least, x)),
        x -> x >= least && x <= greatest ? 1 : 0,
        new Operation(
            "clip " + least + " " + greatest,
            x -> Transforms.min(Transforms.max(x, least, false), greatest, false),
            (x, e) ->
                e.muli(x.gte(least).castTo(e.dataType()))
                    .muli(x.lte(greatest).castTo(e.dataType()))));
  }

  /** What ND4J has no activation for. */
  private static final class Operation extends BaseActivationFunction {
    private static final long serialVersionUID = 1L;
    private final String text;
    private final transient UnaryOperator<INDArray> value;
    private final transient BinaryOperator<INDArray> backprop;

    Operation(String text, UnaryOperator<INDArray> value, BinaryOperator<INDArray> backprop) {
      this.text = text;
      this.value = value;
      this.backprop = backprop;
    }

    @Override
    public INDArray getActivation(INDArray in, boolean training) {
      return value.apply(in);
    }

    @Override
    public Pair<INDArray, INDArray> backprop(INDArray in, INDArray epsilon) {
      return new Pair<>(backprop.apply(in, epsilon), null);
    }

    @Override
    public String toString() {
      return text;
    }
  }
}
