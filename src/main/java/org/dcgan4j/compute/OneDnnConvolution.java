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

  private final int factors;
  private final PatchConvolution toFew;

  /**
   * @param factors dnnl's number for the type of what is multiplied on the way to the map and to
   *     the image; it is added up in single precision
   */
  OneDnnConvolution(Geometry geometry, long few, int factors) {
    super(geometry);
    this.factors = factors;
    this.toFew = PatchConvolution.suits(few, geometry) ? new PatchConvolution(geometry) : null;
  }

  @Override
  public boolean takesChannelsLast() {
    return true;
  }

  private Operation operation(
      String name,
      INDArray image,
      INDArray map,
      boolean bias,
      Function<Convolution, Operation> made) {
    Key key = new Key(name, bias, OneDnn.Grid.of(image), OneDnn.Grid.of(map));
    Geometry g = geometry();
    return operations.get(key, () -> made.apply(new Convolution(key.image, key.map, g, factors)));
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
    operation("image", image, map, false, Convolution::toImage).run(map, weights, image);
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

  /**
   * The convolution of {@code [N, few, H, W]}, the image, into {@code [N, many, h, w]}, the map,
   * with weights {@code [many, few / groups, k, k]} in C order; oneDNN sees those of several groups
   * as {@code [groups, many / groups, few / groups, k, k]}.
   */
  private record Convolution(OneDnn.Grid image, OneDnn.Grid map, Geometry geometry, int factors) {

    /** From image, weights and bias, {@code [many]}, to map. */
    OneDnn.Operation toMap(boolean bias) {
      OneDnn.Port[] ports = {
        OneDnn.Port.in(Dnnl.SOURCE, image),
        OneDnn.Port.in(Dnnl.WEIGHTS, weights()),
        bias ? OneDnn.Port.in(Dnnl.BIAS, biases()) : null,
        OneDnn.Port.out(Dnnl.DESTINATION, map)
      };
      return operation(ports, order -> forward(order, bias, factors));
    }

    /** From map and weights to image: the convolution's data gradient. */
    OneDnn.Operation toImage() {
      return operation(
          new OneDnn.Port[] {
            OneDnn.Port.in(Dnnl.GRADIENT + Dnnl.DESTINATION, map),
            OneDnn.Port.in(Dnnl.WEIGHTS, weights()),
            OneDnn.Port.out(Dnnl.GRADIENT + Dnnl.SOURCE, image)
          },
          this::backwardData);
    }

    /** From image and map's gradient to those of weights and bias. */
    OneDnn.Operation toWeights(boolean bias) {
      OneDnn.Port[] ports = {
        OneDnn.Port.in(Dnnl.SOURCE, image),
        OneDnn.Port.in(Dnnl.GRADIENT + Dnnl.DESTINATION, map),
        OneDnn.Port.out(Dnnl.GRADIENT + Dnnl.WEIGHTS, weights()),
        bias ? OneDnn.Port.out(Dnnl.GRADIENT + Dnnl.BIAS, biases()) : null
      };
      return operation(ports, order -> backwardWeights(order, bias));
    }

    private OneDnn.Grid weights() {
      long groups = geometry.groups();
      long many = map.size(1) / groups;
      long few = image.size(1) / groups;
      int k = geometry.kernel();
      return groups > 1
          ? OneDnn.Grid.plain(groups, many, few, k, k)
          : OneDnn.Grid.plain(many, few, k, k);
    }

    private OneDnn.Grid biases() {
      return OneDnn.Grid.plain(map.size(1));
    }

    /**
     * Weights lie as the operation likes it. Images and maps lie with the channels last if either
     * does, and else in C order; but as the operation likes it where oneDNN has only a general way
     * for that. This is a rule of shape and processor, and no timing, so that a seed gives the same
     * bits again.
     */
    private OneDnn.Operation operation(OneDnn.Port[] ports, DescriptionOf kind) {
      OneDnn.Order order =
          image.order() == map.order() ? image.order() : OneDnn.Order.CHANNELS_LAST;
      long description = kind.description(order);
      String way = Dnnl.implementation(description);
      if (!way.startsWith("ref") && !way.contains("gemm:")) {
        return new OneDnn.Operation(description, ports);
      }
      Dnnl.dnnl_primitive_desc_destroy(description);
      return new OneDnn.Operation(kind.description(OneDnn.Order.ANY), ports);
    }

    private interface DescriptionOf {
      long description(OneDnn.Order order);
    }

    private long forward(OneDnn.Order order, boolean bias, int type) {
      return Dnnl.made(
          out ->
              Dnnl.dnnl_convolution_forward_primitive_desc_create(
                  out,
                  Dnnl.ENGINE,
                  Dnnl.FORWARD_TRAINING,
                  Dnnl.DIRECT,
                  image.in(order, type),
                  weights().in(OneDnn.Order.ANY, type),
                  bias ? biases().layout() : 0,
                  map.in(order),
                  both(geometry.stride()),
                  both(0),
                  both(geometry.padding()),
                  after(),
                  Dnnl.ATTRIBUTES));
    }

    private long backwardData(OneDnn.Order order) {
      return Dnnl.hinted(
          forward(order, false, factors),
          (out, hint) ->
              Dnnl.dnnl_convolution_backward_data_primitive_desc_create(
                  out,
                  Dnnl.ENGINE,
                  Dnnl.DIRECT,
                  image.in(order),
                  weights().in(OneDnn.Order.ANY, factors),
                  map.in(order, factors),
                  both(geometry.stride()),
                  both(0),
                  both(geometry.padding()),
                  after(),
                  hint,
                  Dnnl.ATTRIBUTES));
    }

    /**
     * From floats whatever the type of the factors: sums over so few places of so many weights are
     * slower from bfloat16 numbers, as measured with AMX.
     */
    private long backwardWeights(OneDnn.Order order, boolean bias) {
      return Dnnl.hinted(
          forward(order, bias, Dnnl.F32),
          (out, hint) ->
              Dnnl.dnnl_convolution_backward_weights_primitive_desc_create(
                  out,
                  Dnnl.ENGINE,
                  Dnnl.DIRECT,
                  image.in(order),
                  weights().in(OneDnn.Order.ANY),
                  bias ? biases().layout() : 0,
                  map.in(order),
                  both(geometry.stride()),
                  both(0),
                  both(geometry.padding()),
                  after(),
                  hint,
                  Dnnl.ATTRIBUTES));
    }

    private static long[] both(int value) {
      return new long[] {value, value};
    }

    /** Padding below and to the right: what a stride that does not divide leaves over is cut. */
    private long[] after() {
      return new long[] {after(2), after(3)};
    }

    private long after(int side) {
      return (map.size(side) - 1) * geometry.stride()
          + geometry.kernel()
          - image.size(side)
          - geometry.padding();
    }
  }
}
