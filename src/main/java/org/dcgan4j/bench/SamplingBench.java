package org.dcgan4j.bench;

import org.dcgan4j.bench.Spread.Stopwatch;
import org.dcgan4j.config.Config;
import org.dcgan4j.model.Gan;
import org.dcgan4j.model.Generator;
import org.dcgan4j.model.Latents;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Times the generator as in use, and the same parameters in DL4J's own layers, in turn; the latents
 * are there before.
 */
final class SamplingBench {
  private final Generator generator;
  private final ComputationGraph stock;
  private final float[] latents;
  private final int count;
  private final Stopwatch stopwatch = new Stopwatch();
  private final Stopwatch stockStopwatch = new Stopwatch();

  SamplingBench(Config config, Gan gan) {
    this.generator = gan.generator();
    this.stock = Gan.stockGenerator(generator, config.generator());
    this.count = config.training().batchSize();
    this.latents = new Latents(config.generator(), config.training().seed()).next(count);
  }

  void run(BenchPlan plan) {
    for (int i = 0; i < plan.warmUp(); i++) {
      ours();
      stock();
    }
    for (int i = 0; i < plan.steps(); i++) {
      stopwatch.time(this::ours);
      stockStopwatch.time(this::stock);
    }
  }

  private void ours() {
    generator.generate(latents, count);
  }

  /** From floats to floats, as ours. */
  private void stock() {
    stock
        .outputSingle(Nd4j.createFromArray(latents).reshape('c', count, latents.length / count))
        .data()
        .asFloat();
  }

  Spread millis() {
    return stopwatch.spread();
  }

  Spread stockMillis() {
    return stockStopwatch.spread();
  }
}
