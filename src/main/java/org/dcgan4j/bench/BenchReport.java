package org.dcgan4j.bench;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.dcgan4j.binding.Text;

/**
 * What a benchmark found. The rate of training is that of the mean step, over whole cycles of
 * penalties; the rate of sampling that of the median call.
 *
 * @param batch images of a step, and of a call for samples
 * @param sgemmGflops the rate of matrix products beside the steps, in GFLOP/s
 * @param peakResidentBytes the process's largest resident size up to the end of the training steps,
 *     or null where the system does not say
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record BenchReport(
    Training training,
    Sampling sampling,
    String preset,
    int batch,
    int threads,
    Spread sgemmGflops,
    Long peakResidentBytes) {
  private static final double MEBI = 1 << 20;

  /**
   * Whole training steps.
   *
   * @param imagesPerSecond of all timed steps together
   * @param stepMillis the mean; the median is in the spread
   * @param steps timed, whole cycles of penalties
   * @param sgemmShare the step's arithmetic in its time, over the median rate of matrix products
   * @param flopPerImage the arithmetic that is counted for one image, see {@link StepWork}
   * @param pageFaults minor ones in all the timed steps together, or null where the system does not
   *     say
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Training(
      double imagesPerSecond,
      double stepMillis,
      double sgemmShare,
      int steps,
      Spread spreadMillis,
      long flopPerImage,
      Long pageFaults) {}

  /**
   * Calls of the generator for one batch.
   *
   * @param timesStock how many times as fast as {@code ComputationGraph.output} of DL4J's own
   *     layers with the same parameters, called in turn with ours
   */
  public record Sampling(
      double imagesPerSecond, double callMillis, Spread spreadMillis, double timesStock) {}

  /** As one line of JSON. */
  public String json() {
    try {
      return new ObjectMapper().writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a record of numbers is always writable", e);
    }
  }

  /** For the eye: several lines, each with its line feed. */
  public String table() {
    StringBuilder text = new StringBuilder();
    line(text, "%s, batch %d, %d threads", preset(), batch(), threads());
    line(text, "");
    line(
        text,
        "%-10s %9s   %8s %8s %8s %8s %8s",
        "",
        "images/s",
        "min",
        "25%",
        "median",
        "75%",
        "max");
    timing(text, "training", training.imagesPerSecond(), training.spreadMillis(), "ms a step");
    timing(text, "sampling", sampling.imagesPerSecond(), sampling.spreadMillis(), "ms a batch");
    line(text, "%-20s   %s", "SGEMM", cells(sgemmGflops(), "GFLOP/s"));
    line(text, "");
    line(
        text,
        "share of SGEMM   %.3f: %,.1f MFLOP an image",
        training.sgemmShare(),
        training.flopPerImage() * 1e-6);
    line(text, "sampling         %.2f times as fast as stock layers", sampling.timesStock());
    line(text, "peak resident    %s", mebibytes(peakResidentBytes()));
    line(text, "page faults      %s", faults(training));
    return text.toString();
  }

  private static void timing(
      StringBuilder text, String name, double imagesPerSecond, Spread millis, String unit) {
    line(text, "%-10s %9.1f   %s", name, imagesPerSecond, cells(millis, unit));
  }

  private static String cells(Spread spread, String unit) {
    return Text.format(
        "%8.1f %8.1f %8.1f %8.1f %8.1f %s",
        spread.min(),
        spread.lowerQuartile(),
        spread.median(),
        spread.upperQuartile(),
        spread.max(),
        unit);
  }

  private static String mebibytes(Long bytes) {
    return bytes == null ? "not known here" : Text.format("%.0f MiB", bytes / MEBI);
  }

  private static String faults(Training training) {
    return training.pageFaults() == null
        ? "not known here"
        : Text.format("%,d in %d steps", training.pageFaults(), training.steps());
  }

  private static void line(StringBuilder text, String format, Object... values) {
    text.append(Text.format(format, values)).append('\n');
  }
}
