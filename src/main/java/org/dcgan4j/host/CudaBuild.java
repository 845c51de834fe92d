package org.dcgan4j.host;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The CUDA builds of ND4J, and which GPUs their kernels are made for. The lists were read out of
 * the published libraries' fat binaries; nothing in the files says them otherwise.
 */
enum CudaBuild {
  /** Also has portable code (PTX), which the driver compiles for whatever came later. */
  CUDA_11_2("nd4j-cuda-11.2", "cuda", "8.6", "3.5 5.0 5.2 6.0 6.1 7.0 7.5 8.0 8.6"),
  CUDA_11_6("nd4j-cuda-11.6", "cuda-11.6", null, "3.7 5.0 5.2 6.0 6.1 7.0 7.5 8.0 8.6");

  private final String artifact;
  private final String profile;
  private final ComputeCapability ptx;
  private final List<ComputeCapability> machineCode;

  CudaBuild(String artifact, String profile, String ptx, String machineCode) {
    this.artifact = artifact;
    this.profile = profile;
    this.ptx = ptx == null ? null : ComputeCapability.parse(ptx).orElseThrow();
    this.machineCode =
        Stream.of(machineCode.split(" "))
            .map(text -> ComputeCapability.parse(text).orElseThrow())
            .toList();
  }

  /**
   * What generation a GPU is, in NVIDIA's counting.
   *
   * @param major 5 for Maxwell, 6 Pascal, 7 Volta and Turing, 8 Ampere and Ada, 9 Hopper
   * @param minor the step within it
   */
  record ComputeCapability(int major, int minor) implements Comparable<ComputeCapability> {
    private static final Pattern TEXT = Pattern.compile("(\\d{1,2})\\.(\\d)");
    private static final Comparator<ComputeCapability> ORDER =
        Comparator.comparingInt(ComputeCapability::major)
            .thenComparingInt(ComputeCapability::minor);

    /** Reads {@code 8.6}; empty for anything else. */
    static Optional<ComputeCapability> parse(String text) {
      Matcher matcher = TEXT.matcher(text);
      return matcher.matches()
          ? Optional.of(
              new ComputeCapability(
                  Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2))))
          : Optional.empty();
    }

    /** Machine code for this runs there: the same major number, and the minor not below. */
    boolean machineCodeRunsOn(ComputeCapability gpu) {
      return major == gpu.major && minor <= gpu.minor;
    }

    @Override
    public int compareTo(ComputeCapability other) {
      return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
      return major + "." + minor;
    }
  }

  /** How a GPU runs a build's kernels. */
  enum Support {
    MACHINE_CODE,
    /** The driver compiles them first. */
    COMPILED_BY_THE_DRIVER,
    NONE
  }

  /** The one on the class path, if it is a CUDA build at all; loads nothing. */
  static Optional<CudaBuild> onClassPath() {
    return Stream.of(values()).filter(CudaBuild::isOnClassPath).findFirst();
  }

  private boolean isOnClassPath() {
    String entry = "META-INF/maven/org.nd4j/" + artifact + "/pom.properties";
    return CudaBuild.class.getClassLoader().getResource(entry) != null;
  }

  Support supports(ComputeCapability gpu) {
    if (machineCode.stream().anyMatch(code -> code.machineCodeRunsOn(gpu))) {
      return Support.MACHINE_CODE;
    }
    return ptx != null && ptx.compareTo(gpu) <= 0 ? Support.COMPILED_BY_THE_DRIVER : Support.NONE;
  }

  /** Another build that runs there. */
  static Optional<CudaBuild> thatSupports(ComputeCapability gpu) {
    return Stream.of(values()).filter(build -> build.supports(gpu) != Support.NONE).findFirst();
  }

  String artifact() {
    return artifact;
  }

  /** The Maven profile that takes it. */
  String profile() {
    return profile;
  }
}
