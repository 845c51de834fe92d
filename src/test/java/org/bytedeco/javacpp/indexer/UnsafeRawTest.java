package org.bytedeco.javacpp.indexer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.bytedeco.javacpp.BytePointer;
import org.junit.jupiter.api.Test;

/** Java's own buffer is the oracle, at an address that no number is aligned to. */
class UnsafeRawTest {
  private static final int AT = 3;

  private final ByteBuffer buffer = ByteBuffer.allocateDirect(32).order(ByteOrder.nativeOrder());
  private final long address = new BytePointer(buffer).address() + AT;
  private final byte[] array = new byte[32];
  private final ByteBuffer view = ByteBuffer.wrap(array).order(ByteOrder.nativeOrder());
  private final Raw raw = new UnsafeRaw();

  @Test
  void javaCpp_shouldUseThisOne() {
    assertThat(Raw.getInstance()).isInstanceOf(UnsafeRaw.class);
    assertThat(UnsafeRaw.class.getProtectionDomain()).isNotEqualTo(Raw.class.getProtectionDomain());
  }

  @Test
  void wholeNumbers_shouldBeWhatABufferHolds() {
    raw.putByte(address, (byte) -7);
    assertThat(buffer.get(AT)).isEqualTo((byte) -7).isEqualTo(raw.getByte(address));
    raw.putShort(address, (short) -1234);
    assertThat(buffer.getShort(AT)).isEqualTo((short) -1234).isEqualTo(raw.getShort(address));
    raw.putInt(address, 0x12345678);
    assertThat(buffer.getInt(AT)).isEqualTo(0x12345678).isEqualTo(raw.getInt(address));
    raw.putLong(address, Long.MIN_VALUE + 5);
    assertThat(buffer.getLong(AT)).isEqualTo(Long.MIN_VALUE + 5).isEqualTo(raw.getLong(address));
    raw.putChar(address, 'Ω');
    assertThat(buffer.getChar(AT)).isEqualTo('Ω').isEqualTo(raw.getChar(address));
    raw.putBoolean(address, true);
    assertThat(buffer.get(AT)).isEqualTo((byte) 1);
    assertThat(raw.getBoolean(address)).isTrue();
  }

  @Test
  void fractions_shouldBeWhatABufferHolds() {
    raw.putFloat(address, -1.5f);
    assertThat(buffer.getFloat(AT)).isEqualTo(-1.5f).isEqualTo(raw.getFloat(address));
    raw.putDouble(address, Math.PI);
    assertThat(buffer.getDouble(AT)).isEqualTo(Math.PI).isEqualTo(raw.getDouble(address));
  }

  @Test
  void numbersInAnArrayOfBytes_shouldBeWhatABufferHolds() {
    raw.putByte(array, 0, (byte) 9);
    raw.putShort(array, AT, (short) -2);
    raw.putInt(array, AT + 2, -3);
    raw.putFloat(array, AT + 6, 0.25f);
    raw.putDouble(array, AT + 10, 1e300);
    raw.putLong(array, AT + 18, -4);
    raw.putChar(array, AT + 26, 'x');
    raw.putBoolean(array, 1, true);

    assertThat(view.get(0)).isEqualTo((byte) 9).isEqualTo(raw.getByte(array, 0));
    assertThat(view.getShort(AT)).isEqualTo((short) -2).isEqualTo(raw.getShort(array, AT));
    assertThat(view.getInt(AT + 2)).isEqualTo(-3).isEqualTo(raw.getInt(array, AT + 2));
    assertThat(view.getFloat(AT + 6)).isEqualTo(0.25f).isEqualTo(raw.getFloat(array, AT + 6));
    assertThat(view.getDouble(AT + 10)).isEqualTo(1e300).isEqualTo(raw.getDouble(array, AT + 10));
    assertThat(view.getLong(AT + 18)).isEqualTo(-4).isEqualTo(raw.getLong(array, AT + 18));
    assertThat(view.getChar(AT + 26)).isEqualTo('x').isEqualTo(raw.getChar(array, AT + 26));
    assertThat(raw.getBoolean(array, 1)).isTrue();
  }
}
