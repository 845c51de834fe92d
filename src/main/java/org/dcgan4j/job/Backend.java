package org.dcgan4j.job;

import org.nd4j.linalg.factory.Nd4j;

/** What computes. */
public final class Backend {
  private Backend() {}

  /** In a few words, for the run's first line and its manifest. */
  public static String describe() {
    boolean cpu = Nd4j.getEnvironment().isCPU();
    String kind = cpu ? (hasOneDnn() ? "CPU with oneDNN" : "CPU without oneDNN") : "CUDA";
    String layers = cpu ? "fast layers" : "stock layers";
    return "%s, %d threads, %s".formatted(kind, Nd4j.getEnvironment().maxThreads(), layers);
  }

  public static boolean hasOneDnn() {
    String build = Nd4j.getBackend().buildInfo();
    return build.contains("HAVE_ONEDNN") || build.contains("HAVE_MKLDNN"); // its name in M1.1
  }
}
