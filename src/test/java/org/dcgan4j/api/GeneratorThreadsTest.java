package org.dcgan4j.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.dcgan4j.cli.SmallRun;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One loaded generator, asked by several threads at once. */
class GeneratorThreadsTest {
  private static final int THREADS = 6;
  private static final int CALLS = 10 * THREADS;

  @TempDir private static Path folder;
  private static Path run;

  private static final ThreadLocal<Generator> OWN =
      ThreadLocal.withInitial(() -> Generator.load(run));

  @BeforeAll
  static void train() throws Exception {
    run =
        Dcgan.preset("notmnist-dcgan")
            .data(SmallRun.in(folder).letters())
            .steps(1)
            .set("training.batchSize", "10")
            .out(folder.resolve("runs"))
            .train();
  }

  @Test
  void samples_shouldBeThoseOfOneThread() throws Exception {
    assertSameAsAlone(
        generator -> generator, (generator, seed) -> generator.sample(1 + seed % 40, seed));
  }

  @Test
  void classesTruncationsAndLatents_shouldBeThoseOfOneThread() throws Exception {
    assertSameAsAlone(
        generator -> generator,
        (generator, seed) ->
            switch (seed % 3) {
              case 0 -> generator.ofClass(generator.classes().get(seed % 10)).sample(25, seed);
              case 1 -> generator.truncated(0.5).sample(12, seed);
              default -> generator.generate(new float[seed][generator.latentSize()]);
            });
  }

  @Test
  void generatorsOfThreadsOfTheirOwn_shouldNotDisturbEachOther() throws Exception {
    assertSameAsAlone(
        generator -> OWN.get(), (generator, seed) -> generator.sample(1 + seed % 40, seed));
  }

  /** A generator that nobody has drawn with, so that what it holds is made in the threads, too. */
  private static void assertSameAsAlone(
      UnaryOperator<Generator> chosen, BiFunction<Generator, Integer, byte[][]> drawn)
      throws Exception {
    Generator first = Generator.load(run);
    Generator fresh = Generator.load(run);
    List<Callable<byte[][]>> calls =
        IntStream.range(0, CALLS)
            .<Callable<byte[][]>>mapToObj(seed -> () -> drawn.apply(chosen.apply(fresh), seed))
            .toList();
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<byte[][]>> together = threads.invokeAll(calls);
      for (int seed = 0; seed < CALLS; seed++) {
        assertThat(together.get(seed).get())
            .as("seed %d", seed)
            .isDeepEqualTo(drawn.apply(first, seed));
      }
    } finally {
      threads.shutdownNow();
    }
  }
}
