package org.dcgan4j.compute;

import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.blas.Level1;
import org.nd4j.linalg.api.blas.Level2;
import org.nd4j.linalg.api.blas.Level3;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.cpu.nativecpu.buffer.DefaultDataBufferFactory;
import org.nd4j.linalg.cpu.nativecpu.buffer.FloatBuffer;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOps;
import org.nd4j.nativeblas.NativeOpsHolder;

/**
 * Pretends that arrays of floats lie on a device that Java cannot reach, and counts what a GPU
 * would have to do: calls of native code that work on arrays, and copies to and from the host. What
 * is computed stays the same. While one is open, {@link HostFloats} may not touch an array.
 *
 * <p>It counts where ND4J goes into its native library: {@link NativeOps}, BLAS and the buffers of
 * floats. What only prepares a call, such as its shapes and its context, is no call. On a GPU a
 * copy to the host waits for all calls before it, so waits are these copies.
 */
public final class FarDevice implements AutoCloseable {
  /** Of {@link NativeOps}: what works on arrays. */
  private static final Pattern WORK =
      Pattern.compile(
          "exec.*|memcpy(Sync|Async)|memset(Sync|Async)|pullRows|sort.*|specialConcat|tear|shuffle"
              + "|average|accumulate|scatterUpdate|convertTypes");

  private static final StackWalker STACK = StackWalker.getInstance();

  /** The one that is open. */
  private static FarDevice open;

  private final Map<String, Integer> sites = new TreeMap<>();
  private final List<Runnable> undo = new ArrayList<>();
  private int calls;
  private int toHost;
  private int fromHost;
  private int scalarsFromHost;
  private long work;

  /**
   * What was counted.
   *
   * @param calls of native code that works on arrays
   * @param toHost copies to the host, each of which waits for the device
   * @param fromHost copies of arrays from the host
   * @param scalars copies of one number from the host, as arguments of operations
   */
  public record Counts(int calls, int toHost, int fromHost, int scalars) {}

  /** Everything that is made from now on lies on the device. */
  public FarDevice() {
    Nd4j.getExecutioner(); // loads it
    NativeOpsHolder holder = NativeOpsHolder.getInstance();
    NativeOps counted = counted(NativeOps.class, holder.getDeviceNativeOps(), WORK);
    replace(holder, "deviceNativeOps", counted);
    replace(Nd4j.getExecutioner(), "loop", counted);
    Object factory = Nd4j.factory();
    Pattern all =
        Pattern.compile("gemm|gemv|ger|axpy|scal|copy|dot|nrm2|asum|swap|iamax|symm|trsm");
    replace(factory, "level1", counted(Level1.class, Nd4j.getBlasWrapper().level1(), all));
    replace(factory, "level2", counted(Level2.class, Nd4j.getBlasWrapper().level2(), all));
    replace(factory, "level3", counted(Level3.class, Nd4j.getBlasWrapper().level3(), all));
    replace(Nd4j.class, "DATA_BUFFER_FACTORY_INSTANCE", new Buffers());
    open = this;
  }

  /** Begins anew. */
  public void reset() {
    calls = 0;
    toHost = 0;
    fromHost = 0;
    scalarsFromHost = 0;
    sites.clear();
  }

  public Counts counts() {
    return new Counts(calls, toHost, fromHost, scalarsFromHost);
  }

  /** How often which line of ours had something counted, a line of text each. */
  public String bySite() {
    StringBuilder text = new StringBuilder();
    sites.forEach((site, count) -> text.append(count).append("  ").append(site).append('\n'));
    return text.toString();
  }

  @Override
  public void close() {
    open = null;
    undo.forEach(Runnable::run);
  }

  /** Sets a private field of ND4J's, until this is closed. */
  private void replace(Object owner, String name, Object value) {
    for (Class<?> type = owner instanceof Class<?> of ? of : owner.getClass();
        type != null;
        type = type.getSuperclass()) {
      for (Field field : type.getDeclaredFields()) {
        if (field.getName().equals(name)) {
          field.setAccessible(true);
          Object before = get(field, owner);
          set(field, owner, value);
          undo.add(() -> set(field, owner, before));
          return;
        }
      }
    }
    throw new IllegalStateException("ND4J has no field " + name + " any more");
  }

  private static Object get(Field field, Object owner) {
    try {
      return field.get(owner);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The owner of a static field is not asked. */
  private static void set(Field field, Object owner, Object value) {
    try {
      field.set(owner, value);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  private <T> T counted(Class<T> type, T inside, Pattern work) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              if (work.matcher(method.getName()).matches()) {
                call(method.getName());
              }
              try {
                return method.invoke(inside, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }

  private void call(String name) {
    calls++;
    work++;
    site("call " + name);
  }

  private void uploaded(long length) {
    if (length > 1) {
      fromHost++;
      site("from host, " + length);
    } else {
      scalarsFromHost++;
      site("scalar from host");
    }
  }

  private void downloaded(long length) {
    toHost++;
    site("to host, " + length);
  }

  private void site(String what) {
    String where =
        STACK.walk(
            frames ->
                frames
                    .filter(f -> f.getClassName().startsWith("org.dcgan4j."))
                    .filter(f -> !f.getClassName().startsWith(FarDevice.class.getName()))
                    .map(f -> f.getFileName() + ":" + f.getLineNumber())
                    .findFirst()
                    .orElse("elsewhere"));
    sites.merge(where + "  " + what, 1, Integer::sum);
  }

  /** Makes buffers of floats that count. */
  private static final class Buffers extends DefaultDataBufferFactory {
    @Override
    public DataBuffer create(DataBuffer of, long offset, long length) {
      return of.dataType() == DataType.FLOAT
          ? new Floats(of, length, offset)
          : super.create(of, offset, length);
    }

    @Override
    public DataBuffer create(DataType type, long length, boolean zero) {
      return type == DataType.FLOAT ? new Floats(length, zero) : super.create(type, length, zero);
    }

    @Override
    public DataBuffer create(DataType type, long length, boolean zero, MemoryWorkspace workspace) {
      return type == DataType.FLOAT
          ? floats(length, zero, workspace)
          : super.create(type, length, zero, workspace);
    }

    @Override
    public DataBuffer createFloat(long length) {
      return new Floats(length, true);
    }

    @Override
    public DataBuffer createFloat(long length, boolean zero) {
      return new Floats(length, zero);
    }

    @Override
    public DataBuffer createFloat(long length, boolean zero, MemoryWorkspace workspace) {
      return floats(length, zero, workspace);
    }

    @Override
    public DataBuffer createFloat(float[] data) {
      return filled(new Floats(data.length, false), data);
    }

    @Override
    public DataBuffer createFloat(float[] data, MemoryWorkspace workspace) {
      return filled(floats(data.length, false, workspace), data);
    }

    @Override
    public DataBuffer createFloat(float[] data, boolean copy) {
      return filled(new Floats(data.length, false), data);
    }

    @Override
    public DataBuffer createFloat(float[] data, boolean copy, MemoryWorkspace workspace) {
      return filled(floats(data.length, false, workspace), data);
    }

    @Override
    public DataBuffer createDouble(double[] data) {
      open.uploaded(data.length);
      return super.createDouble(data);
    }

    @Override
    public DataBuffer createDouble(double[] data, MemoryWorkspace workspace) {
      open.uploaded(data.length);
      return super.createDouble(data, workspace);
    }

    @Override
    public DataBuffer createDouble(double[] data, boolean copy) {
      open.uploaded(data.length);
      return super.createDouble(data, copy);
    }

    @Override
    public DataBuffer createDouble(double[] data, boolean copy, MemoryWorkspace workspace) {
      open.uploaded(data.length);
      return super.createDouble(data, copy, workspace);
    }

    @Override
    public DataBuffer createDouble(float[] data) {
      open.uploaded(data.length);
      return super.createDouble(data);
    }

    @Override
    public DataBuffer createLong(long[] data) {
      open.uploaded(data.length);
      return super.createLong(data);
    }

    @Override
    public DataBuffer createInt(int[] data) {
      open.uploaded(data.length);
      return super.createInt(data);
    }

    private static Floats floats(long length, boolean zero, MemoryWorkspace workspace) {
      return workspace == null ? new Floats(length, zero) : new Floats(length, zero, workspace);
    }

    private static DataBuffer filled(Floats buffer, float[] data) {
      buffer.setData(data);
      return buffer;
    }
  }

  /** Floats on the device. */
  private static final class Floats extends FloatBuffer {
    private static final long serialVersionUID = 1L;

    /** How much had been done when it was read last: until more is done, the copy is there. */
    private transient long read = -1;

    private transient boolean writing;

    Floats(long length, boolean zero) {
      super(length, zero);
    }

    Floats(long length, boolean zero, MemoryWorkspace workspace) {
      super(length, zero, workspace);
    }

    Floats(DataBuffer of, long length, long offset) {
      super(of, length, offset);
    }

    private void written(long length, Runnable write) {
      boolean counts = open != null && !writing;
      if (counts) {
        open.uploaded(length);
        writing = true;
      }
      write.run();
      writing = writing && !counts;
    }

    private void reading() {
      if (open != null && open.work != read) {
        open.downloaded(length());
        read = open.work;
      }
    }

    @Override
    public void setData(float[] data) {
      written(data.length, () -> super.setData(data));
    }

    @Override
    public void setData(double[] data) {
      written(data.length, () -> super.setData(data));
    }

    @Override
    public void put(long i, float element) {
      written(1, () -> super.put(i, element));
    }

    @Override
    public void put(long i, double element) {
      written(1, () -> super.put(i, element));
    }

    @Override
    public double getDouble(long i) {
      reading();
      return super.getDouble(i);
    }

    @Override
    public float getFloat(long i) {
      reading();
      return super.getFloat(i);
    }

    @Override
    public Number getNumber(long i) {
      reading();
      return super.getNumber(i);
    }

    @Override
    public float[] asFloat() {
      reading();
      return super.asFloat();
    }

    @Override
    public double[] asDouble() {
      reading();
      return super.asDouble();
    }

    @Override
    public Pointer addressPointer() {
      if (open != null) {
        String host = HostFloats.class.getName();
        boolean reached =
            STACK.walk(f -> f.skip(1).limit(2).anyMatch(at -> at.getClassName().equals(host)));
        if (reached) {
          throw new IllegalStateException("the array lies on the device, out of Java's reach");
        }
      }
      return super.addressPointer();
    }
  }
}
