package org.dcgan4j.scripts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code scripts/forward-cuda.c} between a program that wants cuBLAS 11 and a cuBLAS 13 that says
 * what it was called with.
 */
class ForwardCudaTest {
  private static final String CALLS =
      """
      #include <stdio.h>
      int sgemm(void *handle, int a, int b, int m, int n, int k, const float *alpha, const void *x, int ldx,
                const void *y, int ldy, const float *beta, void *z, int ldz);
      double scale(double a, float b, long c, double d, double e, double f, double g, double h, double i, double j);
      int open(void **handle);
      int newer(int a);
      """
          .replaceAll("\\b(sgemm|scale|open|newer)\\b", "cublas_$1");

  private static final String LATER =
      CALLS
          + """
          int cublas_sgemm(void *handle, int a, int b, int m, int n, int k, const float *alpha, const void *x, int ldx,
                           const void *y, int ldy, const float *beta, void *z, int ldz) {
            printf("sgemm %p %d %d %d %d %d %g %p %d %p %d %g %p %d\\n", handle, a, b, m, n, k, *alpha, x, ldx, y, ldy, *beta, z, ldz);
            return 14;
          }
          double cublas_scale(double a, float b, long c, double d, double e, double f, double g, double h, double i, double j) {
            printf("scale %g %g %ld %g %g %g %g %g %g %g\\n", a, b, c, d, e, f, g, h, i, j);
            return 0.5;
          }
          int cublas_open(void **handle) {
            *handle = (void *)0x123;
            return 0;
          }
          """;

  private static final String PROGRAM =
      CALLS
          + """
          int main(int count, char **options) {
            float alpha = 1.5f, beta = -2;
            void *handle = 0;
            setbuf(stdout, 0);
            if (count > 1)
              return cublas_newer(1);
            printf("opened %d", cublas_open(&handle));
            printf(" %s\\n", handle == (void *)0x123 ? "later" : handle ? "none" : "null");
            printf("%d\\n", cublas_sgemm((void *)1, 2, 3, 4, 5, 6, &alpha, (void *)7, 8, (void *)9, 10, &beta, (void *)11, 12));
            printf("%g\\n", cublas_scale(1, 2, 1L << 40, 4, 5, 6, 7, 8, 9, 10));
            return 0;
          }
          """;

  @TempDir private Path folder;

  private record Ended(int status, List<String> lines) {}

  @BeforeEach
  void build() throws IOException, InterruptedException {
    assumeTrue("amd64".equals(System.getProperty("os.arch")), "the forwarder is for x86-64");
    assumeTrue(
        run(Map.of(), "sh", "-c", "command -v gcc && uname -s | grep Linux").status() == 0,
        "no gcc on Linux");
    Files.writeString(folder.resolve("program.c"), PROGRAM);
    Files.writeString(folder.resolve("later.c"), LATER);
    Files.writeString(folder.resolve("map"), "libcublas.so.11 { global: *; };");
    Files.writeString(
        folder.resolve("functions.h"),
        "FORWARD(cublas_sgemm)\nFORWARD(cublas_scale)\nOPENING(cublas_open)\nFORWARD(cublas_newer)\n");
    gcc(
        "libcublas.so.11",
        "-Wall -Wextra -Werror -fPIC -shared -DFUNCTIONS=\"" + folder + "/functions.h\"",
        "-DLATER=\"libcublas.so.13\",\"libcublas.so.12\"",
        Path.of("scripts/forward-cuda.c").toAbsolutePath().toString(),
        "-Wl,-soname,libcublas.so.11 -Wl,--version-script=" + folder.resolve("map") + " -ldl");
    gcc("program", "" + folder.resolve("program.c"), "" + folder.resolve("libcublas.so.11"));
  }

  private void gcc(String out, String... options) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("gcc", "-o", folder.resolve(out).toString()));
    for (String option : options) {
      command.addAll(List.of(option.split(" ")));
    }
    Ended ended = run(Map.of(), command.toArray(String[]::new));
    assertThat(ended.status()).as(ended.toString()).isZero();
  }

  private void installLater(String name) throws IOException, InterruptedException {
    gcc(name, "-fPIC -shared " + folder.resolve("later.c") + " -Wl,-soname," + name);
  }

  private Ended program(String... options) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(folder.resolve("program").toString()));
    command.addAll(List.of(options));
    return run(Map.of("LD_LIBRARY_PATH", folder.toString()), command.toArray(String[]::new));
  }

  private static Ended run(Map<String, String> environment, String... command)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    Process process = builder.start();
    byte[] output = process.getInputStream().readAllBytes();
    return new Ended(
        process.waitFor(), new String(output, StandardCharsets.UTF_8).lines().toList());
  }

  @Test
  void call_shouldReachTheLaterLibraryWithAllArguments() throws IOException, InterruptedException {
    installLater("libcublas.so.12");

    Ended ended = program();

    assertThat(ended.lines())
        .containsExactly(
            "opened 0 later",
            "sgemm 0x1 2 3 4 5 6 1.5 0x7 8 0x9 10 -2 0xb 12",
            "14",
            "scale 1 2 1099511627776 4 5 6 7 8 9 10",
            "0.5");
    assertThat(ended.status()).isZero();
  }

  @Test
  void noLaterLibrary_shouldBeSaidAtTheFirstRealCall() throws IOException, InterruptedException {
    Ended ended = program();

    assertThat(ended.status()).isEqualTo(75);
    assertThat(ended.lines())
        .containsExactly(
            "opened 0 none",
            "cublas_sgemm of CUDA 11 is called, and there is no libcublas.so.13; name its folder in LD_LIBRARY_PATH");
  }

  @Test
  void functionThatIsGone_shouldBeSaid() throws IOException, InterruptedException {
    installLater("libcublas.so.13");

    Ended ended = program("newer");

    assertThat(ended.status()).isEqualTo(75);
    assertThat(ended.lines())
        .containsExactly("cublas_newer of CUDA 11 is called, and the later CUDA here has none");
  }
}
