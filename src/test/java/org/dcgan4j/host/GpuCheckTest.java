package org.dcgan4j.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dcgan4j.host.GpuCheck.Verdict.NOT_NEEDED;
import static org.dcgan4j.host.GpuCheck.Verdict.READY;
import static org.dcgan4j.host.GpuCheck.Verdict.READY_WITH_A_NOTE;
import static org.dcgan4j.host.GpuCheck.Verdict.UNUSABLE;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.dcgan4j.host.GpuCheck.CudaBuild;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GpuCheckTest {
  private static final List<String> RUNTIME =
      List.of("libcudart.so.11.0", "libcublas.so.11", "libcusolver.so.11", "libcudnn.so.8");
  private static final ClassLoader NO_JARS = new URLClassLoader(new URL[0], null);

  @TempDir private Path folder;

  /** Machine code runs within a major number, PTX on everything later. */
  @ParameterizedTest(name = "{0} with {1}: {2}")
  @CsvSource({
    "3.0,  CUDA_11_2, UNUSABLE",
    "3.5,  CUDA_11_2, READY",
    "3.5,  CUDA_11_6, UNUSABLE",
    "5.2,  CUDA_11_2, READY",
    "5.3,  CUDA_11_6, READY",
    "7.2,  CUDA_11_2, READY",
    "8.9,  CUDA_11_2, READY",
    "8.9,  CUDA_11_6, READY",
    "9.0,  CUDA_11_2, READY_WITH_A_NOTE",
    "9.0,  CUDA_11_6, UNUSABLE",
    "12.0, CUDA_11_2, READY_WITH_A_NOTE",
    "12.0, CUDA_11_6, UNUSABLE"
  })
  void build_shouldSupportWhatItsKernelsAreFor(
      String gpu, CudaBuild build, GpuCheck.Verdict verdict) {
    assertThat(build.runsOn(NvidiaSmi.ComputeCapability.parse(gpu))).isEqualTo(verdict);
  }

  @Test
  void cpuBuild_shouldNeedNothing() {
    assertThat(check(null, NvidiaSmi.Answer.NO_PROGRAM).report())
        .isEqualTo(new GpuCheck.Report(NOT_NEEDED, "none (no nvidia-smi)"));
    assertThat(check(null, gpu("9.0", "535.1", 80_000)).report().line())
        .endsWith("80000 MiB free; not used by a CPU build");
  }

  @Test
  void noDriver_shouldSayWhatToInstallOrDo() {
    GpuCheck.Report report = check(CudaBuild.CUDA_11_2, NvidiaSmi.Answer.NO_PROGRAM).report();

    assertThat(report.verdict()).isEqualTo(UNUSABLE);
    assertThat(report.line())
        .startsWith("none (no nvidia-smi): the CUDA build needs an NVIDIA GPU and its driver")
        .endsWith("or build without -Pcuda")
        .doesNotContain("\n");
  }

  @Test
  void driverThatCannotBeAsked_shouldBeUsed() throws IOException {
    install("libcuda.so.1");
    installRuntime();

    assertThat(check(CudaBuild.CUDA_11_2, NvidiaSmi.Answer.none(10)).report())
        .isEqualTo(
            new GpuCheck.Report(
                READY_WITH_A_NOTE,
                "nvidia-smi does not answer within 10 seconds; a driver is there"));
  }

  @Test
  void gpuNewerThanTheKernels_shouldNameTheProfileThatRunsIt() throws IOException {
    installRuntime();

    assertThat(check(CudaBuild.CUDA_11_6, gpu("9.0", "535.1", 80_000)).report())
        .isEqualTo(
            new GpuCheck.Report(
                UNUSABLE,
                "A GPU, compute capability 9.0, driver 535.1, 80000 MiB free: nd4j-cuda-11.6 has no"
                    + " kernels for it; build with -Pcuda, or build without -Pcuda"));
  }

  @Test
  void gpuOlderThanAllKernels_shouldBeSentToTheCpu() {
    assertThat(check(CudaBuild.CUDA_11_2, gpu("2.1", "470.1", 2000)).report().line())
        .endsWith("no CUDA build of DL4J has; build without -Pcuda");
  }

  @Test
  void portableKernels_shouldAnnounceTheirLongFirstStart() throws IOException {
    installRuntime();
    GpuCheck.Report report = check(CudaBuild.CUDA_11_2, gpu("9.0", "535.1", 80_000)).report();

    assertThat(report.verdict()).isEqualTo(READY_WITH_A_NOTE);
    assertThat(report.line()).contains("at the first start", "scripts/compile-kernels.py");
  }

  @Test
  void everythingThere_shouldBeReady() throws IOException {
    installRuntime();

    assertThat(check(CudaBuild.CUDA_11_2, gpu("7.5", "470.1", 14_000)).report())
        .isEqualTo(
            new GpuCheck.Report(
                READY, "A GPU, compute capability 7.5, driver 470.1, 14000 MiB free"));
  }

  @Test
  void missingRuntime_shouldBeNamedWithItsCure() throws IOException {
    installRuntime();
    Files.delete(folder.resolve("libcudnn.so.8"));
    GpuCheck.Report report = check(CudaBuild.CUDA_11_2, gpu("7.5", "470.1", 14_000)).report();

    assertThat(report.verdict()).isEqualTo(UNUSABLE);
    assertThat(report.line())
        .startsWith("no CUDA 11 runtime: libcudnn.so.8 not found; build with -Pcuda,cuda-redist");
  }

  @Test
  void kernelsWithoutCudnn_shouldNotAskForIt() throws IOException {
    installRuntime();
    Files.delete(folder.resolve("libcudnn.so.8"));
    Path jar = folder.resolve("jar");
    Path kernels = jar.resolve("org/nd4j/nativeblas");
    Files.createDirectories(kernels.resolve("linux-x86_64"));
    Files.createFile(kernels.resolve("linux-x86_64/libnd4jcuda.so"));

    assertThat(checkWith(jar).line()).endsWith("14000 MiB free; without cuDNN");

    Files.createDirectories(kernels.resolve("linux-x86_64-cudnn"));
    Files.createFile(kernels.resolve("linux-x86_64-cudnn/libnd4jcuda.so"));

    assertThat(checkWith(jar).line()).startsWith("no CUDA 11 runtime: libcudnn.so.8 not found");
  }

  private GpuCheck.Report checkWith(Path jar) throws IOException {
    try (URLClassLoader loader = new URLClassLoader(new URL[] {jar.toUri().toURL()}, null)) {
      var libraries = new GpuCheck.Libraries(List.of(folder.toString()), loader);
      NvidiaSmi.Answer gpu = gpu("7.5", "470.1", 14_000);
      return new GpuCheck(CudaBuild.CUDA_11_2, gpu, libraries, Map.of(), true).report();
    }
  }

  @Test
  void oldDriver_shouldBeUpdated() {
    assertThat(check(CudaBuild.CUDA_11_2, gpu("7.5", "440.33.01", 14_000)).report().line())
        .contains("CUDA 11 needs driver 450.80; update it");
  }

  @Test
  void fullGpu_shouldBeRefused() {
    assertThat(check(CudaBuild.CUDA_11_2, gpu("7.5", "470.1", 300)).report().line())
        .contains("300 MiB free: training needs 1024 MiB");
  }

  @ParameterizedTest(name = "[{0}]")
  @CsvSource({"1, READY", "'1,0', READY", "'', UNUSABLE", "-1, UNUSABLE", "7, UNUSABLE"})
  void visibleDevices_shouldChooseTheGpu(String visible, GpuCheck.Verdict verdict)
      throws IOException {
    installRuntime();
    NvidiaSmi.Answer two =
        NvidiaSmi.Answer.parse(0, "0, Old, 2.1, 470.1, 2000\n1, New, 7.5, 470.1, 14000");
    GpuCheck check =
        new GpuCheck(
            CudaBuild.CUDA_11_2, two, libraries(), Map.of("CUDA_VISIBLE_DEVICES", visible), true);

    assertThat(check.report().verdict()).isEqualTo(verdict);
  }

  private GpuCheck check(CudaBuild build, NvidiaSmi.Answer answer) {
    return new GpuCheck(build, answer, libraries(), Map.of(), true);
  }

  private GpuCheck.Libraries libraries() {
    return new GpuCheck.Libraries(List.of(folder.toString()), NO_JARS);
  }

  private static NvidiaSmi.Answer gpu(String capability, String driver, long freeMebi) {
    return NvidiaSmi.Answer.parse(0, "0, A GPU, " + capability + ", " + driver + ", " + freeMebi);
  }

  private void installRuntime() throws IOException {
    for (String name : RUNTIME) {
      install(name);
    }
  }

  private void install(String name) throws IOException {
    Files.createFile(folder.resolve(name));
  }
}
