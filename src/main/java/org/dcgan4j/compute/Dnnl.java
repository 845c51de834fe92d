package org.dcgan4j.compute;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import java.io.File;
import java.io.IOException;
import org.bytedeco.javacpp.Loader;
import org.dcgan4j.binding.MachineException;

/**
 * As much of oneDNN 3's C interface (dnnl.h) as our layers need, on the OpenMP that ND4J has
 * loaded. Handles are longs, and what is made comes back in an array of one.
 */
final class Dnnl {
  // Numbers of dnnl_types.h.
  static final int BF16 = 2;
  static final int F32 = 3;
  static final int ANY = 1;
  static final int CPU = 1;
  static final int IN_ORDER = 1;
  static final int FORWARD_TRAINING = 64;
  static final int FORWARD_INFERENCE = 96;
  static final int BACKWARD = 128;
  static final int DIRECT = 1;
  static final int RELU = 0x20;
  static final int IMPLEMENTATION = 8;
  static final int LAYOUT_OF_ARGUMENT = 255;
  static final int SOURCE = 1;
  static final int DESTINATION = 17;
  static final int WEIGHTS = 33;
  static final int BIAS = 41;
  static final int MEAN = 49;
  static final int VARIANCE = 50;
  static final int SCALE = 51;
  static final int SHIFT = 52;
  static final int SCALE_GRADIENT = 255;
  static final int SHIFT_GRADIENT = 256;
  static final int GIVEN_STATISTICS = 1;
  static final int SCALE_AND_SHIFT = 2 | 4;
  static final int GRADIENT = 128; // what is added for the gradient of one of these
  static final int SCRATCHPAD = 80;
  static final int GIVEN_BY_USER = 1;
  static final long ALLOCATE = -1;

  private static final int AVX512_BF16 = 0xe7; // a set of bits

  private static final boolean PRESENT = load();
  static final long ENGINE = PRESENT ? made(out -> dnnl_engine_create(out, CPU, 0)) : 0;
  static final long STREAM = PRESENT ? made(out -> dnnl_stream_create(out, ENGINE, IN_ORDER)) : 0;

  /**
   * Of every operation: it works in memory that it is given. Its own would belong to the thread
   * that made it, and it may run on that thread alone then.
   */
  static final long ATTRIBUTES = PRESENT ? attributes() : 0;

  private Dnnl() {}

  private static long attributes() {
    long made = made(Dnnl::dnnl_primitive_attr_create);
    check(dnnl_primitive_attr_set_scratchpad_mode(made, GIVEN_BY_USER));
    return made;
  }

  /** Whether it is there; else ND4J's operations do its work. */
  static boolean present() {
    return PRESENT;
  }

  /** Whether the processor has instructions for products of bfloat16 numbers. */
  static boolean multipliesBfloat16() {
    return PRESENT && (dnnl_get_effective_cpu_isa() & AVX512_BF16) == AVX512_BF16;
  }

  private static boolean load() {
    Threads.count(); // ND4J's library first: its OpenMP serves both
    String resource = "/org/bytedeco/dnnl/" + Loader.getPlatform() + "/libdnnl.so.3";
    try {
      File library = Loader.cacheResource(Dnnl.class, resource);
      if (library == null) {
        return false;
      }
      Native.register(Dnnl.class, NativeLibrary.getInstance(library.getPath()));
      return true;
    } catch (IOException e) {
      throw new MachineException("oneDNN 3 cannot be unpacked: " + e.getMessage());
    } catch (LinkageError e) {
      return false; // of an older system
    }
  }

  static String implementation(long description) {
    return new Pointer(made(out -> dnnl_primitive_desc_query(description, IMPLEMENTATION, 0, out)))
        .getString(0);
  }

  interface Maker {
    int make(long[] out);
  }

  static long made(Maker maker) {
    long[] out = new long[1];
    check(maker.make(out));
    return out[0];
  }

  interface HintedMaker {
    int make(long[] out, long hint);
  }

  /** A backward pass wants to know its forward pass. */
  static long hinted(long forward, HintedMaker maker) {
    long made = made(out -> maker.make(out, forward));
    dnnl_primitive_desc_destroy(forward);
    return made;
  }

  static void check(int status) {
    if (status != 0) {
      throw new IllegalStateException("oneDNN: status " + status);
    }
  }

  static native int dnnl_get_effective_cpu_isa();

  static native int dnnl_engine_create(long[] engine, int kind, long index);

  static native int dnnl_stream_create(long[] stream, long engine, int flags);

  static native int dnnl_stream_wait(long stream);

  static native int dnnl_memory_desc_create_with_tag(
      long[] layout, int rank, long[] shape, int type, int tag);

  static native int dnnl_memory_desc_create_with_strides(
      long[] layout, int rank, long[] shape, int type, long[] strides);

  static native int dnnl_memory_desc_equal(long a, long b);

  static native long dnnl_memory_desc_get_size(long layout);

  static native int dnnl_primitive_attr_create(long[] attributes);

  static native int dnnl_primitive_attr_set_scratchpad_mode(long attributes, int mode);

  static native int dnnl_memory_create(long[] memory, long layout, long engine, long data);

  static native int dnnl_memory_set_data_handle(long memory, long data);

  static native int dnnl_memory_destroy(long memory);

  static native int dnnl_primitive_desc_query(long description, int what, int index, long[] answer);

  static native long dnnl_primitive_desc_query_md(long description, int what, int index);

  static native int dnnl_primitive_desc_destroy(long description);

  static native int dnnl_primitive_create(long[] primitive, long description);

  static native int dnnl_primitive_execute(long primitive, long stream, int count, long arguments);

  static native int dnnl_primitive_destroy(long primitive);

  static native int dnnl_reorder_primitive_desc_create(
      long[] description, long from, long fromEngine, long to, long toEngine, long attributes);

  static native int dnnl_eltwise_forward_primitive_desc_create(
      long[] description,
      long engine,
      int kind,
      int algorithm,
      long source,
      long destination,
      float alpha,
      float beta,
      long attributes);

  static native int dnnl_eltwise_backward_primitive_desc_create(
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

  static native int dnnl_inner_product_forward_primitive_desc_create(
      long[] description,
      long engine,
      int kind,
      long source,
      long weights,
      long bias,
      long destination,
      long attributes);

  static native int dnnl_inner_product_backward_data_primitive_desc_create(
      long[] description,
      long engine,
      long source,
      long weights,
      long destination,
      long hint,
      long attributes);

  static native int dnnl_inner_product_backward_weights_primitive_desc_create(
      long[] description,
      long engine,
      long source,
      long weights,
      long bias,
      long destination,
      long hint,
      long attributes);

  static native int dnnl_batch_normalization_forward_primitive_desc_create(
      long[] description,
      long engine,
      int kind,
      long source,
      long destination,
      float epsilon,
      int flags,
      long attributes);

  static native int dnnl_batch_normalization_backward_primitive_desc_create(
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

  static native int dnnl_convolution_forward_primitive_desc_create(
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

  static native int dnnl_convolution_backward_data_primitive_desc_create(
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

  static native int dnnl_convolution_backward_weights_primitive_desc_create(
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
