package org.dcgan4j.compute;

import java.nio.FloatBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntFunction;
import org.dcgan4j.compute.Backend.Resampling;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Resampling over raw floats: first down the columns and then along the rows, a piece of the batch
 * after the other, on all cores. With the channels last a pixel is all of its channels, else one
 * number.
 */
final class FastResampling implements Resampling {
  private final Map<Integer, Taps> up = new ConcurrentHashMap<>();
  private final Map<Integer, Taps> down = new ConcurrentHashMap<>();
  private final IntFunction<Taps> taps;

  /**
   * @param taps what is done along a side of so many pixels
   */
  FastResampling(IntFunction<Taps> taps) {
    this.taps = taps;
  }

  @Override
  public boolean takesChannelsLast() {
    return true;
  }

  @Override
  public void forward(INDArray x, INDArray out) {
    apply(x, out, up(x.size(2)), up(x.size(3)));
  }

  @Override
  public void backward(INDArray gradient, INDArray xGradient) {
    apply(gradient, xGradient, down(xGradient.size(2)), down(xGradient.size(3)));
  }

  private Taps up(long side) {
    return up.computeIfAbsent((int) side, taps::apply);
  }

  private Taps down(long side) {
    return down.computeIfAbsent((int) side, any -> up(side).transpose());
  }

  /** Both arrays lie in the same order. */
  private static void apply(INDArray from, INDArray to, Taps columns, Taps rows) {
    boolean last = HostFloats.channelsLast(from);
    int pixel = last ? (int) from.size(1) : 1;
    int images = Math.toIntExact(from.size(0) * from.size(1) / pixel);
    int fromRow = rows.from() * pixel;
    int fromImage = columns.from() * fromRow;
    int toRow = rows.to() * pixel;
    int toImage = columns.to() * toRow;
    FloatBuffer in = HostFloats.dense(from);
    FloatBuffer out = HostFloats.dense(to);
    Threads.forRanges(
        images,
        Math.max(1, FastBackend.TASK / Math.max(fromImage, toImage)),
        (begin, end) -> {
          float[] image = new float[fromImage];
          float[] mixed = new float[fromRow];
          float[] made = new float[toImage];
          for (int n = begin; n < end; n++) {
            in.get(n * fromImage, image);
            for (int y = 0; y < columns.to(); y++) {
              mix(columns, y, image, fromRow, mixed, 0);
              if (pixel == 1) {
                mixNumbers(rows, mixed, made, y * toRow);
                continue;
              }
              for (int x = 0; x < rows.to(); x++) {
                mix(rows, x, mixed, pixel, made, y * toRow + x * pixel);
              }
            }
            out.put(n * toImage, made);
          }
        });
  }

  /** All outputs, of one number each. */
  private static void mixNumbers(Taps taps, float[] from, float[] to, int at) {
    int[] sources = taps.sources();
    float[] weights = taps.weights();
    for (int i = 0, tap = 0; tap < sources.length; i++, tap += Taps.MOST) {
      to[at + i] =
          weights[tap] * from[sources[tap]]
              + weights[tap + 1] * from[sources[tap + 1]]
              + weights[tap + 2] * from[sources[tap + 2]];
    }
  }

  /** One output, of so many numbers, from inputs of as many. */
  private static void mix(Taps taps, int output, float[] from, int length, float[] to, int at) {
    int tap = Taps.MOST * output;
    int a = taps.sources()[tap] * length;
    int b = taps.sources()[tap + 1] * length;
    int c = taps.sources()[tap + 2] * length;
    float first = taps.weights()[tap];
    float second = taps.weights()[tap + 1];
    float third = taps.weights()[tap + 2];
    for (int i = 0; i < length; i++) {
      to[at + i] = first * from[a + i] + second * from[b + i] + third * from[c + i];
    }
  }
}
