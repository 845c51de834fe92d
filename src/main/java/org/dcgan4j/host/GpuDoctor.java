package org.dcgan4j.host;

import java.util.Locale;
import java.util.Optional;
import org.dcgan4j.host.GpuReport.Verdict;

/** The way in to this room. */
public final class GpuDoctor {
  private GpuDoctor() {}

  /** What this machine's GPU means for the build on the class path. */
  public static GpuReport examine() {
    return examine(CudaBuild.onClassPath().orElse(null));
  }

  /**
   * One line on why the CUDA build on the class path will not run here; empty when it will, and for
   * a CPU build, for which nobody is asked.
   */
  public static Optional<String> obstacle() {
    return CudaBuild.onClassPath()
        .map(GpuDoctor::examine)
        .filter(report -> report.verdict() == Verdict.UNUSABLE)
        .map(GpuReport::line);
  }

  private static GpuReport examine(CudaBuild build) {
    String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    return new GpuCheck(
            build,
            NvidiaSmi.OF_THIS_MACHINE.ask(),
            NativeLibraries.ofThisProcess(),
            System.getenv(),
            system.startsWith("linux"))
        .report();
  }
}
