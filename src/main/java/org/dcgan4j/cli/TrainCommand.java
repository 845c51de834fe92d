package org.dcgan4j.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.dcgan4j.api.Dcgan;
import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.binding.Text;
import org.dcgan4j.commandline.ConfigOptions;
import org.dcgan4j.commandline.ErrorMessages.ExitStatus;
import org.dcgan4j.config.Config;
import org.dcgan4j.job.TrainingJob;
import org.dcgan4j.report.Report;
import org.dcgan4j.report.ReportServer;
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
    description = {
      "Trains a GAN and leaves everything about it in a new numbered folder.",
      "",
      "Without --data, the letters of notMNIST are taken from notmnist/notMNIST_small if they are"
          + " there; else 18,000 letters A to J are rendered from open fonts, once, into"
          + " notmnist/rendered. --preset letters-64 renders them in colours."
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
  private static final Set<String> BESIDE_RESUME =
      Set.of(
          "--data --epochs --steps --minutes --recover --backend --dry-run --threads --ui"
              .split(" "));
  private static final int LAST_PORT = 65_535;

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
          "What computes: auto, fast, bf16, nd4j or reference. Their last bits differ. Default: the"
              + " preset's, which is auto; a resumed run keeps its own.")
  private String backend;

  @Option(
      names = "--ui",
      paramLabel = "PORT",
      arity = "0..1",
      fallbackValue = "9000",
      description =
          "Serve the run's report on http://localhost:PORT while training goes on, to this machine"
              + " only; 0 takes any free port. Default without PORT: 9000.")
  private Integer port;

  @Option(
      names = "--dry-run",
      description = "Print the resolved configuration and the sizes of the networks, and end.")
  private boolean dryRun;

  @Mixin private Main.HostGuard.ThreadsOption threads;

  @Override
  public Integer call() throws IOException {
    Path resumed =
        options.resume(
            spec.commandLine().getParseResult(),
            "--epochs, --steps or --minutes, --recover, --backend, and where the same --data are now",
            BESIDE_RESUME);
    Dcgan base =
        resumed == null
            ? Dcgan.preset(options.preset()).config(options.file())
            : Dcgan.resume(resumed);
    PrintWriter out = spec.commandLine().getOut();
    try (StopSignal stop = new StopSignal(); // decoding takes its time, too
        ProgressDisplay progress = ProgressDisplay.onStderr()) {
      TrainingJob prepared =
          base.set(keys()).prepare(spec.commandLine().getErr()::println, progress);
      if (dryRun) {
        out.print(prepared.describe());
        return ExitStatus.DONE;
      }
      return train(prepared, progress, resumed, stop);
    }
  }

  private int train(TrainingJob prepared, ProgressDisplay progress, Path resumed, StopSignal stop)
      throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    try (ReportServer server = listen();
        TrainingJob job = prepared) {
      List<String> arguments = spec.commandLine().getParseResult().originalArgs();
      Consumer<Position> begins =
          from -> {
            String backend = job.folder().config().training().backend().describe();
            if (resumed == null) {
              say("training %s with %s", job.folder().path(), backend);
            } else {
              sayResumed(job, from, backend);
            }
            if (server != null) {
              server.show(Report.fileOf(job.folder()));
              say("live view at %s", server.address());
            }
            stop.awaitTraining();
          };
      boolean finished = job.run(options.out(), arguments, List.of(progress), begins, stop);
      out.println(job.folder().path());
      if (!finished) {
        say("interrupted; to go on: train --resume %s", job.folder().path());
      }
      return finished ? ExitStatus.DONE : ExitStatus.INTERRUPTED;
    }
  }

  private Map<String, String> limits() {
    return ConfigOptions.limit(limit.epochs, limit.steps, limit.minutes);
  }

  private Map<String, String> keys() {
    Map<String, String> keys = options.overrides();
    ConfigOptions.putLimits(keys, limit.epochs, limit.steps, limit.minutes);
    ConfigOptions.put(keys, "checkpoint.recoveries", recover);
    ConfigOptions.put(keys, "training.backend", backend);
    return keys;
  }

  private void sayResumed(TrainingJob job, Position from, String now) {
    if (!limits().isEmpty() && job.isDone(from)) {
      throw InvalidInputException.of(
          "%s is at step %d already, after %.1f minutes; --epochs, --steps and --minutes count"
              + " from its start",
          job.folder().path(), from.step(), from.seconds() / 60);
    }
    // The folder still has the configuration of before.
    Config before = RunFolder.open(job.folder().path()).config();
    if (before.training().backend() != job.folder().config().training().backend()) {
      say("--backend: it is another one than before, so the last bits differ");
    }
    say("resuming %s from step %d with %s", job.folder().path(), from.step(), now);
  }

  /** Listens, if the user wants it; with nothing to show yet. Null if not. */
  private ReportServer listen() {
    if (port == null) {
      return null;
    }
    if (port < 0 || port > LAST_PORT) {
      throw InvalidInputException.of("--ui: given %d, legal is 0 to %d", port, LAST_PORT);
    }
    try {
      return ReportServer.listen(port);
    } catch (IOException e) {
      throw new InvalidInputException("--ui: port " + port + ": " + e.getMessage(), e);
    }
  }

  private void say(String pattern, Object... values) {
    spec.commandLine().getErr().println(Text.format(pattern, values));
  }

  /**
   * Turns SIGINT and SIGTERM into a wish to stop: the training finishes its step, writes a
   * checkpoint and closes its files before the process ends with status 130. Before it has begun
   * there is nothing to finish, and the process ends at once.
   */
  static final class StopSignal implements BooleanSupplier, AutoCloseable {
    private static final long PATIENCE_SECONDS = 60;
    private static final CompletableFuture<Integer> STATUS = new CompletableFuture<>();

    private final Thread hook = new Thread(this::stop, "stop-signal");
    private volatile boolean requested;
    private volatile boolean training;

    StopSignal() {
      Runtime.getRuntime().addShutdownHook(hook);
    }

    /** The command has said all that it had to say: who was asked to stop ends with this status. */
    static void ended(int status) {
      STATUS.complete(status);
    }

    /** From now on there is something to finish. */
    void awaitTraining() {
      training = true;
    }

    @Override
    public boolean getAsBoolean() {
      return requested;
    }

    private void stop() {
      requested = true;
      try {
        int status =
            training ? STATUS.get(PATIENCE_SECONDS, TimeUnit.SECONDS) : ExitStatus.INTERRUPTED;
        Runtime.getRuntime().halt(status);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (ExecutionException | TimeoutException e) {
        return; // the process ends as the system has it, with what was saved last
      }
    }

    /** Training has ended, one way or the other. */
    @Override
    public void close() {
      if (!requested) {
        try {
          Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
          return; // the process is ending at this very moment, and the hook is its end
        }
      }
    }
  }
}
