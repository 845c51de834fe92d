package org.dcgan4j.cli;

import picocli.CommandLine.Option;

/** {@code --threads}, which {@link HostGuard} reads before anything computes. */
final class ThreadsOption {
  static final String NAME = "--threads";

  @Option(
      names = NAME,
      paramLabel = "N",
      description =
          "Compute with N threads. Default: as many as the machine or the container grants"
              + " processors, or what OMP_NUM_THREADS says.")
  private int threads;
}
