package org.dcgan4j.compute;

import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOps;
import org.nd4j.nativeblas.NativeOpsHolder;

/** How many threads compute: ours and those of ND4J's library. */
public final class Threads {
  private static final int COUNT =
      Integer.getInteger("org.dcgan4j.threads", Runtime.getRuntime().availableProcessors());

  static {
    // ND4J counts the machine's cores, which a container may not have all.
    if (Nd4j.getEnvironment().maxThreads() > COUNT) {
      Nd4j.getEnvironment().setMaxThreads(COUNT);
    }
    if (Nd4j.getEnvironment().maxMasterThreads() > COUNT) {
      Nd4j.getEnvironment().setMaxMasterThreads(COUNT);
    }
    NativeOps operations = NativeOpsHolder.getInstance().getDeviceNativeOps();
    if (operations.ompGetMaxThreads() > COUNT) {
      operations.setOmpNumThreads(COUNT);
    }
  }

  private Threads() {}

  /** At least 1. The first call loads ND4J's library and tells it. */
  public static int count() {
    return COUNT;
  }
}
