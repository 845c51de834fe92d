package org.dcgan4j.host;

import java.io.File;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.dcgan4j.binding.Text;
import org.dcgan4j.host.NvidiaSmi.Answer;
import org.dcgan4j.host.NvidiaSmi.ComputeCapability;
import org.dcgan4j.host.NvidiaSmi.Gpu;

/**
 * Whether the build on the class path will run on this machine's GPU. Nothing native is loaded, so
 * that the answer is a sentence where ND4J's would be a linkage error. The libraries are looked for
 * on Linux alone.
 *
 * @param build the CUDA build, or null for a CPU build
 */
public record GpuCheck(
    CudaBuild build,
    Answer answer,
    Libraries libraries,
    Map<String, String> environment,
    boolean linux) {
  private static final String DRIVER = "libcuda.so.1";
  private static final List<String> RUNTIME =
      List.of("libcudart.so.11.0", "libcublas.so.11", "libcusolver.so.11");
  private static final String CUDNN = "libcudnn.so.8";
  private static final int OLDEST_DRIVER = 450;
  private static final long ENOUGH_MEBI = 1024;
  private static final String WITHOUT = ", or build without -Pcuda";

  /** What the GPU means for a build. */
  public enum Verdict {
    READY,
    READY_WITH_A_NOTE,
    /** The build needs no GPU. */
    NOT_NEEDED,
    /** ND4J would fail. */
    UNUSABLE
  }

  /** What there is and, where something is wrong, what to do. */
  public record Report(Verdict verdict, String line) {}

  /** What this machine's GPU means for the build on the class path. */
  public static Report examine() {
    boolean linux = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("linux");
    CudaBuild build = CudaBuild.onClassPath().orElse(null);
    Answer answer = new NvidiaSmi("nvidia-smi", 10).ask();
    return new GpuCheck(build, answer, Libraries.ofThisProcess(), System.getenv(), linux).report();
  }

  /** Why the CUDA build on the class path will not run here; a CPU build's GPU is not asked. */
  static Optional<String> obstacle() {
    return CudaBuild.onClassPath()
        .map(build -> examine())
        .filter(report -> report.verdict() == Verdict.UNUSABLE)
        .map(Report::line);
  }

  Report report() {
    if (build == null) {
      return new Report(Verdict.NOT_NEEDED, describe());
    }
    if (answer.problem() == null) {
      String visible = environment.get("CUDA_VISIBLE_DEVICES");
      Optional<Gpu> gpu = visible(answer.gpus(), visible);
      return gpu.isPresent()
          ? report(gpu.get())
          : unusable(
              "CUDA_VISIBLE_DEVICES=%s hides every GPU; unset it, or name one of %s",
              visible, answer.gpus().stream().map(Gpu::index).toList());
    }
    if (linux && libraries.has(DRIVER)) {
      // A container without the utilities: the driver is there and cannot be asked.
      return missingRuntime()
          .orElse(new Report(Verdict.READY_WITH_A_NOTE, describe() + "; a driver is there"));
    }
    return unusable(
        "%s: the CUDA build needs an NVIDIA GPU and its driver; install the driver (%d.80 or newer; in a container, start it with the GPU)%s",
        describe(), OLDEST_DRIVER, WITHOUT);
  }

  private Report report(Gpu gpu) {
    if (driverMajor(gpu) < OLDEST_DRIVER) {
      return unusable("%s: CUDA 11 needs driver %d.80; update it%s", gpu, OLDEST_DRIVER, WITHOUT);
    }
    // Without a known capability the driver decides.
    Verdict verdict = gpu.capability() == null ? Verdict.READY : build.runsOn(gpu.capability());
    if (verdict == Verdict.UNUSABLE) {
      return unusable(
          "%s: %s has no kernels for it; %s",
          gpu,
          build.artifact,
          Stream.of(CudaBuild.values())
              .filter(other -> other.runsOn(gpu.capability()) != Verdict.UNUSABLE)
              .findFirst()
              .map(other -> "build with -P" + other.profile + WITHOUT)
              .orElse("no CUDA build of DL4J has; build without -Pcuda"));
    }
    if (gpu.freeMebi() != Gpu.UNKNOWN && gpu.freeMebi() < ENOUGH_MEBI) {
      return unusable(
          "%s: training needs %d MiB; end what else uses it, or choose another GPU with CUDA_VISIBLE_DEVICES",
          gpu, ENOUGH_MEBI);
    }
    String slow =
        "; newer than the kernels: the driver compiles them at the first start, which takes many"
            + " minutes and can crash; scripts/compile-kernels.py does it once";
    String line =
        gpu
            + (verdict == Verdict.READY ? "" : slow)
            + (libraries.withoutCudnn() ? "; without cuDNN" : "");
    return missingRuntime().orElse(new Report(verdict, line));
  }

  private Optional<Report> missingRuntime() {
    Stream<String> wanted = libraries.withoutCudnn() ? Stream.of() : Stream.of(CUDNN);
    List<String> missing =
        Stream.concat(RUNTIME.stream(), wanted)
            .filter(name -> linux && !libraries.has(name))
            .toList();
    return Optional.of(
            unusable(
                "no CUDA 11 runtime: %s not found; build with -Pcuda,cuda-redist, or install CUDA 11 with cuDNN 8 and name its folder in LD_LIBRARY_PATH",
                String.join(", ", missing)))
        .filter(report -> !missing.isEmpty());
  }

  private static int driverMajor(Gpu gpu) {
    String major = gpu.driver().split("\\.", 2)[0];
    return major.matches("\\d{1,6}") ? Integer.parseInt(major) : Integer.MAX_VALUE;
  }

  private String describe() {
    return Objects.requireNonNullElseGet(
        answer.problem(), () -> answer.gpus().get(0) + "; not used by a CPU build");
  }

  private static Report unusable(String line, Object... values) {
    return new Report(Verdict.UNUSABLE, Text.format(line, values));
  }

  /** The GPU that CUDA takes: the first that {@code CUDA_VISIBLE_DEVICES} leaves; null if unset. */
  private static Optional<Gpu> visible(List<Gpu> gpus, String visible) {
    if (visible == null) {
      return Optional.of(gpus.get(0));
    }
    String first = visible.strip().split("\\s*,\\s*", 2)[0];
    if (first.startsWith("GPU-") || first.startsWith("MIG-")) {
      return Optional.of(gpus.get(0)); // by a name that this query does not ask for
    }
    return gpus.stream().filter(gpu -> String.valueOf(gpu.index()).equals(first)).findFirst();
  }

  /** Where the linker and JavaCPP look for the CUDA libraries on Linux: in folders and in jars. */
  record Libraries(List<String> folders, ClassLoader loader) {
    private static final String SYSTEM =
        "/usr/local/cuda/lib64:/usr/local/cuda-11/lib64:/usr/local/cuda-11.8/lib64:"
            + "/usr/local/cuda-11.6/lib64:/usr/local/cuda-11.2/lib64:/usr/local/nvidia/lib64:"
            + "/usr/lib/x86_64-linux-gnu:/usr/lib64:/usr/lib/wsl/lib:/usr/lib:/lib";
    private static final String KERNELS = "org/nd4j/nativeblas/linux-x86_64%s/libnd4jcuda.so";
    private static final String IN_JARS = "org/bytedeco/cuda/linux-x86_64/";

    static Libraries ofThisProcess() {
      String given = System.getenv("LD_LIBRARY_PATH");
      List<String> folders =
          Stream.of(given, System.getProperty("java.library.path"), SYSTEM)
              .filter(Objects::nonNull)
              .flatMap(list -> Stream.of(list.split(File.pathSeparator)))
              .filter(name -> !name.isBlank())
              .toList();
      return new Libraries(folders, Libraries.class.getClassLoader());
    }

    /** Whether ND4J's kernels are there, and only those that call no cuDNN. */
    boolean withoutCudnn() {
      return loader.getResource(Text.format(KERNELS, "")) != null
          && loader.getResource(Text.format(KERNELS, "-cudnn")) == null;
    }

    /** Whether a library of this file name lies in a folder or a jar. */
    boolean has(String name) {
      return folders.stream().anyMatch(folder -> new File(folder, name).exists())
          || loader.getResource(IN_JARS + name) != null;
    }
  }

  /**
   * The CUDA builds of ND4J, and which GPUs their kernels are made for. The lists were read out of
   * the published libraries' fat binaries; nothing in the files says them otherwise.
   */
  enum CudaBuild {
    /** Also has portable code (PTX), which the driver compiles for whatever came later. */
    CUDA_11_2("nd4j-cuda-11.2", "cuda", "8.6", "3.5 5.0 5.2 6.0 6.1 7.0 7.5 8.0 8.6"),
    CUDA_11_6("nd4j-cuda-11.6", "cuda-11.6", null, "3.7 5.0 5.2 6.0 6.1 7.0 7.5 8.0 8.6");

    private final String artifact;
    private final String profile; // Maven's
    private final ComputeCapability ptx;
    private final List<ComputeCapability> machineCode;

    CudaBuild(String artifact, String profile, String ptx, String machineCode) {
      this.artifact = artifact;
      this.profile = profile;
      this.ptx = ptx == null ? null : ComputeCapability.parse(ptx);
      this.machineCode = Stream.of(machineCode.split(" ")).map(ComputeCapability::parse).toList();
    }

    /** The one on the class path, if it is a CUDA build at all; loads nothing. */
    static Optional<CudaBuild> onClassPath() {
      ClassLoader loader = CudaBuild.class.getClassLoader();
      String entry = "META-INF/maven/org.nd4j/%s/pom.properties";
      return Stream.of(values())
          .filter(build -> loader.getResource(Text.format(entry, build.artifact)) != null)
          .findFirst();
    }

    /** With machine code, or with a note where the driver compiles portable code first. */
    Verdict runsOn(ComputeCapability gpu) {
      if (machineCode.stream().anyMatch(code -> code.machineCodeRunsOn(gpu))) {
        return Verdict.READY;
      }
      return ptx != null && ptx.isNotAbove(gpu) ? Verdict.READY_WITH_A_NOTE : Verdict.UNUSABLE;
    }
  }
}
