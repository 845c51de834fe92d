package org.dcgan4j.bench;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * What a benchmark found. Rates are those of the median time.
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

  /**
   * Whole training steps.
   *
   * @param stepMillis the median
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
}
