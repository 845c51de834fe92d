package org.dcgan4j.compute;

import java.io.Serializable;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.IActivation;

/** A function of one number and its derivative. */
public sealed interface ScalarFunction extends Serializable {

  float value(float x);

  /**
   * The derivative at {@code x}.
   *
   * @param y the value there
   */
  float slope(float x, float y);

  /** The same as an operation of ND4J. */
  IActivation stock();

  /** The functions without arguments. */
  enum Named implements ScalarFunction {
    TANH(Activation.TANH) {
      @Override
      public float value(float x) {
        return (float) (1 - 2 / (Math.exp(2.0 * x) + 1));
      }

      @Override
      public float slope(float x, float y) {
        return 1 - y * y;
      }
    },

    SIGMOID(Activation.SIGMOID) {
      @Override
      public float value(float x) {
        return (float) (1 / (1 + Math.exp(-(double) x)));
      }

      @Override
      public float slope(float x, float y) {
        return y * (1 - y);
      }
    },

    RELU(Activation.RELU) {
      @Override
      public float value(float x) {
        return Math.max(x, 0);
      }

      @Override
      public float slope(float x, float y) {
        return x > 0 ? 1 : 0;
      }
    },

    IDENTITY(Activation.IDENTITY) {
      @Override
      public float value(float x) {
        return x;
      }

      @Override
      public float slope(float x, float y) {
        return 1;
      }
    };

    private final Activation stock;

    Named(Activation stock) {
      this.stock = stock;
    }

    @Override
    public IActivation stock() {
      return stock.getActivationFunction();
    }
  }

  /** {@code factor x}. */
  record Scale(double factor) implements ScalarFunction {
    @Override
    public float value(float x) {
      return (float) factor * x;
    }

    @Override
    public float slope(float x, float y) {
      return (float) factor;
    }

    @Override
    public IActivation stock() {
      return new ScaleActivation(factor);
    }
  }

  /** {@code min(greatest, max(least, x))}. */
  record Clip(double least, double greatest) implements ScalarFunction {
    @Override
    public float value(float x) {
      return Math.min((float) greatest, Math.max((float) least, x));
    }

    @Override
    public float slope(float x, float y) {
      return x >= (float) least && x <= (float) greatest ? 1 : 0;
    }

    @Override
    public IActivation stock() {
      return new ClipActivation(least, greatest);
    }
  }
}
