package org.dcgan4j.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.dcgan4j.config.InvalidInputException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The class for {@code spark-submit}; where the master is, Spark's own settings say. */
@Command(
    name = "dcgan4j-cluster",
    mixinStandardHelpOptions = true,
    subcommands = {ClusterTrain.class, ClusterSample.class},
    description = "Trains and samples on an Apache Spark cluster.")
public final class ClusterMain {
  /** Asked to stop, with a checkpoint written. */
  static final int INTERRUPTED = 130;

  private static final int BAD_INPUT = 2;
  private static final int FAILED = 1;

  private ClusterMain() {}

  public static void main(String[] args) {
    int status =
        new CommandLine(new ClusterMain())
            .setExecutionExceptionHandler((e, command, result) -> explain(e, command))
            .execute(args);
    if (status != 0) {
      Runtime.getRuntime().exit(status);
    }
  }

  private static int explain(Exception e, CommandLine command) {
    boolean theirs =
        e instanceof InvalidInputException
            || e instanceof IOException
            || e instanceof UncheckedIOException;
    if (!theirs) {
      e.printStackTrace(command.getErr());
      return FAILED;
    }
    command.getErr().println("dcgan4j-cluster: " + e.getMessage());
    return BAD_INPUT;
  }
}
