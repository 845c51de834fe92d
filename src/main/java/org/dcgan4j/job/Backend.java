package org.dcgan4j.job;

import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.binding.Text;
import org.dcgan4j.compute.Threads;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** What computes. */
public final class Backend {
  private Backend() {}

  /** In a few words, for the run's first line and its manifest. */
  public static String describe() {
    boolean cpu = Nd4j.getEnvironment().isCPU();
    String kind = cpu ? (hasOneDnn() ? "CPU with oneDNN" : "CPU without oneDNN") : "CUDA";
    String layers = cpu ? "fast layers" : "stock layers";
    return Text.format("%s, %d threads, %s", kind, Threads.count(), layers);
  }

  /**
   * Draws a few random numbers on a GPU. Where a kernel is missing, ND4J goes on with zeros.
   *
   * @throws InvalidInputException if none come
   */
  public static void requireRandomNumbers() {
    if (!Nd4j.getEnvironment().isCPU()) {
      requireNumbers(Nd4j.randn(DataType.FLOAT, 16));
    }
  }

  static void requireNumbers(INDArray drawn) {
    for (float number : drawn.toFloatVector()) {
      if (number != 0) {
        return;
      }
    }
    throw new InvalidInputException(
        "the GPU makes no random numbers: it has no machine code for them; docs/gpu.md says how to"
            + " compile the kernels for it, or build without -Pcuda");
  }

  public static boolean hasOneDnn() {
    String build = Nd4j.getBackend().buildInfo();
    return build.contains("HAVE_ONEDNN") || build.contains("HAVE_MKLDNN"); // its name in M1.1
  }
}
