package org.dcgan4j.cli;

import com.sun.jna.NativeLibrary;

/**
 * Settings of this Java process, to be made before any library is loaded. What the user has set
 * already stays.
 */
final class ProcessSettings {
  private static final int KEEP_WHAT_IS_SET = 0;

  private ProcessSettings() {}

  static void apply() {
    letOpenMpSleep();
    setUnlessSet("java.awt.headless", "true");
    quietLibraries();
    MemoryLimits limits = MemoryLimits.ofThisMachine();
    setUnlessSet("org.bytedeco.javacpp.maxbytes", Long.toString(limits.offHeap()));
    setUnlessSet("org.bytedeco.javacpp.maxphysicalbytes", Long.toString(limits.resident()));
  }

  /**
   * Under Maven its own logger speaks for the libraries, and does not read our
   * simplelogger.properties.
   */
  private static void quietLibraries() {
    setUnlessSet("org.nd4j.log.initialization", "false");
    setUnlessSet("org.slf4j.simpleLogger.log.org.deeplearning4j", "warn");
    setUnlessSet("org.slf4j.simpleLogger.log.org.deeplearning4j.nn.conf.inputs.InputType", "error");
  }

  /**
   * OpenMP's threads shall sleep between two native operations. Left alone, they spin for some
   * milliseconds after each, and take a core from the passes over memory that come in between;
   * asleep at once, they are woken within most operations of a small batch. So they spin for some
   * tens of microseconds. OpenMP reads this when it is loaded, and Java itself cannot set it. Where
   * it cannot be set, training is slower and nothing else.
   */
  private static void letOpenMpSleep() {
    if (!System.getProperty("os.name").equals("Linux")
        || System.getenv("OMP_WAIT_POLICY") != null) {
      return;
    }
    try {
      setEnvironment("OMP_WAIT_POLICY", "PASSIVE");
      setEnvironment("GOMP_SPINCOUNT", "2000");
    } catch (LinkageError | RuntimeException e) {
      return;
    }
  }

  private static void setEnvironment(String name, String value) {
    Object[] arguments = {name, value, KEEP_WHAT_IS_SET};
    NativeLibrary.getProcess().getFunction("setenv").invokeInt(arguments);
  }

  private static void setUnlessSet(String name, String value) {
    if (System.getProperty(name) == null) {
      System.setProperty(name, value);
    }
  }
}
