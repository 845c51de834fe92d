package org.dcgan4j.cluster;

import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.dcgan4j.commandline.ErrorMessages;
import org.dcgan4j.commandline.ErrorMessages.ExitStatus;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The class for {@code spark-submit}; where the master is, Spark's own settings say. */
@Command(
    name = "dcgan4j-cluster",
    mixinStandardHelpOptions = true,
    subcommands = {ClusterTrain.class, ClusterSample.class, ClusterEvaluate.class},
    description = "Trains, samples and evaluates on an Apache Spark cluster.")
public final class ClusterMain {
  private ClusterMain() {}

  static JavaSparkContext spark() {
    return new JavaSparkContext(new SparkConf().setAppName("dcgan4j"));
  }

  public static void main(String[] args) {
    CommandLine command = ErrorMessages.attach(new CommandLine(new ClusterMain()));
    int status = ErrorMessages.execute(command, args);
    if (status != ExitStatus.DONE) {
      Runtime.getRuntime().exit(status);
    }
  }
}
