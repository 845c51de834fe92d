package org.dcgan4j.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
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
import org.dcgan4j.commandline.Outputs;
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
        "  bench --size 64 --width large --set data.colour=rgb",
        "  bench --set training.reuseFakes=false --batch-size 128 --json -"
      })
  static final class Bench implements Runnable {
    @Spec private CommandSpec spec;

    @Option(
        names = "--preset",
        paramLabel = "P",
        description = "The networks: ${COMPLETION-CANDIDATES}. Default: notmnist-dcgan.",
        completionCandidates = PresetNames.class)
    private String preset;

    @Option(
        names = "--size",
        paramLabel = "N",
        description =
            "The side of the pictures, 8 to 256, for networks that follow it. Default: the preset's,"
                + " or 28.")
    private String size;

    @Mixin private ConfigOptions.WidthOption width;

    @Option(
        names = "--batch-size",
        paramLabel = "N",
        description = "Real images in a step; as many fakes come with them. Default: the preset's.")
    private String batchSize;

    @Option(
        names = "--backend",
        paramLabel = "B",
        description = "What computes: auto, fast, bf16, nd4j or reference. Default: the preset's.")
    private String backend;

    @Option(
        names = "--set",
        paramLabel = "key=value",
        description = "One configuration key. May be repeated.")
    private List<String> given = new ArrayList<>();

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
      Map<String, String> settings = ConfigOptions.settings(given);
      ConfigOptions.putSize(settings, size);
      width.put(settings);
      ConfigOptions.put(settings, "training.backend", backend);
      ConfigOptions.put(settings, "training.batchSize", batchSize);
      Config config = ConfigReader.resolve(preset, null, settings);
      if (json != null && Files.isDirectory(json)) { // said before the minutes of measuring
        throw new InvalidInputException(
            "--json: given the folder " + json + ", legal is a file or -");
      }
      spec.commandLine().getErr().println("timing with " + config.training().backend().describe());
      BenchReport report = Benchmark.run(config, plan);
      PrintWriter out = spec.commandLine().getOut();
      if (Path.of("-").equals(json)) {
        out.println(report.json());
        return;
      }
      out.print(report.table());
      out.flush();
      if (json != null) {
        String text = report.json() + "\n";
        new Outputs()
            .write(
                "--json",
                json,
                file -> AtomicFile.write(file, part -> Files.writeString(part, text)));
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
    @Spec private CommandSpec spec;

    private boolean sick;

    @Override
    public Integer call() {
      String vendor = System.getProperty("java.vendor");
      say("ok", "java", vendor + " " + System.getProperty("java.version"));
      cpu();
      GpuCheck.Report gpu = GpuCheck.examine();
      if (gpu.verdict() != GpuCheck.Verdict.UNUSABLE) {
        backend();
      }
      switch (gpu.verdict()) {
        case READY -> say("ok", "gpu", gpu.line());
        case READY_WITH_A_NOTE -> say("slow", "gpu", gpu.line());
        case NOT_NEEDED -> say("info", "gpu", gpu.line());
        case UNUSABLE -> say("wrong", "gpu", gpu.line());
      }
      limit("heap", Runtime.getRuntime().maxMemory(), 400, "give Java more with -Xmx");
      String more = "give more with -Dorg.bytedeco.javacpp.maxbytes, for example 2g";
      limit("off-heap", Pointer.maxBytes(), 1024, more);
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
        String line = lines.filter(l -> l.startsWith("flags")).findFirst().orElse("");
        List<String> vectors = new ArrayList<>(List.of("avx2", "fma", "avx512f"));
        vectors.retainAll(List.of(line.split("\\s+")));
        if (!line.isEmpty() && !vectors.contains("avx2")) {
          String cure =
              "without AVX2, which the native library needs; build with -Dcpu.classifier=linux-x86_64-onednn";
          say("wrong", "cpu", cores + cure);
        } else {
          say("ok", "cpu", cores + architecture + " " + vectors);
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
        boolean slow = backend.contains("without oneDNN");
        String why = "; the build has no oneDNN classifier for this system";
        say(slow ? "slow" : "ok", "backend", slow ? backend + why : backend);
      } catch (MachineException | InvalidInputException e) {
        say("wrong", "backend", e.getMessage());
      } catch (LinkageError | RuntimeException e) {
        say("wrong", "backend", ErrorMessages.lineOf(e));
      }
    }

    private void limit(String subject, long bytes, long enoughMebi, String cure) {
      String text = (bytes >> 20) + " MiB";
      if (bytes < enoughMebi << 20) {
        say("wrong", subject, text + ", and training needs " + enoughMebi + "; " + cure);
      } else {
        say("ok", subject, text);
      }
    }

    private void say(String verdict, String subject, String text) {
      sick |= verdict.equals("wrong");
      spec.commandLine().getOut().println(Text.format("%-8s %-14s %s", verdict, subject, text));
    }
  }
}
