package org.dcgan4j.commandline;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/**
 * The options that say where a training is kept: in a new folder, or in that of a run it resumes.
 */
public final class FolderOptions {
  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "runs",
      description = "Where the numbered run folders are. Default: ${DEFAULT-VALUE}.")
  private Path out;

  @Option(
      names = "--resume",
      paramLabel = "RUN",
      description =
          "Go on with this run from its newest checkpoint, in its folder and with its"
              + " configuration. Only how long it trains may change; that counts from the run's"
              + " start.")
  private Path resume;

  /** Where a new run's folder goes. */
  public Path out() {
    return out;
  }

  /** The run to go on with; null for a new one. */
  public Path resume() {
    return resume;
  }
}
