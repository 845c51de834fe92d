package org.dcgan4j.compute;

import java.util.Optional;
import org.dcgan4j.binding.ConfigWord;
import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.binding.Text;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Which backend computes, as users choose it. */
public enum BackendKind implements ConfigWord {
  /** The fastest one for the machine and the type of the numbers. */
  AUTO,
  /** Our own kernels and oneDNN, on floats in this machine's memory. */
  FAST,
  /**
   * The fast one, with products of bfloat16 numbers in convolutions, forward and back to their
   * input but to an image of few channels, where the processor has AVX-512 BF16 or AMX. All is kept
   * and added up in single precision; products are off by 1/256 at most.
   */
  BF16,
  /** ND4J's operations, on any device and type. */
  ND4J,
  /** Plain loops to compare the others with: hundreds of times slower. */
  REFERENCE;

  /**
   * @param type of all arrays that it is to compute on
   * @throws InvalidInputException if it cannot
   */
  public Backend choose(DataType type) {
    boolean hostFloats = Nd4j.getEnvironment().isCPU() && type == DataType.FLOAT;
    return switch (this) {
      case AUTO -> hostFloats ? new FastBackend(false) : new Nd4jBackend();
      case FAST, BF16 -> {
        if (!hostFloats) {
          throw new InvalidInputException(
              "the backend " + word() + " computes on floats on a CPU only; choose auto or nd4j");
        }
        yield new FastBackend(this == BF16);
      }
      case ND4J -> new Nd4jBackend();
      case REFERENCE -> new ReferenceBackend();
    };
  }

  /** What it does otherwise on this processor than its name says, in a sentence. */
  public Optional<String> lacking() {
    return this == BF16 && !Dnnl.multipliesBfloat16()
        ? Optional.of(
            "the backend bf16 computes as fast does: "
                + (Dnnl.present()
                    ? "this processor has neither AVX-512 BF16 nor AMX"
                    : "oneDNN 3 is not there for this system"))
        : Optional.empty();
  }

  /** What computes single precision here, in a few words: the device, its threads, the backend. */
  public String describe() {
    boolean cpu = Nd4j.getEnvironment().isCPU();
    return Text.format(
        "%s, %d threads, %s layers",
        cpu ? "CPU " + oneDnn() : "CUDA", Threads.count(), choose(DataType.FLOAT).word());
  }

  private static String oneDnn() {
    if (Dnnl.present()) {
      return "with oneDNN 3";
    }
    return hasOneDnn() ? "with ND4J's oneDNN" : "without oneDNN";
  }

  public static boolean hasOneDnn() {
    String build = Nd4j.getBackend().buildInfo();
    return build.contains("HAVE_ONEDNN") || build.contains("HAVE_MKLDNN"); // its name in M1.1
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
}
