package org.dcgan4j.host;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.dcgan4j.binding.Text;
import org.dcgan4j.host.CudaBuild.Support;
import org.dcgan4j.host.NvidiaSmi.Answer;
import org.dcgan4j.host.NvidiaSmi.Gpu;

/**
 * Whether the build on the class path will run on this machine's GPU. Nothing native is loaded, so
 * that the answer is a sentence where ND4J's would be a linkage error.
 *
 * @param build the CUDA build, or null for a CPU build
 * @param linux whether this is Linux; elsewhere the libraries are not looked for
 */
public record GpuCheck(
    CudaBuild build,
    Answer answer,
    Libraries libraries,
    Map<String, String> environment,
    boolean linux) {
  private static final String DRIVER = "libcuda.so.1";
  private static final List<String> RUNTIME =
      List.of("libcudart.so.11.0", "libcublas.so.11", "libcusolver.so.11", "libcudnn.so.8");
  private static final int OLDEST_DRIVER = 450;
  private static final long ENOUGH_MEBI = 1024;
  private static final String WITHOUT = ", or build without -Pcuda";

  /** What the GPU means for a build. */
  public enum Verdict {
    /** Nothing stands in the way. */
    READY,
    /** It works, and something should be known. */
    READY_WITH_A_NOTE,
    /** The build needs no GPU. */
    NOT_NEEDED,
    /** ND4J would fail. */
    UNUSABLE
  }

  /**
   * What came of it.
   *
   * @param line what there is and, where something is wrong, what to do
   */
  public record Report(Verdict verdict, String line) {}

  /** What this machine's GPU means for the build on the class path. */
  public static Report examine() {
    return examine(CudaBuild.onClassPath().orElse(null));
  }

  /**
   * One line on why the CUDA build on the class path will not run here; empty when it will, and for
   * a CPU build, for which nobody is asked.
   */
  static Optional<String> obstacle() {
    return CudaBuild.onClassPath()
        .map(GpuCheck::examine)
        .filter(report -> report.verdict() == Verdict.UNUSABLE)
        .map(Report::line);
  }

  private static Report examine(CudaBuild build) {
    boolean linux = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("linux");
    Answer answer = NvidiaSmi.OF_THIS_MACHINE.ask();
    return new GpuCheck(build, answer, Libraries.ofThisProcess(), System.getenv(), linux).report();
  }

  Report report() {
    if (build == null) {
      return new Report(Verdict.NOT_NEEDED, describe());
    }
    if (answer.problem() == null) {
      String visible = environment.get("CUDA_VISIBLE_DEVICES");
      return visible(answer.gpus(), visible)
          .map(this::report)
          .orElseGet(
              () ->
                  unusable(
                      "CUDA_VISIBLE_DEVICES=%s hides every GPU; unset it, or name one of %s",
                      visible, answer.gpus().stream().map(Gpu::index).toList()));
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
    Support support = support(gpu);
    if (support == Support.NONE) {
      return unusable(
          "%s: %s has no kernels for it; %s",
          gpu,
          build.artifact(),
          CudaBuild.thatSupports(gpu.capability())
              .map(other -> "build with -P" + other.profile() + WITHOUT)
              .orElse("no CUDA build of DL4J has; build without -Pcuda"));
    }
    if (gpu.freeMebi() != Gpu.UNKNOWN && gpu.freeMebi() < ENOUGH_MEBI) {
      return unusable(
          "%s: training needs %d MiB; end what else uses it, or choose another GPU with CUDA_VISIBLE_DEVICES",
          gpu, ENOUGH_MEBI);
    }
    return missingRuntime().orElseGet(() -> ready(gpu, support));
  }

  private static Report ready(Gpu gpu, Support support) {
    return support == Support.MACHINE_CODE
        ? new Report(Verdict.READY, gpu.toString())
        : new Report(
            Verdict.READY_WITH_A_NOTE,
            gpu
                + "; newer than the kernels: the driver compiles them at the first start, which"
                + " takes many minutes and can crash; scripts/compile-kernels.py does it once");
  }

  private Optional<Report> missingRuntime() {
    List<String> missing = linux ? libraries.missing(RUNTIME) : List.of();
    return missing.isEmpty()
        ? Optional.empty()
        : Optional.of(
            unusable(
                "no CUDA 11 runtime: %s not found; build with -Pcuda,cuda-redist, or install CUDA 11 with cuDNN 8 and name its folder in LD_LIBRARY_PATH",
                String.join(", ", missing)));
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
    return answer.problem() == null
        ? answer.gpus().get(0) + "; not used by a CPU build"
        : answer.problem();
  }

  private static Report unusable(String line, Object... values) {
    return new Report(Verdict.UNUSABLE, Text.format(line, values));
  }

  /**
   * The GPU that CUDA takes: the first that {@code CUDA_VISIBLE_DEVICES} leaves.
   *
   * @param visible the variable's value, or null when it is not set
   */
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

  /**
   * Where the linker and JavaCPP look for the CUDA libraries on Linux.
   *
   * @param folders of libraries
   * @param loader of the classes, for libraries in jars
   */
  record Libraries(List<Path> folders, ClassLoader loader) {
    private static final List<String> SYSTEM =
        List.of(
            "/usr/local/cuda/lib64",
            "/usr/local/cuda-11/lib64",
            "/usr/local/cuda-11.8/lib64",
            "/usr/local/cuda-11.6/lib64",
            "/usr/local/cuda-11.2/lib64",
            "/usr/local/nvidia/lib64",
            "/usr/lib/x86_64-linux-gnu",
            "/usr/lib64",
            "/usr/lib/wsl/lib",
            "/usr/lib",
            "/lib");
    private static final String IN_JARS = "org/bytedeco/cuda/linux-x86_64/";

    Libraries {
      folders = List.copyOf(folders);
    }

    static Libraries ofThisProcess() {
      List<Path> folders = new ArrayList<>();
      Stream.of(System.getenv("LD_LIBRARY_PATH"), System.getProperty("java.library.path"))
          .filter(list -> list != null)
          .flatMap(list -> Stream.of(list.split(File.pathSeparator)))
          .filter(name -> !name.isBlank())
          .forEach(name -> addTo(folders, name));
      SYSTEM.forEach(name -> addTo(folders, name));
      return new Libraries(folders, Libraries.class.getClassLoader());
    }

    private static void addTo(List<Path> folders, String name) {
      try {
        folders.add(Path.of(name));
      } catch (InvalidPathException e) {
        return; // no folder has such a name
      }
    }

    /** Whether a library of this file name lies in a folder or a jar. */
    boolean has(String name) {
      return folders.stream().anyMatch(folder -> Files.exists(folder.resolve(name)))
          || loader.getResource(IN_JARS + name) != null;
    }

    /** Those that are nowhere. */
    List<String> missing(List<String> names) {
      return names.stream().filter(name -> !has(name)).toList();
    }
  }
}
