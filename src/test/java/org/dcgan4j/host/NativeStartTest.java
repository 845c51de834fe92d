package org.dcgan4j.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeStartTest {
  @TempDir private Path folder;

  private Path processor(String flags) throws IOException {
    return Files.writeString(
        folder.resolve("cpuinfo"), "model\t\t: 207\nflags\t\t: " + flags + "\nbugs\t\t: swapgs\n");
  }

  @Test
  void matrixProductsTakeTheWidestKernelsThatTheProcessorHas() throws IOException {
    String avx512 = "fpu sse2 fma avx2 avx512f avx512dq avx512cd avx512bw avx512vl amx_tile";
    assertThat(NativeStart.blasKernels(processor(avx512))).hasValue("SkylakeX");
    assertThat(NativeStart.blasKernels(processor("fpu sse2 fma avx2 avx512f"))).hasValue("Haswell");
    assertThat(NativeStart.blasKernels(processor("fpu sse2 avx"))).isEmpty();
  }

  @Test
  void aMachineIsQuietWhereTheThreadsHaveProcessorsToThemselves() throws IOException {
    Path load = Files.writeString(folder.resolve("loadavg"), "2.30 0.70 0.65 3/412 25771\n");

    assertThat(NativeStart.isQuiet(load, 4, 8)).isTrue();
    assertThat(NativeStart.isQuiet(load, 6, 8)).isTrue();
    assertThat(NativeStart.isQuiet(load, 7, 8)).isFalse();
    assertThat(NativeStart.isQuiet(Files.writeString(load, "0.4 0"), 2, 2)).isTrue();
    assertThat(NativeStart.isQuiet(Files.writeString(load, "?"), 1, 8)).isFalse();
    assertThat(NativeStart.isQuiet(folder.resolve("none"), 1, 8)).isFalse();
  }

  @Test
  void whereNothingIsKnownOfTheProcessorOpenBlasChooses() {
    assertThat(NativeStart.blasKernels(folder.resolve("none"))).isEmpty();
  }
}
