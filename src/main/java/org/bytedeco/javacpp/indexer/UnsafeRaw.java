package org.bytedeco.javacpp.indexer;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.VarHandle;
import java.lang.invoke.VarHandle.AccessMode;
import java.lang.reflect.Field;
import java.nio.ByteOrder;
import java.util.Locale;

/**
 * Native memory for JavaCPP, in the place of its class of this name, which has to come later on the
 * class path: that one reads by {@code sun.misc.Unsafe} alone, which Java 24 warns of and newer
 * ones may forbid. This one reads by {@code java.lang.foreign} where Java has that, from 22 on.
 * Both are looked up by name, since it is compiled for Java 17 and without warnings.
 */
class UnsafeRaw extends Raw {
  private static final MethodHandle GET_BYTE = read(byte.class, "Byte");
  private static final MethodHandle PUT_BYTE = write(byte.class, "Byte");
  private static final MethodHandle GET_SHORT = read(short.class, "Short");
  private static final MethodHandle PUT_SHORT = write(short.class, "Short");
  private static final MethodHandle GET_INT = read(int.class, "Int");
  private static final MethodHandle PUT_INT = write(int.class, "Int");
  private static final MethodHandle GET_LONG = read(long.class, "Long");
  private static final MethodHandle PUT_LONG = write(long.class, "Long");
  private static final MethodHandle GET_FLOAT = read(float.class, "Float");
  private static final MethodHandle PUT_FLOAT = write(float.class, "Float");
  private static final MethodHandle GET_DOUBLE = read(double.class, "Double");
  private static final MethodHandle PUT_DOUBLE = write(double.class, "Double");
  private static final MethodHandle GET_CHAR = read(char.class, "Char");
  private static final MethodHandle PUT_CHAR = write(char.class, "Char");
  private static final VarHandle SHORTS =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.nativeOrder());
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.nativeOrder());
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
  private static final VarHandle FLOATS =
      MethodHandles.byteArrayViewVarHandle(float[].class, ByteOrder.nativeOrder());
  private static final VarHandle DOUBLES =
      MethodHandles.byteArrayViewVarHandle(double[].class, ByteOrder.nativeOrder());
  private static final VarHandle CHARS =
      MethodHandles.byteArrayViewVarHandle(char[].class, ByteOrder.nativeOrder());

  private static MethodHandle read(Class<?> type, String name) {
    return handle(type, AccessMode.GET, "get" + name, MethodType.methodType(type, long.class));
  }

  private static MethodHandle write(Class<?> type, String name) {
    return handle(
        type, AccessMode.SET, "put" + name, MethodType.methodType(void.class, long.class, type));
  }

  /** Reads or writes a number at any address. */
  private static MethodHandle handle(
      Class<?> type, AccessMode mode, String method, MethodType form) {
    try {
      if (Runtime.version().feature() >= 22) {
        return foreign(type, mode);
      }
      Class<?> unsafe = Class.forName("sun.misc.Unsafe");
      Field field = unsafe.getDeclaredField("theUnsafe");
      field.setAccessible(true);
      return MethodHandles.publicLookup().findVirtual(unsafe, method, form).bindTo(field.get(null));
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** Of a number that may lie anywhere in all of memory. */
  private static MethodHandle foreign(Class<?> type, AccessMode mode)
      throws ReflectiveOperationException {
    Class<?> segments = Class.forName("java.lang.foreign.MemorySegment");
    Object none = segments.getField("NULL").get(null);
    Object all = segments.getMethod("reinterpret", long.class).invoke(none, Long.MAX_VALUE);
    Class<?> layouts = Class.forName("java.lang.foreign.ValueLayout");
    String kind = "JAVA_" + type.getName().toUpperCase(Locale.ROOT);
    Object layout = layouts.getField(type == byte.class ? kind : kind + "_UNALIGNED").get(null);
    VarHandle handle = (VarHandle) layouts.getMethod("varHandle").invoke(layout);
    MethodHandle invoker = MethodHandles.varHandleExactInvoker(mode, handle.accessModeType(mode));
    return MethodHandles.insertArguments(invoker, 0, handle, all);
  }

  static boolean isAvailable() {
    return true;
  }

  private static IllegalStateException failure(Throwable e) {
    return new IllegalStateException("native memory cannot be reached", e);
  }

  @Override
  byte getByte(long address) {
    try {
      return (byte) GET_BYTE.invokeExact(address);
    } catch (Throwable e) {
      throw failure(e);
    }
  }

  @Override
  void putByte(long address, byte value) {
    try {
      PUT_BYTE.invokeExact(address, value);
    } catch (Throwable e) {
      throw failure(e);
    }
  }

  @Override
  byte getByte(byte[] array, long offset) {
    return array[(int) offset];
  }

  @Override
  void putByte(byte[] array, long offset, byte value) {
    array[(int) offset] = value;
  }

  @Override
  short getShort(long address) {
    try {
      return (short) GET_SHORT.invokeExact(address);
    } catch (Throwable e) {
      throw failure(e);
    }
  }

  @Override
  void putShort(long address, short value) {
    try {
      PUT_SHORT.invokeExact(address, value);
    } catch (Throwable e) {
      throw failure(e);
    }
  }

  @Override
  short getShort(byte[] array, long offset) {
    return (short) SHORTS.get(array, (int) offset);
  }

  @Override
  void putShort(byte[] array, long offset, short value) {
    SHORTS.set(array, (int) offset, value);
  }

  @Override
  int getInt(long address) {
    try {
      return (int) GET_INT.invokeExact(address);
    } catch (Throwable e) {
      throw failure(e);
    }
  }

  @Override
  void putInt(long address, int value) {
    try {
      PUT_INT.invokeExact(address, value);
    } catch (Throwable e) {
      throw failure(e);
    }
  }

  @Override
  int getInt(byte[] array, long offset) {
    return (int) INTS.get(array, (int) offset);
  }

  @Override
  void putInt(byte[] array, long offset, int value) {
    INTS.set(array, (int) offset, value);
  }

  @Override
  long getLong(long address) {
    try {
      return (long) GET_LONG.invokeExact(address);
    } catch (Throwable e) {
      throw failure(e);
    }
  }

  @Override
  void putLong(long address, long value) {
    try {
      PUT_LONG.invokeExact(address, value);
    } catch (Throwable e) {
      throw failure(e);
    }
  }

  @Override
  long getLong(byte[] array, long offset) {
    return (long) LONGS.get(array, (int) offset);
  }

  @Override
  void putLong(byte[] array, long offset, long value) {
    LONGS.set(array, (int) offset, value);
  }

  @Override
  float getFloat(long address) {
    try {
      return (float) GET_FLOAT.invokeExact(address);
    } catch (Throwable e) {
      throw failure(e);
    }
  }

  @Override
  void putFloat(long address, float value) {
    try {
      PUT_FLOAT.invokeExact(address, value);
    } catch (Throwable e) {
      throw failure(e);
    }
  }

  @Override
  float getFloat(byte[] array, long offset) {
    return (float) FLOATS.get(array, (int) offset);
  }

  @Override
  void putFloat(byte[] array, long offset, float value) {
    FLOATS.set(array, (int) offset, value);
  }

  @Override
  double getDouble(long address) {
    try {
      return (double) GET_DOUBLE.invokeExact(address);
    } catch (Throwable e) {
      throw failure(e);
    }
  }

  @Override
  void putDouble(long address, double value) {
    try {
      PUT_DOUBLE.invokeExact(address, value);
    } catch (Throwable e) {
      throw failure(e);
    }
  }

  @Override
  double getDouble(byte[] array, long offset) {
    return (double) DOUBLES.get(array, (int) offset);
  }

  @Override
  void putDouble(byte[] array, long offset, double value) {
    DOUBLES.set(array, (int) offset, value);
  }

  @Override
  char getChar(long address) {
    try {
      return (char) GET_CHAR.invokeExact(address);
    } catch (Throwable e) {
      throw failure(e);
    }
  }

  @Override
  void putChar(long address, char value) {
    try {
      PUT_CHAR.invokeExact(address, value);
    } catch (Throwable e) {
      throw failure(e);
    }
  }

  @Override
  char getChar(byte[] array, long offset) {
    return (char) CHARS.get(array, (int) offset);
  }

  @Override
  void putChar(byte[] array, long offset, char value) {
    CHARS.set(array, (int) offset, value);
  }

  @Override
  boolean getBoolean(long address) {
    return getByte(address) != 0;
  }

  @Override
  void putBoolean(long address, boolean value) {
    putByte(address, (byte) (value ? 1 : 0));
  }

  @Override
  boolean getBoolean(byte[] array, long offset) {
    return getByte(array, offset) != 0;
  }

  @Override
  void putBoolean(byte[] array, long offset, boolean value) {
    putByte(array, offset, (byte) (value ? 1 : 0));
  }
}
