package org.dcgan4j.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.bytedeco.javacpp.Pointer;
import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.binding.MachineException;
import org.dcgan4j.commandline.ErrorMessages;
import org.dcgan4j.compute.BackendKind;
import org.dcgan4j.host.GpuDoctor;
import org.dcgan4j.host.GpuReport;
import org.dcgan4j.host.NativeStart;

/** What {@code doctor} looks at. */
final class Checkup {
  private static final long MEBI = 1 << 20;
  private static final long ENOUGH_HEAP = 400 * MEBI;
  private static final long ENOUGH_OFF_HEAP = 1024 * MEBI;

  private Checkup() {}

  static List<Finding> run() {
    List<Finding> findings = new ArrayList<>();
    findings.add(java());
    findings.add(cpu());
    GpuReport gpu = GpuDoctor.examine();
    if (gpu.verdict() != GpuReport.Verdict.UNUSABLE) {
      findings.addAll(backend());
    }
    findings.add(gpu(gpu));
    findings.addAll(memory());
    return findings;
  }

  private static Finding java() {
    return Finding.good(
        "java", System.getProperty("java.vendor") + " " + System.getProperty("java.version"));
  }

  private static Finding cpu() {
    String cores = Runtime.getRuntime().availableProcessors() + " cores, ";
    Path cpuInfo = Path.of("/proc/cpuinfo");
    if (!Files.isReadable(cpuInfo)) {
      return Finding.info("cpu", cores + System.getProperty("os.arch"));
    }
    try (var lines = Files.lines(cpuInfo)) {
      Set<String> flags =
          lines
              .filter(line -> line.startsWith("flags"))
              .findFirst()
              .map(line -> Set.copyOf(Arrays.asList(line.split("\\s+"))))
              .orElse(Set.of());
      List<String> vectors =
          List.of("avx2", "fma", "avx512f").stream().filter(flags::contains).toList();
      if (!flags.isEmpty() && !flags.contains("avx2")) {
        return Finding.bad(
            "cpu",
            cores
                + "without AVX2, which the native library needs; build with -Dcpu.classifier=linux-x86_64-onednn");
      }
      return Finding.good("cpu", cores + System.getProperty("os.arch") + " " + vectors);
    } catch (IOException e) {
      return Finding.info("cpu", cores + "its features cannot be read: " + e.getMessage());
    }
  }

  private static List<Finding> backend() {
    try {
      NativeStart.prepare(OptionalInt.empty(), note -> {});
      String backend = BackendKind.AUTO.describe();
      BackendKind.requireRandomNumbers();
      boolean slow = backend.contains("without oneDNN");
      return List.of(
          slow
              ? Finding.slow(
                  "backend", backend + "; the build has no oneDNN classifier for this system")
              : Finding.good("backend", backend));
    } catch (MachineException | InvalidInputException e) {
      return List.of(Finding.bad("backend", e.getMessage()));
    } catch (LinkageError | RuntimeException e) {
      return List.of(Finding.bad("backend", ErrorMessages.lineOf(e)));
    }
  }

  private static Finding gpu(GpuReport report) {
    return switch (report.verdict()) {
      case READY -> Finding.good("gpu", report.line());
      case READY_WITH_A_NOTE -> Finding.slow("gpu", report.line());
      case NOT_NEEDED -> Finding.info("gpu", report.line());
      case UNUSABLE -> Finding.bad("gpu", report.line());
    };
  }

  private static List<Finding> memory() {
    long heap = Runtime.getRuntime().maxMemory();
    long offHeap = Pointer.maxBytes();
    return List.of(
        limit("heap", heap, ENOUGH_HEAP, "give Java more with -Xmx"),
        limit(
            "off-heap",
            offHeap,
            ENOUGH_OFF_HEAP,
            "give more with -Dorg.bytedeco.javacpp.maxbytes, for example 2g"));
  }

  private static Finding limit(String subject, long bytes, long enough, String cure) {
    String text = bytes / MEBI + " MiB";
    return bytes < enough
        ? Finding.bad(subject, text + ", and training needs " + enough / MEBI + "; " + cure)
        : Finding.good(subject, text);
  }
}
