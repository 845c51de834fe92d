package org.dcgan4j.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Gives each reader any number of damaged files; see docs/reliability.md for the command.
 * Arguments: how many, the seed, a folder for what is found, and the readers (default: all).
 */
final class FuzzMain {
  private FuzzMain() {}

  public static void main(String[] args) throws IOException {
    long count = Long.parseLong(args[0]);
    long seed = Long.parseLong(args[1]);
    Path out = Files.createDirectories(Path.of(args[2]));
    List<String> wanted = List.of(args).subList(3, args.length);
    for (FuzzTarget target : FuzzTargets.all()) {
      if (wanted.isEmpty() || wanted.contains(target.name())) {
        fuzz(target, count, seed, out);
      }
    }
  }

  private static void fuzz(FuzzTarget target, long count, long seed, Path out) throws IOException {
    Fuzzer fuzzer = new Fuzzer(target, Files.createDirectories(out.resolve("scratch")));
    Set<String> kinds = new HashSet<>();
    long faults = 0;
    long start = System.nanoTime();
    for (long i = 0; i < count; i++) {
      byte[] input = fuzzer.input(seed, i);
      Optional<Fuzzer.Fault> fault = fuzzer.judge(input);
      faults += fault.isPresent() ? 1 : 0;
      if (fault.isPresent() && kinds.add(fault.get().kind())) {
        Path file = Files.createDirectories(out.resolve(target.name())).resolve(seed + "-" + i);
        Files.write(file, input);
        System.out.println(target.name() + " " + i + ": " + fault.get().kind());
      }
    }
    System.out.printf(
        Locale.ROOT,
        "%s: %d inputs, seed %d, %d faults of %d kinds, %.0f s%n",
        target.name(),
        count,
        seed,
        faults,
        kinds.size(),
        (System.nanoTime() - start) / 1e9);
  }
}
