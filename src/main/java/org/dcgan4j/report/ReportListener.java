package org.dcgan4j.report;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.dcgan4j.data.ImageSet;
import org.dcgan4j.io.IoProblem;
import org.dcgan4j.run.RunFolder;
import org.dcgan4j.training.TrainingListener;

/**
 * Keeps a run's page up to date: from the start on a thread of its own while training goes on, and
 * once more when it is closed, however training ended. A page that cannot be written is a warning
 * and never ends a training.
 */
public final class ReportListener implements TrainingListener, AutoCloseable {
  private static final Duration BETWEEN = Duration.ofSeconds(30);

  /** The last page looks through all images for the nearest. */
  private static final int PATIENCE_MINUTES = 10;

  private final RunFolder run;
  private final ImageSet images;
  private final Consumer<String> problems;
  private final Duration between;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread daemon = ReportServer.daemon(task, "report");
            daemon.setPriority(Thread.MIN_PRIORITY);
            return daemon;
          });
  private Future<?> writing;
  private long lastNanos;

  /**
   * @param images what is trained on; null where they are no images
   * @param problems gets a line each time that the page cannot be written
   */
  public ReportListener(RunFolder run, ImageSet images, Consumer<String> problems) {
    this(run, images, problems, BETWEEN);
  }

  /**
   * @param between the least time from one page to the next
   */
  ReportListener(RunFolder run, ImageSet images, Consumer<String> problems, Duration between) {
    this.run = run;
    this.images = images;
    this.problems = problems;
    this.between = between;
  }

  @Override
  public void onStart(TrainingState state) {
    writeAside();
  }

  @Override
  public void onTick(TrainingState state, TickStats tick) {
    boolean free = writing == null || writing.isDone();
    if (free && System.nanoTime() - lastNanos >= between.toNanos()) {
      writeAside();
    }
  }

  private void writeAside() {
    lastNanos = System.nanoTime();
    writing = thread.submit(() -> write(true));
  }

  /** Writes the page as the training left it. */
  @Override
  public void close() {
    thread.submit(() -> write(false));
    thread.shutdown();
    try {
      if (!thread.awaitTermination(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
        lost("is not done after " + PATIENCE_MINUTES + " minutes; report makes it again");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void write(boolean running) {
    try {
      new Report(run, images, running).write();
    } catch (IOException | RuntimeException | Error e) { // also where memory is short
      lost(
          "cannot be written: "
              + (e instanceof IOException io ? IoProblem.of(io) : e.getMessage()));
    }
  }

  private void lost(String why) {
    problems.accept("the page " + Report.fileOf(run) + " " + why);
  }
}
