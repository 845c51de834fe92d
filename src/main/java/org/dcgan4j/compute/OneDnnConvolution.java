package org.dcgan4j.compute;

import java.nio.FloatBuffer;
import java.util.function.Function;
import org.dcgan4j.compute.Backend.Geometry;
import org.dcgan4j.compute.OneDnn.Operation;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Convolutions in oneDNN 3, but for the pass from a map to an image of few channels, for which its
 * ways are the slower.
 */
final class OneDnnConvolution extends MappedConvolution {
  private record Key(String name, boolean bias, OneDnn.Grid image, OneDnn.Grid map) {}

  private final OneDnn.Held<Key> operations = new OneDnn.Held<>();

  private final PatchConvolution toFew;

  OneDnnConvolution(Geometry geometry, long few) {
    super(geometry);
    this.toFew = PatchConvolution.suits(few, geometry) ? new PatchConvolution(geometry) : null;
  }

  private Operation operation(
      String name,
      INDArray image,
      INDArray map,
      boolean bias,
      Function<OneDnn.Convolution, Operation> made) {
    Key key = new Key(name, bias, OneDnn.Grid.of(image), OneDnn.Grid.of(map));
    Geometry g = geometry();
    return operations.get(
        key,
        () ->
            made.apply(
                new OneDnn.Convolution(key.image, key.map, g.kernel(), g.stride(), g.padding())));
  }

  @Override
  void toMap(INDArray image, INDArray weights, INDArray bias, INDArray map) {
    boolean biased = bias != null;
    operation("map", image, map, biased, c -> c.toMap(biased)).run(image, weights, bias, map);
  }

  @Override
  void toImage(INDArray map, INDArray weights, INDArray bias, INDArray image) {
    if (toFew != null) {
      toFew.toImage(map, weights, bias, image);
      return;
    }
    operation("image", image, map, false, OneDnn.Convolution::toImage).run(map, weights, image);
    if (bias != null) {
      addToChannels(HostFloats.copyOf(bias), image);
    }
  }

  private static void addToChannels(float[] bias, INDArray image) {
    int channels = bias.length;
    int plane = (int) (image.size(2) * image.size(3));
    boolean last = HostFloats.channelsLast(image);
    FloatBuffer floats = HostFloats.dense(image);
    Threads.forRanges(
        Math.toIntExact(image.size(0)),
        Math.max(1, FastBackend.TASK / (channels * plane)),
        (from, to) -> {
          float[] values = new float[channels * plane];
          for (int n = from; n < to; n++) {
            floats.get(n * values.length, values);
            for (int i = 0; i < values.length; i += last ? channels : plane) {
              if (last) {
                addRow(values, i, bias);
              } else {
                addNumber(values, i, i + plane, bias[i / plane]);
              }
            }
            floats.put(n * values.length, values);
          }
        });
  }

  private static void addRow(float[] values, int at, float[] row) {
    for (int c = 0; c < row.length; c++) {
      values[at + c] += row[c];
    }
  }

  private static void addNumber(float[] values, int from, int to, float number) {
    for (int i = from; i < to; i++) {
      values[i] += number;
    }
  }

  @Override
  void weightGradient(INDArray map, INDArray image, INDArray weightGradient, INDArray mapSums) {
    boolean biased = mapSums != null;
    operation("weights", image, map, biased, c -> c.toWeights(biased))
        .run(image, map, weightGradient, mapSums);
  }
}
