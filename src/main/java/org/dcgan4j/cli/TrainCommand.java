package org.dcgan4j.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.binding.Text;
import org.dcgan4j.cli.LiveViewOption.LiveView;
import org.dcgan4j.commandline.ConfigOptions;
import org.dcgan4j.commandline.ExitStatus;
import org.dcgan4j.commandline.FolderOptions;
import org.dcgan4j.commandline.ResumeOptions;
import org.dcgan4j.config.Config;
import org.dcgan4j.data.BadFile;
import org.dcgan4j.data.DataSource;
import org.dcgan4j.job.Conditioning;
import org.dcgan4j.job.TrainingJob;
import org.dcgan4j.run.RunFolder;
import org.dcgan4j.training.Position;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code train}. */
@Command(
    name = "train",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Trains a GAN and leaves everything about it in a new numbered folder.",
      "",
      "Without --data, the letters of notMNIST are taken from notmnist/notMNIST_small if they are"
          + " there; else 18,000 letters A to J are rendered from open fonts, once, into"
          + " notmnist/rendered."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  train",
      "  train --data notmnist/notMNIST_small.tar.gz --epochs 5",
      "  train --preset mnist-dcgan --data mnist --minutes 3",
      "  train --set training.realTarget=0.9 --set checkpoint.every=100",
      "  train --no-conditional --epochs 5",
      "  train --minutes 30 --ui",
      "  train --resume runs/00000-notmnist-dcgan --epochs 20"
    })
final class TrainCommand implements Callable<Integer> {
  /** Bad files that are named one by one. */
  private static final int MOST_NAMED = 20;

  private static final ResumeOptions BESIDE_RESUME =
      new ResumeOptions(
          "--epochs, --steps or --minutes, --recover, --backend, and where the same --data are now",
          Set.of(
              "--resume",
              "--data",
              "--epochs",
              "--steps",
              "--minutes",
              "--recover",
              "--backend",
              "--dry-run",
              "--threads",
              "--ui"));

  @Spec private CommandSpec spec;
  @Mixin private ConfigOptions options;

  @ArgGroup(exclusive = true)
  private Limit limit = new Limit();

  private static final class Limit {
    @Option(
        names = "--epochs",
        paramLabel = "N",
        description = "Train for N passes through the data.")
    private String epochs;

    @Option(names = "--steps", paramLabel = "N", description = "Train for N steps.")
    private String steps;

    @Option(names = "--minutes", paramLabel = "M", description = "Train for M minutes.")
    private String minutes;
  }

  @Mixin private FolderOptions folders;

  @Option(
      names = "--recover",
      paramLabel = "N",
      description =
          "When training diverges, go back to the newest checkpoint and go on with other random"
              + " numbers and half the learning rates, at most N times. Default: the preset's,"
              + " which is 0.")
  private String recover;

  @Option(
      names = "--backend",
      paramLabel = "B",
      description =
          "What computes: auto, fast, nd4j or reference. Their last bits differ. Default: the"
              + " preset's, which is auto; a resumed run keeps its own.")
  private String backend;

  @Mixin private LiveViewOption ui;

  @Option(
      names = "--dry-run",
      description = "Print the resolved configuration and the sizes of the networks, and end.")
  private boolean dryRun;

  @Mixin private ThreadsOption threads;

  @Override
  public Integer call() throws IOException {
    return folders.resume() == null ? start(options.resolve(keys())) : goOn();
  }

  private Map<String, String> limits() {
    return ConfigOptions.limit(limit.epochs, limit.steps, limit.minutes);
  }

  private Map<String, String> keys() {
    Map<String, String> keys = new LinkedHashMap<>(limits());
    if (recover != null) {
      keys.put("checkpoint.recoveries", recover);
    }
    if (backend != null) {
      keys.put("training.backend", backend);
    }
    return keys;
  }

  private int start(Config given) throws IOException {
    DataSource data = load(given);
    Config config = Conditioning.of(given, data);
    if (dryRun) {
      return dryRun(config, data);
    }
    try (StopSignal stop = new StopSignal();
        LiveView view = ui.open();
        ProgressDisplay progress = ProgressDisplay.onStderr();
        TrainingJob job = new TrainingJob(config, data, List.of(progress))) {
      RunFolder run = RunFolder.create(folders.out(), config);
      stop.awaitTraining();
      err().println("training " + run.path() + " with " + config.training().backend().describe());
      view.show(run, err());
      return report(run, job.train(run, spec.commandLine().getParseResult().originalArgs(), stop));
    }
  }

  private int goOn() throws IOException {
    BESIDE_RESUME.check(spec.commandLine().getParseResult());
    Map<String, String> changed = new LinkedHashMap<>(keys());
    if (options.data() != null) {
      changed.put("data.dir", options.data());
    }
    RunFolder run = RunFolder.open(folders.resume(), changed);
    DataSource data = load(run.config());
    if (dryRun) {
      return dryRun(run.config(), data);
    }
    try (StopSignal stop = new StopSignal();
        LiveView view = ui.open();
        ProgressDisplay progress = ProgressDisplay.onStderr();
        TrainingJob job = new TrainingJob(run.config(), data, List.of(progress))) {
      Position from = job.load(run);
      refuseToDoNothing(job, from);
      if (backend != null) {
        err().println("--backend: where it is another one than before, the last bits differ");
      }
      err()
          .printf(
              Locale.ROOT,
              "resuming %s from step %d with %s%n",
              run.path(),
              from.step(),
              run.config().training().backend().describe());
      view.show(run, err());
      stop.awaitTraining();
      return report(run, job.resume(run, from, stop));
    }
  }

  private void refuseToDoNothing(TrainingJob job, Position from) {
    if (!limits().isEmpty() && job.isDone(from)) {
      throw new InvalidInputException(
          Text.format(
              "%s is at step %d already, after %.1f minutes; --epochs, --steps and --minutes count"
                  + " from its start",
              folders.resume(), from.step(), from.seconds() / 60));
    }
  }

  private int dryRun(Config config, DataSource data) {
    new DryRun(config, data).print(spec.commandLine().getOut());
    return ExitStatus.DONE;
  }

  private int report(RunFolder run, boolean finished) {
    spec.commandLine().getOut().println(run.path());
    if (!finished) {
      err().println("interrupted; to go on: train --resume " + run.path());
    }
    return finished ? ExitStatus.DONE : ExitStatus.INTERRUPTED;
  }

  private DataSource load(Config config) {
    PrintWriter err = err();
    try (RenderProgress progress = new RenderProgress(config.data().rendered(), err)) {
      DataSource data = DataSource.load(config.data(), progress);
      err.printf(Locale.ROOT, "data %s: %s%n", data.origin(), data.describe());
      List<BadFile> bad = data.badFiles();
      bad.stream()
          .limit(MOST_NAMED)
          .forEach(file -> err.println("skipped " + file.name() + ": " + file.reason()));
      if (bad.size() > MOST_NAMED) {
        err.printf(
            Locale.ROOT,
            "skipped %,d more files; dataset inspect names all%n",
            bad.size() - MOST_NAMED);
      }
      data.notes().forEach(note -> err.println("note: " + note));
      return data;
    }
  }

  private PrintWriter err() {
    return spec.commandLine().getErr();
  }
}
