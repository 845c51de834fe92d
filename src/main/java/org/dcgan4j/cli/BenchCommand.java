package org.dcgan4j.cli;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.dcgan4j.bench.BenchReport;
import org.dcgan4j.bench.Benchmark;
import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.commandline.ConfigOptions.PresetNames;
import org.dcgan4j.commandline.ExitStatus;
import org.dcgan4j.commandline.OutputOption;
import org.dcgan4j.config.Config;
import org.dcgan4j.config.ConfigReader;
import org.dcgan4j.io.AtomicFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bench}. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    sortOptions = false,
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
final class BenchCommand implements Callable<Integer> {
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

  @Mixin private HostGuard.ThreadsOption threads;

  @Override
  public Integer call() {
    Benchmark.Plan plan = new Benchmark.Plan(steps, warmUp);
    Config config = resolve();
    requireFile();
    spec.commandLine().getErr().println("timing with " + config.training().backend().describe());
    report(Benchmark.run(config, plan));
    return ExitStatus.DONE;
  }

  private Config resolve() {
    Map<String, String> overrides = new LinkedHashMap<>(settings);
    if (backend != null) {
      overrides.put("training.backend", backend);
    }
    if (batchSize != null) {
      overrides.put("training.batchSize", batchSize);
    }
    return ConfigReader.resolve(preset, null, overrides);
  }

  /** Fails before the minutes of measuring rather than after them. */
  private void requireFile() {
    if (json != null && Files.isDirectory(json)) {
      throw new InvalidInputException(
          "--json: given the folder " + json + ", legal is a file or -");
    }
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
      OutputOption.write(
          "--json",
          json,
          () -> AtomicFile.write(json, part -> Files.writeString(part, report.json() + "\n")));
    }
  }
}
