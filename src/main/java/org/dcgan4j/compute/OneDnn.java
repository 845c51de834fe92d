package org.dcgan4j.compute;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import java.io.File;
import java.io.IOException;
import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.bytedeco.javacpp.Loader;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * As much of oneDNN 3's C interface (dnnl.h) as our layers need, on the OpenMP that ND4J has
 * loaded. ND4J has an older oneDNN within, which makes each operation anew at each call and
 * rearranges all arrays around it; here an operation is made once and held, and takes plain arrays
 * where it can.
 */
final class OneDnn {
  // Numbers of dnnl_types.h.
  private static final int F32 = 3;
  private static final int ANY = 1;
  private static final int CPU = 1;
  private static final int IN_ORDER = 1;
  private static final int FORWARD_TRAINING = 64;
  private static final int FORWARD_INFERENCE = 96;
  private static final int BACKWARD = 128;
  private static final int DIRECT = 1;
  private static final int RELU = 0x20;
  private static final int IMPLEMENTATION = 8;
  private static final int LAYOUT_OF_ARGUMENT = 255;
  private static final int SOURCE = 1;
  private static final int DESTINATION = 17;
  private static final int WEIGHTS = 33;
  private static final int BIAS = 41;
  private static final int MEAN = 49;
  private static final int VARIANCE = 50;
  private static final int SCALE = 51;
  private static final int SHIFT = 52;
  private static final int SCALE_GRADIENT = 255;
  private static final int SHIFT_GRADIENT = 256;
  private static final int GIVEN_STATISTICS = 1;
  private static final int SCALE_AND_SHIFT = 2 | 4;
  private static final int GRADIENT = 128; // what is added for the gradient of one of these
  private static final long ALLOCATE = -1;

  private static final Cleaner CLEANER = Cleaner.create();
  private static final boolean PRESENT = load();
  private static final long ENGINE = PRESENT ? made(out -> dnnl_engine_create(out, CPU, 0)) : 0;
  private static final long STREAM =
      PRESENT ? made(out -> dnnl_stream_create(out, ENGINE, IN_ORDER)) : 0;

  private OneDnn() {}

  /** Whether it is there; else ND4J's operations do its work. */
  static boolean present() {
    return PRESENT;
  }

  private static boolean load() {
    Threads.count(); // ND4J's library first: its OpenMP serves both
    String resource = "/org/bytedeco/dnnl/" + Loader.getPlatform() + "/libdnnl.so.3";
    try {
      File library = Loader.cacheResource(OneDnn.class, resource);
      if (library == null) {
        return false;
      }
      Native.register(OneDnn.class, NativeLibrary.getInstance(library.getPath()));
      return true;
    } catch (IOException | LinkageError e) {
      return false;
    }
  }

  /**
   * The convolution of {@code [N, few, H, W]}, the image, into {@code [N, many, h, w]}, the map,
   * with weights {@code [many, few, k, k]} in C order.
   */
  record Convolution(Grid image, Grid map, int kernel, int stride, int padding) {

    /** From image, weights and bias, {@code [many]}, to map. */
    Operation toMap(boolean bias) {
      Port[] ports = {
        Port.in(SOURCE, image),
        Port.in(WEIGHTS, weights()),
        bias ? Port.in(BIAS, biases()) : null,
        Port.out(DESTINATION, map)
      };
      return operation(ports, d -> forward(d, bias));
    }

    /** From map and weights to image: the convolution's data gradient. */
    Operation toImage() {
      return operation(
          new Port[] {
            Port.in(GRADIENT + DESTINATION, map),
            Port.in(WEIGHTS, weights()),
            Port.out(GRADIENT + SOURCE, image)
          },
          this::backwardData);
    }

    /** From image and map's gradient to those of weights and bias. */
    Operation toWeights(boolean bias) {
      Port[] ports = {
        Port.in(SOURCE, image),
        Port.in(GRADIENT + DESTINATION, map),
        Port.out(GRADIENT + WEIGHTS, weights()),
        bias ? Port.out(GRADIENT + BIAS, biases()) : null
      };
      return operation(ports, d -> backwardWeights(d, bias));
    }

    private Grid weights() {
      return Grid.plain(map.size(1), image.size(1), kernel, kernel);
    }

    private Grid biases() {
      return Grid.plain(map.size(1));
    }

    /**
     * Weights lie as the operation likes it. Images and maps lie with the channels last if either
     * does, and else in C order; but as the operation likes it where oneDNN has only a general way
     * for that. This is a rule of shape and processor, and no timing, so that a seed gives the same
     * bits again.
     */
    private Operation operation(Port[] ports, DescriptionOf kind) {
      Order order = image.order == map.order ? image.order : Order.CHANNELS_LAST;
      long description = kind.description(order);
      String way = implementation(description);
      if (!way.startsWith("ref") && !way.contains("gemm:")) {
        return new Operation(description, ports);
      }
      dnnl_primitive_desc_destroy(description);
      return new Operation(kind.description(Order.ANY), ports);
    }

    private interface DescriptionOf {
      long description(Order order);
    }

    private long forward(Order order, boolean bias) {
      return made(
          out ->
              dnnl_convolution_forward_primitive_desc_create(
                  out,
                  ENGINE,
                  FORWARD_TRAINING,
                  DIRECT,
                  image.in(order),
                  weights().in(Order.ANY),
                  bias ? biases().layout() : 0,
                  map.in(order),
                  both(stride),
                  both(0),
                  both(padding),
                  after(),
                  0));
    }

    private long backwardData(Order order) {
      return hinted(
          forward(order, false),
          (out, hint) ->
              dnnl_convolution_backward_data_primitive_desc_create(
                  out,
                  ENGINE,
                  DIRECT,
                  image.in(order),
                  weights().in(Order.ANY),
                  map.in(order),
                  both(stride),
                  both(0),
                  both(padding),
                  after(),
                  hint,
                  0));
    }

    private long backwardWeights(Order order, boolean bias) {
      return hinted(
          forward(order, bias),
          (out, hint) ->
              dnnl_convolution_backward_weights_primitive_desc_create(
                  out,
                  ENGINE,
                  DIRECT,
                  image.in(order),
                  weights().in(Order.ANY),
                  bias ? biases().layout() : 0,
                  map.in(order),
                  both(stride),
                  both(0),
                  both(padding),
                  after(),
                  hint,
                  0));
    }

    private static long[] both(int value) {
      return new long[] {value, value};
    }

    /** Padding below and to the right: what a stride that does not divide leaves over is cut. */
    private long[] after() {
      return new long[] {after(2), after(3)};
    }

    private long after(int side) {
      return (map.size(side) - 1) * stride + kernel - image.size(side) - padding;
    }
  }

  /** From x, {@code [N, in]}, to y, {@code [N, out]}, with weights {@code [out, in]} in C order. */
  record InnerProduct(Grid x, Grid y) {

    /** From x, weights and bias to y. */
    Operation forward(boolean bias) {
      Port[] ports = {
        Port.in(SOURCE, x),
        Port.in(WEIGHTS, weights()),
        bias ? Port.in(BIAS, biases()) : null,
        Port.out(DESTINATION, y)
      };
      return new Operation(description(bias), ports);
    }

    /** From y's gradient and weights to x's gradient. */
    Operation backwardData() {
      return new Operation(
          hinted(
              description(false),
              (out, hint) ->
                  dnnl_inner_product_backward_data_primitive_desc_create(
                      out, ENGINE, x.layout(), weights().layout(), y.layout(), hint, 0)),
          Port.in(GRADIENT + DESTINATION, y),
          Port.in(WEIGHTS, weights()),
          Port.out(GRADIENT + SOURCE, x));
    }

    /** From x and y's gradient to those of weights and bias. */
    Operation backwardWeights(boolean bias) {
      Port[] ports = {
        Port.in(SOURCE, x),
        Port.in(GRADIENT + DESTINATION, y),
        Port.out(GRADIENT + WEIGHTS, weights()),
        bias ? Port.out(GRADIENT + BIAS, biases()) : null
      };
      return new Operation(
          hinted(
              description(bias),
              (out, hint) ->
                  dnnl_inner_product_backward_weights_primitive_desc_create(
                      out,
                      ENGINE,
                      x.layout(),
                      weights().layout(),
                      bias ? biases().layout() : 0,
                      y.layout(),
                      hint,
                      0)),
          ports);
    }

    private Grid weights() {
      return Grid.plain(y.size(1), x.size(1));
    }

    private Grid biases() {
      return Grid.plain(y.size(1));
    }

    private long description(boolean bias) {
      return made(
          out ->
              dnnl_inner_product_forward_primitive_desc_create(
                  out,
                  ENGINE,
                  FORWARD_TRAINING,
                  x.layout(),
                  weights().layout(),
                  bias ? biases().layout() : 0,
                  y.layout(),
                  0));
    }
  }

  /** Batch normalisation over all dimensions of x but the second. */
  record BatchNorm(Grid x, double epsilon) {

    /** From x, gamma and beta to the output, and to the batch's mean and (biased) variance. */
    Operation forward() {
      return new Operation(
          description(FORWARD_TRAINING, 0),
          Port.in(SOURCE, x),
          Port.in(SCALE, channels()),
          Port.in(SHIFT, channels()),
          Port.out(DESTINATION, x),
          Port.out(MEAN, channels()),
          Port.out(VARIANCE, channels()));
    }

    /** From x, gamma, beta, mean and variance to the output. */
    Operation infer() {
      return new Operation(
          description(FORWARD_INFERENCE, GIVEN_STATISTICS),
          Port.in(SOURCE, x),
          Port.in(SCALE, channels()),
          Port.in(SHIFT, channels()),
          Port.in(MEAN, channels()),
          Port.in(VARIANCE, channels()),
          Port.out(DESTINATION, x));
    }

    /**
     * From x, the output's gradient, gamma, and the batch's mean and variance to the gradients of
     * x, gamma and beta.
     */
    Operation backward() {
      return new Operation(
          hinted(
              description(FORWARD_TRAINING, 0),
              (out, hint) ->
                  dnnl_batch_normalization_backward_primitive_desc_create(
                      out,
                      ENGINE,
                      BACKWARD,
                      x.layout(),
                      x.layout(),
                      x.layout(),
                      (float) epsilon,
                      SCALE_AND_SHIFT,
                      hint,
                      0)),
          Port.in(SOURCE, x),
          Port.in(GRADIENT + DESTINATION, x),
          Port.in(SCALE, channels()),
          Port.in(MEAN, channels()),
          Port.in(VARIANCE, channels()),
          Port.out(GRADIENT + SOURCE, x),
          Port.out(SCALE_GRADIENT, channels()),
          Port.out(SHIFT_GRADIENT, channels()));
    }

    private Grid channels() {
      return Grid.plain(x.size(1));
    }

    private long description(int kind, int flags) {
      return made(
          out ->
              dnnl_batch_normalization_forward_primitive_desc_create(
                  out,
                  ENGINE,
                  kind,
                  x.layout(),
                  x.layout(),
                  (float) epsilon,
                  SCALE_AND_SHIFT | flags,
                  0));
    }
  }

  /** {@code max(x, slope x)}. */
  record LeakyRelu(Grid x, float slope) {

    /** From x to the output, which may be x itself. */
    Operation forward() {
      return new Operation(description(), Port.in(SOURCE, x), Port.out(DESTINATION, x));
    }

    /** From x or the output, and the output's gradient, to that of x, which may be the same. */
    Operation backward() {
      return new Operation(
          hinted(
              description(),
              (out, hint) ->
                  dnnl_eltwise_backward_primitive_desc_create(
                      out, ENGINE, RELU, x.layout(), x.layout(), x.layout(), slope, 0, hint, 0)),
          Port.in(SOURCE, x),
          Port.in(GRADIENT + DESTINATION, x),
          Port.out(GRADIENT + SOURCE, x));
    }

    private long description() {
      return made(
          out ->
              dnnl_eltwise_forward_primitive_desc_create(
                  out, ENGINE, FORWARD_TRAINING, RELU, x.layout(), x.layout(), slope, 0, 0));
    }
  }

  /** A place of an operation for an array, by dnnl's number for it. */
  private record Port(int argument, Grid grid, boolean isOutput) {
    static Port in(int argument, Grid grid) {
      return new Port(argument, grid, false);
    }

    static Port out(int argument, Grid grid) {
      return new Port(argument, grid, true);
    }
  }

  /** A layer's operations. Each belongs to shapes, and few shapes come to a layer. */
  static final class Held<K> {
    private static final int MOST = 16;

    private final Map<K, Operation> operations =
        new LinkedHashMap<>(MOST, 0.75f, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<K, Operation> eldest) {
            return size() > MOST;
          }
        };

    synchronized Operation get(K key, Supplier<Operation> made) {
      return operations.computeIfAbsent(key, k -> made.get());
    }
  }

  /** What is made once, and holds the memory in which arrays lie as it likes them. */
  static final class Operation {
    private final Port[] ports;
    private final long[] arrays;
    private final Call main;
    private final Call[] rearrangements;

    /** Null is a place that the operation does without. */
    private Operation(long description, Port... places) {
      this.ports = Arrays.stream(places).filter(Objects::nonNull).toArray(Port[]::new);
      this.arrays = new long[ports.length];
      this.rearrangements = new Call[ports.length];
      int[] arguments = new int[ports.length];
      long[] liked = new long[ports.length];
      Deque<Runnable> ends = new ArrayDeque<>();
      for (int i = 0; i < ports.length; i++) {
        long plain = ports[i].grid.layout();
        arguments[i] = ports[i].argument;
        long wanted = dnnl_primitive_desc_query_md(description, LAYOUT_OF_ARGUMENT, arguments[i]);
        arrays[i] = memory(plain, 0, ends);
        liked[i] = arrays[i];
        if (dnnl_memory_desc_equal(plain, wanted) == 0) {
          liked[i] = memory(wanted, ALLOCATE, ends);
          boolean out = ports[i].isOutput;
          long from = out ? wanted : plain;
          long to = out ? plain : wanted;
          long rearrangement =
              made(d -> dnnl_reorder_primitive_desc_create(d, from, ENGINE, to, ENGINE, 0));
          rearrangements[i] =
              new Call(
                  rearrangement,
                  new int[] {SOURCE, DESTINATION},
                  out ? new long[] {liked[i], arrays[i]} : new long[] {arrays[i], liked[i]},
                  ends);
        }
      }
      this.main = new Call(description, arguments, liked, ends);
      CLEANER.register(this, () -> ends.forEach(Runnable::run));
    }

    private static long memory(long layout, long data, Deque<Runnable> ends) {
      long memory = made(out -> dnnl_memory_create(out, layout, ENGINE, data));
      ends.push(() -> dnnl_memory_destroy(memory));
      return memory;
    }

    /**
     * With the arrays for its places in their order, floats that lie as those it was made for; null
     * for a place that it does without.
     */
    synchronized void run(INDArray... arraysOrNull) {
      INDArray[] given =
          Arrays.stream(arraysOrNull).filter(Objects::nonNull).toArray(INDArray[]::new);
      for (int i = 0; i < given.length; i++) {
        check(dnnl_memory_set_data_handle(arrays[i], HostFloats.address(given[i])));
        if (rearrangements[i] != null && !ports[i].isOutput) {
          rearrangements[i].run();
        }
      }
      main.run();
      for (int i = 0; i < given.length; i++) {
        if (rearrangements[i] != null && ports[i].isOutput) {
          rearrangements[i].run();
        }
      }
      check(dnnl_stream_wait(STREAM));
      Reference.reachabilityFence(given);
    }
  }

  /** A primitive with its arguments. */
  private static final class Call {
    private static final int ARGUMENT_BYTES = 16;
    private final long primitive;
    private final int count;
    private final Memory arguments;

    /** Of a description, which it ends. */
    Call(long description, int[] names, long[] memories, Deque<Runnable> ends) {
      this.count = names.length;
      this.arguments = new Memory((long) ARGUMENT_BYTES * count);
      for (int i = 0; i < count; i++) {
        arguments.setInt((long) ARGUMENT_BYTES * i, names[i]);
        arguments.setLong((long) ARGUMENT_BYTES * i + Long.BYTES, memories[i]);
      }
      long made = made(out -> dnnl_primitive_create(out, description));
      dnnl_primitive_desc_destroy(description);
      ends.push(() -> dnnl_primitive_destroy(made));
      this.primitive = made;
    }

    void run() {
      check(dnnl_primitive_execute(primitive, STREAM, count, Pointer.nativeValue(arguments)));
    }
  }

  private enum Order {
    PLAIN,
    CHANNELS_LAST,
    ANY
  }

  /** A shape and the order in which it lies, which for an operation may be any. */
  record Grid(List<Long> shape, Order order) {
    private static final Map<Grid, Long> LAYOUTS = new ConcurrentHashMap<>();

    static Grid of(INDArray array) {
      List<Long> shape = LongStream.of(array.shape()).boxed().toList();
      boolean last = HostFloats.channelsLast(array);
      return new Grid(shape, last ? Order.CHANNELS_LAST : Order.PLAIN);
    }

    private static Grid plain(long... shape) {
      return new Grid(LongStream.of(shape).boxed().toList(), Order.PLAIN);
    }

    private long size(int dimension) {
      return shape.get(dimension);
    }

    /** Its description, which is made once. */
    private long layout() {
      return LAYOUTS.computeIfAbsent(this, Grid::describe);
    }

    private long in(Order order) {
      return new Grid(shape, order).layout();
    }

    private long describe() {
      long[] sizes = shape.stream().mapToLong(Long::longValue).toArray();
      int rank = sizes.length;
      if (order == Order.ANY) {
        return made(out -> dnnl_memory_desc_create_with_tag(out, rank, sizes, F32, ANY));
      }
      long[] strides = new long[rank];
      for (int i = 0; i < rank; i++) {
        strides[i] = LongStream.of(sizes).skip(i + 1L).reduce(1, (a, b) -> a * b);
      }
      if (order == Order.CHANNELS_LAST) {
        strides = new long[] {strides[0], 1, sizes[3] * sizes[1], sizes[1]};
      }
      long[] made = strides;
      return made(out -> dnnl_memory_desc_create_with_strides(out, rank, sizes, F32, made));
    }
  }

  private static String implementation(long description) {
    return new Pointer(made(out -> dnnl_primitive_desc_query(description, IMPLEMENTATION, 0, out)))
        .getString(0);
  }

  private interface Maker {
    int make(long[] out);
  }

  private static long made(Maker maker) {
    long[] out = new long[1];
    check(maker.make(out));
    return out[0];
  }

  private interface HintedMaker {
    int make(long[] out, long hint);
  }

  /** A backward pass wants to know its forward pass. */
  private static long hinted(long forward, HintedMaker maker) {
    long made = made(out -> maker.make(out, forward));
    dnnl_primitive_desc_destroy(forward);
    return made;
  }

  private static void check(int status) {
    if (status != 0) {
      throw new IllegalStateException("oneDNN: status " + status);
    }
  }

  // dnnl.h: handles are longs, what is made comes back in an array of one.

  private static native int dnnl_engine_create(long[] engine, int kind, long index);

  private static native int dnnl_stream_create(long[] stream, long engine, int flags);

  private static native int dnnl_stream_wait(long stream);

  private static native int dnnl_memory_desc_create_with_tag(
      long[] layout, int rank, long[] shape, int type, int tag);

  private static native int dnnl_memory_desc_create_with_strides(
      long[] layout, int rank, long[] shape, int type, long[] strides);

  private static native int dnnl_memory_desc_equal(long a, long b);

  private static native int dnnl_memory_create(long[] memory, long layout, long engine, long data);

  private static native int dnnl_memory_set_data_handle(long memory, long data);

  private static native int dnnl_memory_destroy(long memory);

  private static native int dnnl_primitive_desc_query(
      long description, int what, int index, long[] answer);

  private static native long dnnl_primitive_desc_query_md(long description, int what, int index);

  private static native int dnnl_primitive_desc_destroy(long description);

  private static native int dnnl_primitive_create(long[] primitive, long description);

  private static native int dnnl_primitive_execute(
      long primitive, long stream, int count, long arguments);

  private static native int dnnl_primitive_destroy(long primitive);

  private static native int dnnl_reorder_primitive_desc_create(
      long[] description, long from, long fromEngine, long to, long toEngine, long attributes);

  private static native int dnnl_eltwise_forward_primitive_desc_create(
      long[] description,
      long engine,
      int kind,
      int algorithm,
      long source,
      long destination,
      float alpha,
      float beta,
      long attributes);

  private static native int dnnl_eltwise_backward_primitive_desc_create(
      long[] description,
      long engine,
      int algorithm,
      long sourceGradient,
      long destinationGradient,
      long source,
      float alpha,
      float beta,
      long hint,
      long attributes);

  private static native int dnnl_inner_product_forward_primitive_desc_create(
      long[] description,
      long engine,
      int kind,
      long source,
      long weights,
      long bias,
      long destination,
      long attributes);

  private static native int dnnl_inner_product_backward_data_primitive_desc_create(
      long[] description,
      long engine,
      long source,
      long weights,
      long destination,
      long hint,
      long attributes);

  private static native int dnnl_inner_product_backward_weights_primitive_desc_create(
      long[] description,
      long engine,
      long source,
      long weights,
      long bias,
      long destination,
      long hint,
      long attributes);

  private static native int dnnl_batch_normalization_forward_primitive_desc_create(
      long[] description,
      long engine,
      int kind,
      long source,
      long destination,
      float epsilon,
      int flags,
      long attributes);

  private static native int dnnl_batch_normalization_backward_primitive_desc_create(
      long[] description,
      long engine,
      int kind,
      long sourceGradient,
      long destinationGradient,
      long source,
      float epsilon,
      int flags,
      long hint,
      long attributes);

  private static native int dnnl_convolution_forward_primitive_desc_create(
      long[] description,
      long engine,
      int kind,
      int algorithm,
      long source,
      long weights,
      long bias,
      long destination,
      long[] strides,
      long[] dilations,
      long[] before,
      long[] after,
      long attributes);

  private static native int dnnl_convolution_backward_data_primitive_desc_create(
      long[] description,
      long engine,
      int algorithm,
      long source,
      long weights,
      long destination,
      long[] strides,
      long[] dilations,
      long[] before,
      long[] after,
      long hint,
      long attributes);

  private static native int dnnl_convolution_backward_weights_primitive_desc_create(
      long[] description,
      long engine,
      int algorithm,
      long source,
      long weights,
      long bias,
      long destination,
      long[] strides,
      long[] dilations,
      long[] before,
      long[] after,
      long hint,
      long attributes);
}
