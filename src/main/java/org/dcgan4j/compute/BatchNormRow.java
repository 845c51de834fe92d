package org.dcgan4j.compute;

/**
 * The arithmetic of batch normalisation on one image, {@code [channels, plane]}; whatever is of a
 * channel has {@code [channels]}.
 */
record BatchNormRow(int channels, int plane) {

  /** Numbers of one image. */
  int size() {
    return Math.multiplyExact(channels, plane);
  }

  /** {@code y = scale x + shift}; {@code y} may be {@code x}. */
  void affine(float[] x, float[] y, float[] scale, float[] shift) {
    if (plane == 1) {
      for (int i = 0; i < channels; i++) {
        y[i] = x[i] * scale[i] + shift[i];
      }
      return;
    }
    for (int c = 0; c < channels; c++) {
      float k = scale[c];
      float d = shift[c];
      for (int i = c * plane; i < (c + 1) * plane; i++) {
        y[i] = x[i] * k + d;
      }
    }
  }

  /** {@code e = scale (e - eMean - xHat productMean)} in place. */
  void combine(float[] e, float[] xHat, float[] scale, float[] eMean, float[] productMean) {
    if (plane == 1) {
      for (int i = 0; i < channels; i++) {
        e[i] = scale[i] * (e[i] - eMean[i] - xHat[i] * productMean[i]);
      }
      return;
    }
    for (int c = 0; c < channels; c++) {
      float k = scale[c];
      float m = eMean[c];
      float p = productMean[c];
      for (int i = c * plane; i < (c + 1) * plane; i++) {
        e[i] = k * (e[i] - m - xHat[i] * p);
      }
    }
  }

  /** Adds each channel's sums of {@code x - pivot} and of its square. */
  void addShifted(float[] x, float[] pivot, float[] sum, float[] squares) {
    if (plane == 1) {
      for (int i = 0; i < channels; i++) {
        float d = x[i] - pivot[i];
        sum[i] += d;
        squares[i] += d * d;
      }
      return;
    }
    for (int c = 0; c < channels; c++) {
      float p = pivot[c];
      // Two sums each, so that an addition need not wait for the one before it.
      float s0 = 0, s1 = 0, q0 = 0, q1 = 0;
      int i = c * plane;
      int end = i + plane;
      for (; i + 1 < end; i += 2) {
        float d0 = x[i] - p;
        float d1 = x[i + 1] - p;
        s0 += d0;
        s1 += d1;
        q0 += d0 * d0;
        q1 += d1 * d1;
      }
      if (i < end) {
        float d = x[i] - p;
        s0 += d;
        q0 += d * d;
      }
      sum[c] += s0 + s1;
      squares[c] += q0 + q1;
    }
  }

  /** Adds each channel's sums of {@code e} and of {@code e * xHat}. */
  void addProducts(float[] e, float[] xHat, float[] sum, float[] products) {
    if (plane == 1) {
      for (int i = 0; i < channels; i++) {
        sum[i] += e[i];
        products[i] += e[i] * xHat[i];
      }
      return;
    }
    for (int c = 0; c < channels; c++) {
      float s0 = 0, s1 = 0, q0 = 0, q1 = 0;
      int i = c * plane;
      int end = i + plane;
      for (; i + 1 < end; i += 2) {
        s0 += e[i];
        s1 += e[i + 1];
        q0 += e[i] * xHat[i];
        q1 += e[i + 1] * xHat[i + 1];
      }
      if (i < end) {
        s0 += e[i];
        q0 += e[i] * xHat[i];
      }
      sum[c] += s0 + s1;
      products[c] += q0 + q1;
    }
  }
}
