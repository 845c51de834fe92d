package org.dcgan4j.api;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.BooleanSupplier;
import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.training.DivergedException;

/**
 * A training that goes on in a thread of its own, see {@link Dcgan#start}.
 *
 * <pre>{@code
 * Training training = Dcgan.preset("notmnist-dcgan").data(Path.of("letters")).start();
 * training.cancel(); // from any thread
 * Training.End end = training.await();
 * }</pre>
 */
public final class Training {
  private final FutureTask<End> work;
  private volatile boolean cancelled;

  /**
   * How a training ended.
   *
   * @param run the run folder, whole either way: for {@link Generator#load}, or {@link
   *     Dcgan#resume}
   * @param cancelled whether it was asked to stop, or its thread was interrupted, before it came to
   *     its end
   */
  public record End(Path run, boolean cancelled) {}

  /** A training, which asks now and then whether to stop. */
  interface Work {
    End train(BooleanSupplier stop) throws IOException;
  }

  Training(Work train) {
    this.work = new FutureTask<>(() -> train.train(() -> cancelled));
    new Thread(work, "training").start();
  }

  /**
   * Asks it to stop, from any thread, and returns at once. It finishes its step, writes a
   * checkpoint and closes its files, as the program does on SIGINT. While the data are read there
   * is no step to finish: then it makes the first and stops.
   */
  public void cancel() {
    cancelled = true;
  }

  /** Whether it has ended, in whichever way. */
  public boolean isDone() {
    return work.isDone();
  }

  /**
   * Waits for its end.
   *
   * @throws InvalidInputException if a setting or the data cannot be used; the message says why
   * @throws DivergedException when a loss is no finite number; the last good checkpoint is kept
   * @throws InterruptedException if the waiting thread is interrupted; the training goes on
   */
  public End await() throws IOException, InterruptedException {
    try {
      return work.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException problem) {
        throw problem;
      }
      if (e.getCause() instanceof Error problem) {
        throw problem;
      }
      throw new IOException(e.getCause().getMessage(), e.getCause());
    }
  }
}
