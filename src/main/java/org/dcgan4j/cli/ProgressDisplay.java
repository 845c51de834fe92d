package org.dcgan4j.cli;

import static org.dcgan4j.binding.Text.format;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressState;
import org.dcgan4j.data.Progress;
import org.dcgan4j.training.DivergedException;
import org.dcgan4j.training.Position;
import org.dcgan4j.training.TrainingListener;

/**
 * Shows how far the decoding of the data is, and then a training: one line that moves on a
 * terminal, one line for each tick elsewhere.
 *
 * <p>Close it also after a failure, so that what is printed next begins on a line of its own.
 */
public final class ProgressDisplay implements TrainingListener, Progress, AutoCloseable {
  private static final int BAR_PARTS = 1000;
  private static final int MAX_BAR_WIDTH = 24;
  private static final int PERCENTAGE_WIDTH = 4;
  private static final String GAP = "  ";
  private static final int REFRESH_MILLIS = 500;
  private static final Path LINK = Path.of("/proc/self/fd/2");
  private static final Pattern SIZE = Pattern.compile("\\d+ (\\d{1,5})\\s*");
  private static final int USUAL_COLUMNS = 80;
  private static final int PATIENCE_SECONDS = 2;

  /** What takes no longer needs no bar. */
  private static final double SHORT_SECONDS = 1;

  private final PrintStream out;
  private final int columns;
  private final Progress lines;
  private ProgressBar bar;
  private long decodingSince;
  private double progressAtStart;
  private double secondsAtStart;

  private String figures = "";

  // Set by the training, read by the thread that draws the bar.
  private volatile String line = "";

  /** With the width of the terminal behind {@code out}, or 0 where there is none. */
  ProgressDisplay(PrintStream out, int columns) {
    this.out = out;
    this.columns = columns;
    this.lines = Progress.lines(out::println);
  }

  /** A display on stderr; the caller closes it. */
  public static ProgressDisplay onStderr() {
    return new ProgressDisplay(System.err, columnsOfStderr());
  }

  @Override
  public void onStart(TrainingState state) {
    close(); // the bar of a training that diverged and begins again
    progressAtStart = state.progress();
    secondsAtStart = state.position().seconds();
    if (columns > 0) {
      open();
      show(state);
    }
  }

  private void open() {
    // Without a width of ours, the library asks JLine, which takes SIGINT away from the JVM's
    // shutdown hooks: no last checkpoint after Ctrl-C.
    bar =
        new ProgressBarBuilder()
            .setInitialMax(BAR_PARTS)
            .setUpdateIntervalMillis(REFRESH_MILLIS)
            .setConsumer(new ConsoleProgressBarConsumer(out, columns - 1))
            .setRenderer(this::render)
            .build();
  }

  @Override
  public void say(String line) {
    out.println(line);
  }

  @Override
  public synchronized void decoded(int done, int total) {
    decodingSince = decodingSince == 0 || done == 1 ? System.nanoTime() : decodingSince;
    double seconds = (System.nanoTime() - decodingSince) / 1e9;
    if (columns == 0) {
      lines.decoded(done, total);
    } else if (bar != null || seconds > SHORT_SECONDS) {
      line = format("%,d of %,d pictures", done, total) + GAP + Progress.pace(done, total, seconds);
      if (bar == null) {
        open();
      }
      bar.stepTo((long) BAR_PARTS * done / total);
      if (done == total) {
        close();
      }
    }
  }

  @Override
  public void onStep(TrainingState state, StepStats stats) {
    show(state);
  }

  @Override
  public void onTick(TrainingState state, TickStats tick) {
    figures =
        format(
            "epoch %.2f  %.0f images/s  ETA %s  dLoss %.3f  gLoss %.3f  D(x) %.3f  D(G(z)) %.3f",
            tick.epoch(),
            tick.imagesPerSecond(),
            eta(tick.seconds() - secondsAtStart, state.progress()),
            tick.dLoss(),
            tick.gLoss(),
            tick.dReal(),
            tick.dFake());
    if (tick.penalty() > 0) {
      figures += format("  penalty %.2f", tick.penalty());
    }
    if (tick.augmentation() > 0) {
      figures += format("  augmentation %.2f", tick.augmentation());
    }
    show(state);
    if (bar == null) {
      out.println(position(state) + GAP + figures);
    }
  }

  /** On a line of its own, above the one that moves. */
  @Override
  public void onNote(String line) {
    String rest = " ".repeat(Math.max(0, columns - 1 - line.length()));
    out.println(bar == null ? line : "\r" + line + rest);
  }

  @Override
  public void onRecovery(DivergedException diverged, Position from) {
    close();
    out.println(diverged.goingBackTo(from));
  }

  @Override
  public void onEnd(TrainingState state) {
    close();
  }

  /** Leaves the last line of the bar as it is; a second call does nothing. */
  @Override
  public void close() {
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }

  private String render(ProgressState state, int width) {
    StringBuilder text = new StringBuilder();
    for (String part : line.split(GAP)) {
      if (PERCENTAGE_WIDTH + text.length() + GAP.length() + part.length() > width) {
        break;
      }
      text.append(GAP).append(part);
    }
    double done = state.getNormalizedProgress();
    int free = width - PERCENTAGE_WIDTH - text.length() - " []".length();
    String shown = format("%3.0f%%", 100 * done) + bar(Math.min(free, MAX_BAR_WIDTH), done) + text;
    // A line covers all of the one before.
    return shown + " ".repeat(Math.max(0, width - shown.length()));
  }

  private static String bar(int width, double done) {
    if (width < 4) {
      return "";
    }
    int full = (int) Math.round(width * done);
    return " [" + "#".repeat(full) + ".".repeat(width - full) + "]";
  }

  private static String position(TrainingState state) {
    long last = state.lastStep();
    return "step " + state.step() + (last == Long.MAX_VALUE ? "" : "/" + last);
  }

  /** The time still needed at this process's mean speed, or "-" where nothing is known yet. */
  private String eta(double seconds, double progress) {
    double left = seconds * (1 - progress) / (progress - progressAtStart);
    if (!Double.isFinite(left) || left < 0) {
      return "-";
    }
    long whole = Math.round(left);
    String hours = whole < 3600 ? "%2$d:%3$02d" : "%d:%02d:%02d";
    return format(hours, whole / 3600, whole / 60 % 60, whole % 60);
  }

  private void show(TrainingState state) {
    if (bar != null) {
      line = position(state) + GAP + figures;
      bar.stepTo(Math.round(BAR_PARTS * state.progress()));
    }
  }

  /**
   * The width in characters of the terminal behind stderr, or 0 where that is none with a cursor.
   * Java 17 only knows about stdin and stdout, so this asks Linux; elsewhere there is none.
   */
  private static int columnsOfStderr() {
    String term = System.getenv("TERM");
    if (term == null || term.isEmpty() || term.equals("dumb")) {
      return 0;
    }
    try {
      Path device = Files.readSymbolicLink(LINK);
      return isTerminal(device.toString()) ? width(device) : 0;
    } catch (IOException | UnsupportedOperationException e) {
      return 0;
    }
  }

  /** Whether a device's path is a terminal's. */
  static boolean isTerminal(String device) {
    return device.matches("/dev/(?:pts/\\d+|tty\\w*|console)");
  }

  private static int width(Path device) {
    try {
      Process stty =
          new ProcessBuilder("stty", "size")
              .redirectInput(device.toFile())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (!stty.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        stty.destroy();
        return USUAL_COLUMNS;
      }
      return width(new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII));
    } catch (IOException e) {
      return USUAL_COLUMNS;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return USUAL_COLUMNS;
    }
  }

  /** The columns in {@code stty}'s "rows columns"; the usual ones where it does not know. */
  static int width(String size) {
    Matcher matcher = SIZE.matcher(size);
    int columns = matcher.matches() ? Integer.parseInt(matcher.group(1)) : 0;
    return columns > 0 ? columns : USUAL_COLUMNS;
  }
}
