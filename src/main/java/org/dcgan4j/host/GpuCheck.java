package org.dcgan4j.host;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dcgan4j.host.CudaBuild.Support;
import org.dcgan4j.host.GpuReport.Verdict;

/**
 * Whether the build on the class path will run on this machine's GPU. Nothing native is loaded, so
 * that the answer is a sentence where ND4J's would be a linkage error.
 *
 * @param build the CUDA build, or null for a CPU build
 * @param linux whether this is Linux; elsewhere the libraries are not looked for
 */
record GpuCheck(
    CudaBuild build,
    GpuAnswer answer,
    NativeLibraries libraries,
    Map<String, String> environment,
    boolean linux) {
  private static final String DRIVER = "libcuda.so.1";
  private static final List<String> RUNTIME =
      List.of("libcudart.so.11.0", "libcublas.so.11", "libcusolver.so.11", "libcudnn.so.8");
  private static final int OLDEST_DRIVER = 450;
  private static final long ENOUGH_MEBI = 1024;
  private static final String WITHOUT = ", or build without -Pcuda";

  GpuReport report() {
    if (build == null) {
      return new GpuReport(Verdict.NOT_NEEDED, describe());
    }
    if (answer instanceof GpuAnswer.Found found) {
      return VisibleGpu.choose(found.gpus(), environment.get("CUDA_VISIBLE_DEVICES"))
          .map(this::report)
          .orElseGet(
              () ->
                  unusable(
                      "CUDA_VISIBLE_DEVICES="
                          + environment.get("CUDA_VISIBLE_DEVICES")
                          + " hides every GPU; unset it, or name one of "
                          + found.gpus().stream().map(Gpu::index).toList()));
    }
    if (linux && libraries.has(DRIVER)) {
      // A container without the utilities: the driver is there and cannot be asked.
      return missingRuntime()
          .orElse(new GpuReport(Verdict.READY_WITH_A_NOTE, describe() + "; a driver is there"));
    }
    return unusable(
        describe()
            + ": the CUDA build needs an NVIDIA GPU and its driver; install the driver ("
            + OLDEST_DRIVER
            + ".80 or newer; in a container, start it with the GPU)"
            + WITHOUT);
  }

  private GpuReport report(Gpu gpu) {
    if (driverMajor(gpu) < OLDEST_DRIVER) {
      return unusable(gpu + ": CUDA 11 needs driver " + OLDEST_DRIVER + ".80; update it" + WITHOUT);
    }
    Support support = support(gpu);
    if (support == Support.NONE) {
      return unusable(
          gpu
              + ": "
              + build.artifact()
              + " has no kernels for it; "
              + CudaBuild.thatSupports(gpu.capability())
                  .map(other -> "build with -P" + other.profile() + WITHOUT)
                  .orElse("no CUDA build of DL4J has; build without -Pcuda"));
    }
    if (gpu.freeMebi() != Gpu.UNKNOWN && gpu.freeMebi() < ENOUGH_MEBI) {
      return unusable(
          gpu
              + ": training needs "
              + ENOUGH_MEBI
              + " MiB; end what else uses it, or choose another GPU with CUDA_VISIBLE_DEVICES");
    }
    return missingRuntime().orElseGet(() -> ready(gpu, support));
  }

  private static GpuReport ready(Gpu gpu, Support support) {
    return support == Support.MACHINE_CODE
        ? new GpuReport(Verdict.READY, gpu.toString())
        : new GpuReport(
            Verdict.READY_WITH_A_NOTE,
            gpu
                + "; newer than the kernels: the driver compiles them at the first start, which"
                + " takes many minutes and can crash; scripts/compile-kernels.py does it once");
  }

  private Optional<GpuReport> missingRuntime() {
    List<String> missing = linux ? libraries.missing(RUNTIME) : List.of();
    return missing.isEmpty()
        ? Optional.empty()
        : Optional.of(
            unusable(
                "no CUDA 11 runtime: "
                    + String.join(", ", missing)
                    + " not found; build with -Pcuda,cuda-redist, or install CUDA 11 with cuDNN 8"
                    + " and name its folder in LD_LIBRARY_PATH"));
  }

  /** Without a known capability the driver decides. */
  private Support support(Gpu gpu) {
    return gpu.capability() == null ? Support.MACHINE_CODE : build.supports(gpu.capability());
  }

  private static int driverMajor(Gpu gpu) {
    String major = gpu.driver().split("\\.", 2)[0];
    return major.matches("\\d{1,6}") ? Integer.parseInt(major) : Integer.MAX_VALUE;
  }

  private String describe() {
    if (answer instanceof GpuAnswer.Found found) {
      return found.gpus().get(0) + "; not used by a CPU build";
    } else if (answer instanceof GpuAnswer.NoAnswer none) {
      return "nvidia-smi does not answer within " + none.seconds() + " seconds";
    } else if (answer instanceof GpuAnswer.Failed failed) {
      return "nvidia-smi fails: " + failed.line();
    }
    return "none (no nvidia-smi)";
  }

  private static GpuReport unusable(String line) {
    return new GpuReport(Verdict.UNUSABLE, line);
  }
}
