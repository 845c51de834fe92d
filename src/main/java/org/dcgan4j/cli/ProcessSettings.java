package org.dcgan4j.cli;

/**
 * Settings of this Java process, to be made before any library is loaded. What the user has set
 * already stays.
 */
final class ProcessSettings {
  private static final long MEBI = 1 << 20;

  /** Off-heap memory for networks and batches. */
  private static final long OFF_HEAP_MEBI = 3072;

  private ProcessSettings() {}

  static void apply() {
    setUnlessSet("java.awt.headless", "true");
    setUnlessSet("org.nd4j.log.initialization", "false");
    long heap = Runtime.getRuntime().maxMemory() / MEBI;
    setUnlessSet("org.bytedeco.javacpp.maxbytes", OFF_HEAP_MEBI + "m");
    setUnlessSet("org.bytedeco.javacpp.maxphysicalbytes", (OFF_HEAP_MEBI + heap) + "m");
  }

  private static void setUnlessSet(String name, String value) {
    if (System.getProperty(name) == null) {
      System.setProperty(name, value);
    }
  }
}
