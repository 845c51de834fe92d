package org.dcgan4j.host;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/**
 * How much memory beside Java's heap the networks and batches may take: half of what the machine or
 * the container has, so that too large a batch ends in a message and not in a killed process.
 *
 * @param offHeap in bytes
 * @param resident of the whole process, in bytes
 */
record MemoryLimits(long offHeap, long resident) {
  private static final long MEBI = 1 << 20;

  /** For this process. */
  static MemoryLimits ofThisMachine() {
    var system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    return of(system.getTotalMemorySize(), Runtime.getRuntime().maxMemory());
  }

  /**
   * @param machine memory of the machine or the container, in bytes
   * @param heap the largest that Java's heap may become, in bytes
   */
  static MemoryLimits of(long machine, long heap) {
    long offHeap = machine / 2;
    return new MemoryLimits(offHeap, Math.min(machine * 9 / 10, offHeap + heap + 512 * MEBI));
  }
}
