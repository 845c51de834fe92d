package org.dcgan4j.compute;

/** The functions of {@link FastActivation}. */
enum ScalarFunctions implements ScalarFunction {
  TANH {
    @Override
    public float value(float x) {
      return (float) (1 - 2 / (Math.exp(2.0 * x) + 1));
    }

    @Override
    public float slope(float x, float y) {
      return 1 - y * y;
    }
  },

  SIGMOID {
    @Override
    public float value(float x) {
      return (float) (1 / (1 + Math.exp(-(double) x)));
    }

    @Override
    public float slope(float x, float y) {
      return y * (1 - y);
    }
  },

  RELU {
    @Override
    public float value(float x) {
      return Math.max(x, 0);
    }

    @Override
    public float slope(float x, float y) {
      return x > 0 ? 1 : 0;
    }
  },

  IDENTITY {
    @Override
    public float value(float x) {
      return x;
    }

    @Override
    public float slope(float x, float y) {
      return 1;
    }
  };

  /** {@code factor x}. */
  record Scale(float factor) implements ScalarFunction {
    @Override
    public float value(float x) {
      return factor * x;
    }

    @Override
    public float slope(float x, float y) {
      return factor;
    }
  }

  /** {@code min(greatest, max(least, x))}. */
  record Clip(float least, float greatest) implements ScalarFunction {
    @Override
    public float value(float x) {
      return Math.min(greatest, Math.max(least, x));
    }

    @Override
    public float slope(float x, float y) {
      return x >= least && x <= greatest ? 1 : 0;
    }
  }
}
