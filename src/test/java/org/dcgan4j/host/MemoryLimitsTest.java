package org.dcgan4j.host;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MemoryLimitsTest {
  private static final long GIBI = 1L << 30;

  @Test
  void largeMachine_shouldGiveHalfOfWhatItHas() {
    assertThat(NativeStart.MemoryLimits.of(64 * GIBI, 16 * GIBI))
        .isEqualTo(new NativeStart.MemoryLimits(32 * GIBI, 48 * GIBI + GIBI / 2));
  }

  @Test
  void smallContainer_shouldKeepTheProcessInside() {
    NativeStart.MemoryLimits limits = NativeStart.MemoryLimits.of(2 * GIBI, GIBI / 2);
    assertThat(limits.offHeap()).isEqualTo(GIBI);
    assertThat(limits.resident()).isLessThan(2 * GIBI).isGreaterThan(limits.offHeap());
  }
}
