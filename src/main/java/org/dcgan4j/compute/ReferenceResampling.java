package org.dcgan4j.compute;

import org.dcgan4j.compute.Backend.Resampling;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Resampling as a sum over all pixels that an output is mixed of, in double precision. */
record ReferenceResampling(Mix mix) implements Resampling {
  private static final double[] FILTER = {0.25, 0.5, 0.25};

  static final ReferenceResampling DOWN =
      new ReferenceResampling(
          (y, x, share) -> {
            for (int i = 0; i < 9; i++) {
              share.accept(2 * y + i / 3 - 1, 2 * x + i % 3 - 1, FILTER[i / 3] * FILTER[i % 3]);
            }
          });

  static final ReferenceResampling UP =
      new ReferenceResampling(
          (y, x, share) -> {
            for (int i = 0; i < 4; i++) {
              share.accept((y + i / 2) / 2, (x + i % 2) / 2, 0.25);
            }
          });

  /**
   * Tells of a pixel of the output those of the input that it is mixed of, beyond its edges too.
   */
  private interface Mix {
    void forEach(int y, int x, Share share);
  }

  private interface Share {
    void accept(int y, int x, double weight);
  }

  private interface Pair {
    void accept(int in, int out, double weight);
  }

  private void forEach(INDArray image, INDArray map, Pair pair) {
    int height = ReferenceBackend.size(image, 2);
    int width = ReferenceBackend.size(image, 3);
    int mapHeight = ReferenceBackend.size(map, 2);
    int mapWidth = ReferenceBackend.size(map, 3);
    for (int o = 0; o < map.length(); o++) {
      int out = o;
      int plane = o / (mapHeight * mapWidth);
      mix.forEach(
          o / mapWidth % mapHeight,
          o % mapWidth,
          (y, x, weight) -> {
            int row = plane * height + Math.max(0, Math.min(height - 1, y));
            pair.accept(row * width + Math.max(0, Math.min(width - 1, x)), out, weight);
          });
    }
  }

  @Override
  public void forward(INDArray x, INDArray out) {
    double[] from = ReferenceBackend.read(x);
    double[] made = ReferenceBackend.zeros(out);
    forEach(x, out, (in, o, weight) -> made[o] += weight * from[in]);
    ReferenceBackend.write(out, made);
  }

  @Override
  public void backward(INDArray gradient, INDArray xGradient) {
    double[] from = ReferenceBackend.read(gradient);
    double[] made = ReferenceBackend.zeros(xGradient);
    forEach(xGradient, gradient, (in, o, weight) -> made[in] += weight * from[o]);
    ReferenceBackend.write(xGradient, made);
  }
}
