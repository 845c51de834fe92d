package org.dcgan4j.bench;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Arrays;
import org.dcgan4j.binding.Text;

/**
 * What a benchmark found. The rate of training is that of the mean step, over whole cycles of
 * penalties; the rate of sampling that of the median call.
 *
 * @param shape of an image, {@code CxHxW}, or of a point
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
    String shape,
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

  /** How values lie; quartiles and median are interpolated between the two nearest. */
  public record Spread(
      double min, double lowerQuartile, double median, double upperQuartile, double max) {

    /** Of at least one value, in any order. */
    static Spread of(double... values) {
      double[] sorted = values.clone();
      Arrays.sort(sorted);
      return new Spread(
          sorted[0],
          quantile(sorted, 0.25),
          quantile(sorted, 0.5),
          quantile(sorted, 0.75),
          sorted[sorted.length - 1]);
    }

    private static double quantile(double[] sorted, double share) {
      double place = share * (sorted.length - 1);
      int below = (int) place;
      int above = Math.min(below + 1, sorted.length - 1);
      return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }

    private String cells(String unit) {
      return Text.format(
          "%8.1f %8.1f %8.1f %8.1f %8.1f %s", min, lowerQuartile, median, upperQuartile, max, unit);
    }
  }

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
    return Text.format(
        """
        %s, %s, batch %d, %d threads

                    images/s        min      25%%   median      75%%      max
        %s
        %s
        SGEMM                  %s

        share of SGEMM   %.3f: %,.1f MFLOP an image
        sampling         %.2f times as fast as stock layers
        peak resident    %s
        page faults      %s
        """,
        preset,
        shape,
        batch,
        threads,
        timing("training", training.imagesPerSecond, training.spreadMillis, "ms a step"),
        timing("sampling", sampling.imagesPerSecond, sampling.spreadMillis, "ms a batch"),
        sgemmGflops.cells("GFLOP/s"),
        training.sgemmShare,
        training.flopPerImage * 1e-6,
        sampling.timesStock,
        known("%.0f MiB", peakResidentBytes == null ? null : peakResidentBytes / MEBI),
        known("%,d in %d steps", training.pageFaults, training.steps));
  }

  private static String timing(String name, double imagesPerSecond, Spread millis, String unit) {
    return Text.format("%-10s %9.1f   %s", name, imagesPerSecond, millis.cells(unit));
  }

  private static String known(String format, Object... figures) {
    return figures[0] == null ? "not known here" : Text.format(format, figures);
  }
}
