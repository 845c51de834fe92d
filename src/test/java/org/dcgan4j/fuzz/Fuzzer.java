package org.dcgan4j.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.dcgan4j.binding.InvalidInputException;

/** Gives a reader one input and judges what it does. */
final class Fuzzer {
  /**
   * Far above what an input of some kilobytes takes, the first ones and a busy machine included.
   */
  private static final long SLOW_NANOS = 3_000_000_000L;

  private static final int LONGEST_MESSAGE = 10_000;

  private final FuzzTarget target;
  private final Mutator mutator;
  private final Path scratch;

  Fuzzer(FuzzTarget target, Path scratch) throws IOException {
    this.target = target;
    this.mutator = new Mutator(target.corpus(), target.words());
    this.scratch = scratch;
  }

  /** The input of a number; every other one with its sums made right. */
  byte[] input(long seed, long number) {
    byte[] input = mutator.input(seed, number);
    return number % 2 == 0 ? target.repaired(input) : input;
  }

  /** What is wrong with how the reader takes an input; empty if nothing is. */
  Optional<Fault> judge(byte[] input) {
    long start = System.nanoTime();
    try {
      target.read(input, scratch);
    } catch (InvalidInputException | IOException | UncheckedIOException e) {
      String message = String.valueOf(e.getMessage());
      if (message.length() > LONGEST_MESSAGE) {
        return Optional.of(new Fault("a message of " + message.length() + " characters", e));
      }
    } catch (Throwable e) {
      return Optional.of(new Fault(e.getClass().getName() + " " + where(e), e));
    }
    long nanos = System.nanoTime() - start;
    return nanos > SLOW_NANOS
        ? Optional.of(new Fault("took longer than 3 s", null))
        : Optional.empty();
  }

  /**
   * @param kind the same for inputs that find the same fault
   * @param cause null where it was just slow
   */
  record Fault(String kind, Throwable cause) {}

  private static String where(Throwable e) {
    List<StackTraceElement> frames = List.of(e.getStackTrace());
    return frames.stream()
        .filter(frame -> frame.getClassName().startsWith("org.dcgan4j"))
        .findFirst()
        .or(() -> frames.stream().findFirst())
        .map(StackTraceElement::toString)
        .orElse("");
  }
}
