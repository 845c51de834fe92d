package org.dcgan4j.compute;

import com.sun.jna.Callback;
import com.sun.jna.CallbackThreadInitializer;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;
import java.util.function.Supplier;

/**
 * Java code on the threads of GCC's OpenMP, which the native libraries compute with. With threads
 * of Java's own beside them, a core that is just done with the one is wanted by the other, the
 * system puts both on one core, and a native operation whose threads wait for each other by
 * spinning takes ten milliseconds instead of a tenth of one.
 */
final class OpenMp {
  private static final Map<Long, Job> JOBS = new ConcurrentHashMap<>();
  private static final AtomicLong IDS = new AtomicLong();
  private static final Region REGION = id -> JOBS.get(Pointer.nativeValue(id)).work();
  private static final boolean PRESENT = load();

  private OpenMp() {}

  /** The body of a parallel region, called once by each of its threads. */
  interface Region extends Callback {
    void run(Pointer data);
  }

  /** Pieces that the threads of a region take one after the other. */
  private record Job(
      int pieces, IntConsumer body, AtomicInteger next, AtomicReference<Throwable> failure) {

    /** Nothing may be thrown through native code. */
    void work() {
      try {
        for (int i = next.getAndIncrement(); i < pieces; i = next.getAndIncrement()) {
          body.accept(i);
        }
      } catch (RuntimeException | Error e) {
        failure.compareAndSet(null, e);
      }
    }
  }

  private static boolean load() {
    try {
      // By this name it is the library that is loaded already, and never another.
      Native.register(OpenMp.class, NativeLibrary.getInstance("libgomp.so.1"));
      Native.setCallbackThreadInitializer(
          REGION, new CallbackThreadInitializer(true, false, "compute"));
      return true;
    } catch (LinkageError e) {
      return false;
    }
  }

  static boolean present() {
    return PRESENT;
  }

  /** Runs {@code body} for {@code [0, pieces)}, in any order, and waits for all. */
  static void run(int pieces, IntConsumer body) {
    Job job = new Job(pieces, body, new AtomicInteger(), new AtomicReference<>());
    long id = IDS.incrementAndGet();
    JOBS.put(id, job);
    try {
      GOMP_parallel(REGION, new Pointer(id), Math.min(pieces, Threads.count()), 0);
    } finally {
      JOBS.remove(id);
    }
    if (job.failure().get() instanceof Error error) {
      throw error;
    }
    if (job.failure().get() instanceof RuntimeException failure) {
      throw failure;
    }
  }

  /**
   * Makes what shall run on the calling thread alone, which OpenMP's users note when it is made.
   */
  static <T> T alone(Supplier<T> made) {
    if (!PRESENT) {
      return made.get();
    }
    omp_set_num_threads(1);
    try {
      return made.get();
    } finally {
      omp_set_num_threads(Threads.count());
    }
  }

  private static native void omp_set_num_threads(int threads);

  /** A parallel region of so many threads, the calling one among them. */
  private static native void GOMP_parallel(Region body, Pointer data, int threads, int flags);
}
