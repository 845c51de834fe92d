package org.dcgan4j.bench;

import org.dcgan4j.config.Config;
import org.dcgan4j.model.Gan;
import org.nd4j.linalg.factory.Nd4j;

/** Measures a configuration on this machine: training steps, matrix products, samples. */
public final class Benchmark {
  /** Of the noise: what conditional training is told. */
  private static final int CLASSES = 10;

  private Benchmark() {}

  /**
   * Builds the networks and measures them on noise; no data is read.
   *
   * @throws org.dcgan4j.binding.InvalidInputException if the layers do not fit each other
   */
  public static BenchReport run(Config given, BenchPlan plan) {
    Config config = given.withClasses(CLASSES);
    Gan gan = Gan.create(config, Gan.shapeOf(config));
    SgemmRate sgemm = new SgemmRate();
    TrainingBench training = new TrainingBench(config, gan, plan, sgemm);
    training.run();
    Long peak = ProcessFigures.ofThisProcess().peakResidentBytes().orElse(null);
    SamplingBench sampling = new SamplingBench(config, gan);
    sampling.run(plan);
    return new BenchReport(
        training(config, training, sgemm.gigaflops().median()),
        sampling(config, sampling),
        config.preset(),
        config.training().batchSize(),
        Nd4j.getEnvironment().maxThreads(),
        sgemm.gigaflops(),
        peak);
  }

  private static BenchReport.Training training(
      Config config, TrainingBench bench, double sgemmGflops) {
    double millis = bench.stopwatch().meanMillis();
    double rate = imagesPerSecond(config, millis);
    long flop = StepWork.of(config).flopPerImage();
    return new BenchReport.Training(
        rate,
        millis,
        flop * 1e-9 * rate / sgemmGflops,
        bench.stopwatch().count(),
        bench.stopwatch().spread(),
        flop,
        bench.faults().orElse(null));
  }

  private static BenchReport.Sampling sampling(Config config, SamplingBench bench) {
    Spread millis = bench.millis();
    return new BenchReport.Sampling(
        imagesPerSecond(config, millis.median()),
        millis.median(),
        millis,
        bench.stockMillis().median() / millis.median());
  }

  private static double imagesPerSecond(Config config, double millis) {
    return config.training().batchSize() * 1e3 / millis;
  }
}
