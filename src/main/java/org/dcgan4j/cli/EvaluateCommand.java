package org.dcgan4j.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.dcgan4j.api.Scores;
import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.binding.Text;
import org.dcgan4j.commandline.ExitStatus;
import org.dcgan4j.commandline.OutputOption;
import org.dcgan4j.metrics.Criterion;
import org.dcgan4j.metrics.Evaluation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code evaluate}. */
@Command(
    name = "evaluate",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Measures how good samples are: those of a run's newest checkpoint, or those in a file.",
      "",
      "Each measure stands beside its floor: what it says of real images that take the samples' place. The first time"
          + " a data set is used, a classifier is trained on its labels, one to two minutes; it is kept beside the data."
          + " Without labels, only what needs none is measured. docs/measures.md explains each measure.",
      "",
      "A run on points is measured against the distribution that they should follow. Where the run's configuration asks"
          + " for something (check.*), it is said to pass or to fail; the exit status is 0 in both cases."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  evaluate runs/00000-notmnist-dcgan",
      "  evaluate runs/00000-gaussian-1d",
      "  evaluate runs/00000-notmnist-dcgan --count 5000 --json scores.json",
      "  evaluate --samples samples.idx3-ubyte.gz --data mnist"
    })
final class EvaluateCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "RUN", arity = "0..1", description = "A run folder.")
  private Path run;

  @Option(
      names = "--samples",
      paramLabel = "FILE",
      description =
          "Measure these instead: an IDX file (gzip or plain), an npz file with uint8 [N, H, W], or a folder of PNG"
              + " files; with labels, if they have some.")
  private Path samples;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "The real images. Default: those of the run, or those that train would take.")
  private Path data;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Write all figures as one flat JSON object too.")
  private Path json;

  @Option(
      names = "--count",
      paramLabel = "N",
      defaultValue = "10000",
      description = "How many samples of the run are measured. Default: ${DEFAULT-VALUE}.")
  private int count;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Seed of the run's latents. Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--raw",
      description = "Draw with the run's weights as trained, and not with their average.")
  private boolean raw;

  @Mixin private GeneratorCommands.CheckpointOption checkpoint;

  @Override
  public Integer call() throws IOException {
    if ((run == null) == (samples == null)) {
      throw new InvalidInputException("give a run folder or --samples FILE, one of them");
    }
    PrintWriter out = spec.commandLine().getOut();
    Consumer<String> notes = spec.commandLine().getErr()::println;
    Scores scores =
        run == null
            ? Scores.ofFile(samples, data, notes)
            : Scores.of(checkpoint.open(run, raw), count, seed, data, notes);
    scores
        .images()
        .ifPresentOrElse(
            evaluation -> evaluation.print(out),
            () -> out.printf(Locale.ROOT, "%,d samples against %s%n", count, scores.against()));
    print(scores.checks(), out);
    if (json != null) {
      OutputOption.write("--json", json, () -> Evaluation.write(scores.json(), json));
    }
    return ExitStatus.DONE;
  }

  /** Figures beside what they have to be, for people. */
  private static void print(List<Criterion> bounds, PrintWriter out) {
    for (Criterion bound : bounds) {
      out.printf(
          Locale.ROOT,
          "%-34s %12.3f   %s%n",
          bound.label(),
          bound.value(),
          bound.asks() ? legal(bound) + (bound.passes() ? "   pass" : "   FAIL") : "");
    }
    long asked = bounds.stream().filter(Criterion::asks).count();
    long passed = bounds.stream().filter(bound -> bound.asks() && bound.passes()).count();
    if (asked > 0) {
      out.printf(
          Locale.ROOT,
          "%s: %d of %d checks%n",
          passed == asked ? "passed" : "failed",
          passed,
          asked);
    }
    out.flush();
  }

  private static String legal(Criterion bound) {
    return Double.isInfinite(bound.greatest())
        ? Text.format("legal is %.3f or more", bound.least())
        : Text.format("legal is %.3f to %.3f", bound.least(), bound.greatest());
  }
}
