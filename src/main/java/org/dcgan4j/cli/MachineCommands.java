package org.dcgan4j.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.Callable;
import org.bytedeco.javacpp.Pointer;
import org.dcgan4j.bench.BenchReport;
import org.dcgan4j.bench.Benchmark;
import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.binding.MachineException;
import org.dcgan4j.binding.Text;
import org.dcgan4j.commandline.ConfigOptions;
import org.dcgan4j.commandline.ConfigOptions.PresetNames;
import org.dcgan4j.commandline.ErrorMessages;
import org.dcgan4j.commandline.ErrorMessages.ExitStatus;
import org.dcgan4j.compute.BackendKind;
import org.dcgan4j.config.Config;
import org.dcgan4j.config.ConfigReader;
import org.dcgan4j.host.GpuCheck;
import org.dcgan4j.host.NativeStart;
import org.dcgan4j.io.AtomicFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The commands that say what this machine can do. */
final class MachineCommands {
  private MachineCommands() {}

  /** {@code bench}. */
  @Command(
      name = "bench",
      description = {
        "Times whole training steps on noise, and sampling, beside this machine's rate of matrix products (SGEMM).",
        "",
        "The share of SGEMM is the step's own arithmetic over that rate. The arithmetic is that of the dense, conv and"
            + " deconv layers: forward, and the gradients that are really needed."
      },
      footerHeading = "%nExamples:%n",
      footer = {
        "  bench",
        "  bench --preset wide --json bench.json",
        "  bench --set training.reuseFakes=false --batch-size 128 --json -"
      })
  static final class Bench implements Runnable {
    private static final Path STDOUT = Path.of("-");

    @Spec private CommandSpec spec;

    @Option(
        names = "--preset",
        paramLabel = "P",
        description = "The networks: ${COMPLETION-CANDIDATES}. Default: notmnist-dcgan.",
        completionCandidates = PresetNames.class)
    private String preset;

    @Option(
        names = "--batch-size",
        paramLabel = "N",
        description = "Real images in a step; as many fakes come with them. Default: the preset's.")
    private String batchSize;

    @Option(
        names = "--backend",
        paramLabel = "B",
        description = "What computes: auto, fast, nd4j or reference. Default: the preset's.")
    private String backend;

    @Option(
        names = "--set",
        paramLabel = "key=value",
        description = "One configuration key. May be repeated.")
    private Map<String, String> settings = new LinkedHashMap<>();

    @Option(
        names = "--steps",
        paramLabel = "N",
        defaultValue = "20",
        description = "Timed steps, and timed calls for samples. Default: ${DEFAULT-VALUE}.")
    private int steps;

    @Option(
        names = "--warm-up",
        paramLabel = "N",
        defaultValue = "20",
        description = "Steps and calls before them. Default: ${DEFAULT-VALUE}.")
    private int warmUp;

    @Option(
        names = "--json",
        paramLabel = "FILE",
        description = "Write the figures there as JSON; - is standard output, without the table.")
    private Path json;

    @Mixin private Main.HostGuard.ThreadsOption threads;

    @Override
    public void run() {
      Benchmark.Plan plan = new Benchmark.Plan(steps, warmUp);
      ConfigOptions.put(settings, "training.backend", backend);
      ConfigOptions.put(settings, "training.batchSize", batchSize);
      Config config = ConfigReader.resolve(preset, null, settings);
      if (json != null && Files.isDirectory(json)) { // said before the minutes of measuring
        throw new InvalidInputException(
            "--json: given the folder " + json + ", legal is a file or -");
      }
      spec.commandLine().getErr().println("timing with " + config.training().backend().describe());
      report(Benchmark.run(config, plan));
    }

    private void report(BenchReport report) {
      PrintWriter out = spec.commandLine().getOut();
      if (STDOUT.equals(json)) {
        out.println(report.json());
        return;
      }
      out.print(report.table());
      out.flush();
      if (json != null) {
        String text = report.json() + "\n";
        ErrorMessages.write(
            "--json", json, file -> AtomicFile.write(file, part -> Files.writeString(part, text)));
      }
    }
  }

  /** {@code doctor}. */
  @Command(
      name = "doctor",
      description = {
        "Says what this machine computes with and what stands in the way: backend, native library, CPU features, GPU, memory.",
        "",
        "Exit status 0 when training can start, 75 when it cannot."
      },
      footerHeading = "%nExample:%n",
      footer = "  doctor")
  static final class Doctor implements Callable<Integer> {
    private static final long MEBI = 1 << 20;
    private static final long ENOUGH_HEAP = 400 * MEBI;
    private static final long ENOUGH_OFF_HEAP = 1024 * MEBI;

    @Spec private CommandSpec spec;

    private boolean sick;

    @Override
    public Integer call() {
      good("java", System.getProperty("java.vendor") + " " + System.getProperty("java.version"));
      cpu();
      GpuCheck.Report gpu = GpuCheck.examine();
      if (gpu.verdict() != GpuCheck.Verdict.UNUSABLE) {
        backend();
      }
      switch (gpu.verdict()) {
        case READY -> good("gpu", gpu.line());
        case READY_WITH_A_NOTE -> say("slow", "gpu", gpu.line());
        case NOT_NEEDED -> say("info", "gpu", gpu.line());
        case UNUSABLE -> bad("gpu", gpu.line());
      }
      limit("heap", Runtime.getRuntime().maxMemory(), ENOUGH_HEAP, "give Java more with -Xmx");
      limit(
          "off-heap",
          Pointer.maxBytes(),
          ENOUGH_OFF_HEAP,
          "give more with -Dorg.bytedeco.javacpp.maxbytes, for example 2g");
      return sick ? ExitStatus.LACKING : ExitStatus.DONE;
    }

    private void cpu() {
      String cores = Runtime.getRuntime().availableProcessors() + " cores, ";
      String architecture = System.getProperty("os.arch");
      Path cpuInfo = Path.of("/proc/cpuinfo");
      if (!Files.isReadable(cpuInfo)) {
        say("info", "cpu", cores + architecture);
        return;
      }
      try (var lines = Files.lines(cpuInfo)) {
        Set<String> flags =
            lines
                .filter(line -> line.startsWith("flags"))
                .findFirst()
                .map(line -> Set.copyOf(Arrays.asList(line.split("\\s+"))))
                .orElse(Set.of());
        if (!flags.isEmpty() && !flags.contains("avx2")) {
          bad(
              "cpu",
              cores
                  + "without AVX2, which the native library needs; build with -Dcpu.classifier=linux-x86_64-onednn");
        } else {
          List<String> vectors =
              List.of("avx2", "fma", "avx512f").stream().filter(flags::contains).toList();
          good("cpu", cores + architecture + " " + vectors);
        }
      } catch (IOException e) {
        say("info", "cpu", cores + "its features cannot be read: " + e.getMessage());
      }
    }

    private void backend() {
      try {
        NativeStart.prepare(OptionalInt.empty(), note -> {});
        String backend = BackendKind.AUTO.describe();
        BackendKind.requireRandomNumbers();
        if (backend.contains("without oneDNN")) {
          String line = backend + "; the build has no oneDNN classifier for this system";
          say("slow", "backend", line);
        } else {
          good("backend", backend);
        }
      } catch (MachineException | InvalidInputException e) {
        bad("backend", e.getMessage());
      } catch (LinkageError | RuntimeException e) {
        bad("backend", ErrorMessages.lineOf(e));
      }
    }

    private void limit(String subject, long bytes, long enough, String cure) {
      String text = bytes / MEBI + " MiB";
      if (bytes < enough) {
        bad(subject, text + ", and training needs " + enough / MEBI + "; " + cure);
      } else {
        good(subject, text);
      }
    }

    private void good(String subject, String text) {
      say("ok", subject, text);
    }

    private void bad(String subject, String text) {
      sick = true;
      say("wrong", subject, text);
    }

    private void say(String verdict, String subject, String text) {
      spec.commandLine().getOut().println(Text.format("%-8s %-14s %s", verdict, subject, text));
    }
  }
}
