package org.dcgan4j.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.dcgan4j.api.Dcgan;
import org.dcgan4j.api.Scores;
import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.binding.Text;
import org.dcgan4j.commandline.ErrorMessages.ExitStatus;
import org.dcgan4j.commandline.Outputs;
import org.dcgan4j.metrics.Criterion;
import org.dcgan4j.run.RunTable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The commands that show what run folders hold, and how good it is. */
final class RunCommands {
  private RunCommands() {}

  /** {@code report}. */
  @Command(
      name = "report",
      description = {
        "Writes report.html into a run folder: the whole run as one page that needs no network and no server.",
        "",
        "It shows what is there, also while the training goes on. train writes it by itself."
      },
      footerHeading = "%nExample:%n",
      footer = "  report runs/00000-notmnist-dcgan")
  static final class Report implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "RUN", description = "A run folder.")
    private Path run;

    @Option(
        names = "--data",
        paramLabel = "DIR",
        description =
            "Where the training images are now, for the nearest ones and the classes. Default: where training found them.")
    private Path data;

    @Override
    public Integer call() throws IOException {
      spec.commandLine().getOut().println(Dcgan.report(run, data));
      return ExitStatus.DONE;
    }
  }

  /** {@code sweep}. */
  @Command(
      name = "sweep",
      description = {
        "Collects the runs below some folders into one table: the settings in which they differ, and their last tick.",
        "",
        "Columns are separated by tabs. A run that has no tick yet has empty figures; a folder that is no run is passed over."
      },
      footerHeading = "%nExample:%n",
      footer = "  sweep runs/seeds > seeds.tsv")
  static final class Sweep implements Runnable {
    @Spec private CommandSpec spec;

    @Parameters(
        paramLabel = "DIR",
        arity = "1..*",
        description = "Folders with runs in them, at any depth.")
    private List<Path> folders;

    @Override
    public void run() {
      List<String> lines = RunTable.lines(folders, spec.commandLine().getErr()::println);
      if (lines.isEmpty()) {
        String where = folders.stream().map(Path::toString).collect(Collectors.joining(", "));
        throw new InvalidInputException("there is no run below " + where);
      }
      lines.forEach(spec.commandLine().getOut()::println);
    }
  }

  /** {@code evaluate}. */
  @Command(
      name = "evaluate",
      description = {
        "Measures how good samples are: those of a run's newest checkpoint, or those in a file.",
        "",
        "Each measure stands beside its floor: what it says of real images that take the samples' place. The first time"
            + " a data set is used, a classifier is trained on its labels, one to two minutes; it is kept beside the data."
            + " Without labels, it learns how the images are turned. docs/measures.md explains each measure.",
        "",
        "A run on points is measured against the distribution that they should follow. Where the run's configuration asks"
            + " for something (check.*), it is said to pass or to fail; the exit status is 0 in both cases."
      },
      footerHeading = "%nExamples:%n",
      footer = {
        "  evaluate runs/00000-notmnist-dcgan",
        "  evaluate runs/00000-gaussian-1d",
        "  evaluate runs/00000-notmnist-dcgan --count 5000 --json scores.json",
        "  evaluate runs/00000-mnist-dcgan --count 50000 --neighbours",
        "  evaluate --samples samples.idx3-ubyte.gz --data mnist"
      })
  static final class Evaluate implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "RUN", arity = "0..1", description = "A run folder.")
    private Path run;

    @Option(
        names = "--samples",
        paramLabel = "FILE",
        description =
            "Measure these instead: an IDX file (gzip or plain), an npz file with uint8 [N, H, W] or [N, H, W, 3], or a"
                + " folder of pictures; with labels, if they have some.")
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
        description =
            "How many samples of the run are measured, of classes in the shares of the real images."
                + " Default: ${DEFAULT-VALUE}.")
    private int count;

    @Option(
        names = "--seed",
        paramLabel = "N",
        defaultValue = "1",
        description = "Seed of the run's latents. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(
        names = "--neighbours",
        description =
            "Say too how well nearest neighbours tell samples from real images, and how well a nearest-neighbour and a"
                + " linear classifier read real images that learned from the samples, where these have classes. Takes half"
                + " a minute more at 10,000 samples of 28x28 on two cores.")
    private boolean neighbours;

    @Mixin private GeneratorCommands.TruncationOption truncation;

    @Mixin private GeneratorCommands.CheckpointOption checkpoint;

    @Mixin private Main.HostGuard.ThreadsOption threads;

    @Override
    public Integer call() throws IOException {
      if ((run == null) == (samples == null)) {
        throw new InvalidInputException("give a run folder or --samples FILE, one of them");
      }
      if (samples != null) {
        OptionRules.refuse(
            spec,
            "--samples: a file is measured as it is, and nothing is drawn",
            "--count",
            "--seed",
            "--truncation",
            "--raw",
            "--checkpoint",
            "--backend");
      }
      Outputs outputs =
          (run == null ? new Outputs(samples, data) : Outputs.ofRun(run, data))
              .file("--json", json);
      PrintWriter out = spec.commandLine().getOut();
      Consumer<String> notes = spec.commandLine().getErr()::println;
      Scores scores =
          run == null
              ? Scores.ofFile(samples, data, neighbours, notes)
              : Scores.of(
                  truncation.of(checkpoint.open(run)), count, seed, data, neighbours, notes);
      scores
          .images()
          .ifPresentOrElse(
              evaluation -> evaluation.print(out),
              () -> out.println(Text.format("%,d samples against %s", count, scores.against())));
      print(scores.checks(), out);
      outputs.writeJson(json, scores.json());
      return ExitStatus.DONE;
    }

    /** Figures beside what they have to be, for people. */
    private static void print(List<Criterion> bounds, PrintWriter out) {
      for (Criterion bound : bounds) {
        String legal = Double.isInfinite(bound.greatest()) ? "%.3f or more" : "%.3f to %.3f";
        String verdict =
            Text.format("legal is " + legal, bound.least(), bound.greatest())
                + (bound.passes() ? "   pass" : "   FAIL");
        out.println(
            Text.format(
                "%-34s %12.3f   %s", bound.label(), bound.value(), bound.asks() ? verdict : ""));
      }
      long asked = bounds.stream().filter(Criterion::asks).count();
      long passed = bounds.stream().filter(bound -> bound.asks() && bound.passes()).count();
      if (asked > 0) {
        String verdict = passed == asked ? "passed: %d of %d checks" : "failed: %d of %d checks";
        out.println(Text.format(verdict, passed == asked ? passed : asked - passed, asked));
      }
      out.flush();
    }
  }
}
