package org.dcgan4j.cli;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.dcgan4j.commandline.ExitStatus;

/**
 * Turns SIGINT and SIGTERM into a wish to stop: the training finishes its step, writes a checkpoint
 * and closes its files before the process ends with status 130. Before it has begun there is
 * nothing to finish, and the process ends at once.
 */
final class StopSignal implements BooleanSupplier, AutoCloseable {
  private static final long PATIENCE_SECONDS = 60;

  private static final CompletableFuture<Integer> STATUS = new CompletableFuture<>();

  private final AtomicBoolean requested = new AtomicBoolean();
  private final Thread hook = new Thread(this::stop, "stop-signal");
  private volatile boolean training;

  StopSignal() {
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /**
   * The command has ended and said all that it had to say: a process that was asked to stop ends
   * with this status.
   */
  static void ended(int status) {
    STATUS.complete(status);
  }

  /** From now on there is something to finish. */
  void awaitTraining() {
    training = true;
  }

  @Override
  public boolean getAsBoolean() {
    return requested.get();
  }

  private void stop() {
    requested.set(true);
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
    if (!requested.get()) {
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException e) {
        return; // the process is ending at this very moment, and the hook is its end
      }
    }
  }
}
