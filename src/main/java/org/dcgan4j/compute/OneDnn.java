package org.dcgan4j.compute;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
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
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Operations of oneDNN 3. ND4J has an older oneDNN within, which makes each operation anew at each
 * call and rearranges all arrays around it; here an operation is made once and held, and takes
 * plain arrays where it can.
 */
final class OneDnn {
  private static final Cleaner CLEANER = Cleaner.create();

  private OneDnn() {}

  /** A place of an operation for an array, by dnnl's number for it. */
  record Port(int argument, Grid grid, boolean isOutput) {
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
    Operation(long description, Port... places) {
      this.ports = Arrays.stream(places).filter(Objects::nonNull).toArray(Port[]::new);
      this.arrays = new long[ports.length];
      this.rearrangements = new Call[ports.length];
      int[] arguments = new int[ports.length];
      long[] liked = new long[ports.length];
      Deque<Runnable> ends = new ArrayDeque<>();
      for (int i = 0; i < ports.length; i++) {
        long plain = ports[i].grid.layout();
        arguments[i] = ports[i].argument;
        long wanted =
            Dnnl.dnnl_primitive_desc_query_md(description, Dnnl.LAYOUT_OF_ARGUMENT, arguments[i]);
        arrays[i] = memory(plain, 0, ends);
        liked[i] = arrays[i];
        if (Dnnl.dnnl_memory_desc_equal(plain, wanted) == 0) {
          liked[i] = memory(wanted, Dnnl.ALLOCATE, ends);
          boolean out = ports[i].isOutput;
          long from = out ? wanted : plain;
          long to = out ? plain : wanted;
          long rearrangement =
              Dnnl.made(
                  d ->
                      Dnnl.dnnl_reorder_primitive_desc_create(
                          d, from, Dnnl.ENGINE, to, Dnnl.ENGINE, Dnnl.ATTRIBUTES));
          rearrangements[i] =
              new Call(
                  rearrangement,
                  new int[] {Dnnl.SOURCE, Dnnl.DESTINATION},
                  out ? new long[] {liked[i], arrays[i]} : new long[] {arrays[i], liked[i]},
                  ends);
        }
      }
      this.main = new Call(description, arguments, liked, ends);
      CLEANER.register(this, () -> ends.forEach(Runnable::run));
    }

    /**
     * With the arrays for its places in their order, floats that lie as those it was made for; null
     * for a place that it does without.
     */
    synchronized void run(INDArray... arraysOrNull) {
      INDArray[] given =
          Arrays.stream(arraysOrNull).filter(Objects::nonNull).toArray(INDArray[]::new);
      for (int i = 0; i < given.length; i++) {
        Dnnl.check(Dnnl.dnnl_memory_set_data_handle(arrays[i], HostFloats.address(given[i])));
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
      Dnnl.check(Dnnl.dnnl_stream_wait(Dnnl.STREAM));
      Reference.reachabilityFence(given);
    }
  }

  private static long memory(long layout, long data, Deque<Runnable> ends) {
    long memory = Dnnl.made(out -> Dnnl.dnnl_memory_create(out, layout, Dnnl.ENGINE, data));
    ends.push(() -> Dnnl.dnnl_memory_destroy(memory));
    return memory;
  }

  /** What the operations of a thread work in, one after the other. */
  private static final class Scratch {
    private static final long ALIGNMENT = 128;
    private static final ThreadLocal<Memory> HELD = new ThreadLocal<>();

    private Scratch() {}

    /** The address of as many bytes of the calling thread's. */
    static long of(long bytes) {
      Memory held = HELD.get();
      if (held == null || held.size() < bytes + ALIGNMENT) {
        held = new Memory(bytes + ALIGNMENT);
        HELD.set(held);
      }
      return (Pointer.nativeValue(held) + ALIGNMENT - 1) & -ALIGNMENT;
    }
  }

  /** A primitive with its arguments. */
  private static final class Call {
    private static final int ARGUMENT_BYTES = 16;
    private final long primitive;
    private final int count;
    private final Memory arguments;
    private final long scratchBytes;
    private final long scratch;

    /** Of a description, which it ends. */
    Call(long description, int[] names, long[] memories, Deque<Runnable> ends) {
      long layout =
          Dnnl.dnnl_primitive_desc_query_md(description, Dnnl.LAYOUT_OF_ARGUMENT, Dnnl.SCRATCHPAD);
      this.scratchBytes = layout == 0 ? 0 : Dnnl.dnnl_memory_desc_get_size(layout);
      this.scratch = scratchBytes == 0 ? 0 : memory(layout, 0, ends);
      this.count = names.length + (scratchBytes == 0 ? 0 : 1);
      this.arguments = new Memory((long) ARGUMENT_BYTES * count);
      for (int i = 0; i < count; i++) {
        boolean isScratch = i == names.length;
        arguments.setInt((long) ARGUMENT_BYTES * i, isScratch ? Dnnl.SCRATCHPAD : names[i]);
        arguments.setLong(
            (long) ARGUMENT_BYTES * i + Long.BYTES, isScratch ? scratch : memories[i]);
      }
      long made = Dnnl.made(out -> Dnnl.dnnl_primitive_create(out, description));
      Dnnl.dnnl_primitive_desc_destroy(description);
      ends.push(() -> Dnnl.dnnl_primitive_destroy(made));
      this.primitive = made;
    }

    void run() {
      if (scratchBytes > 0) {
        Dnnl.check(Dnnl.dnnl_memory_set_data_handle(scratch, Scratch.of(scratchBytes)));
      }
      Dnnl.check(
          Dnnl.dnnl_primitive_execute(
              primitive, Dnnl.STREAM, count, Pointer.nativeValue(arguments)));
    }
  }

  enum Order {
    PLAIN,
    CHANNELS_LAST,
    ANY
  }

  /**
   * A shape and the order in which it lies, which for an operation may be any.
   *
   * @param type dnnl's number for that of its numbers
   */
  record Grid(List<Long> shape, Order order, int type) {
    private static final Map<Grid, Long> LAYOUTS = new ConcurrentHashMap<>();

    static Grid of(INDArray array) {
      List<Long> shape = LongStream.of(array.shape()).boxed().toList();
      boolean last = HostFloats.channelsLast(array);
      return new Grid(shape, last ? Order.CHANNELS_LAST : Order.PLAIN, Dnnl.F32);
    }

    static Grid plain(long... shape) {
      return new Grid(LongStream.of(shape).boxed().toList(), Order.PLAIN, Dnnl.F32);
    }

    long size(int dimension) {
      return shape.get(dimension);
    }

    /** Its description, which is made once. */
    long layout() {
      return LAYOUTS.computeIfAbsent(this, Grid::describe);
    }

    long in(Order order) {
      return in(order, type);
    }

    long in(Order order, int numbers) {
      return new Grid(shape, order, numbers).layout();
    }

    private long describe() {
      long[] sizes = shape.stream().mapToLong(Long::longValue).toArray();
      int rank = sizes.length;
      if (order == Order.ANY) {
        return Dnnl.made(
            out -> Dnnl.dnnl_memory_desc_create_with_tag(out, rank, sizes, type, Dnnl.ANY));
      }
      long[] strides = new long[rank];
      for (int i = 0; i < rank; i++) {
        strides[i] = LongStream.of(sizes).skip(i + 1L).reduce(1, (a, b) -> a * b);
      }
      if (order == Order.CHANNELS_LAST) {
        strides = new long[] {strides[0], 1, sizes[3] * sizes[1], sizes[1]};
      }
      long[] made = strides;
      return Dnnl.made(
          out -> Dnnl.dnnl_memory_desc_create_with_strides(out, rank, sizes, type, made));
    }
  }
}
