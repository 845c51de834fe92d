package org.dcgan4j.bench;

import org.dcgan4j.config.Config;
import org.dcgan4j.model.Generator;
import org.dcgan4j.model.Latents;

/** Times the generator as in use; the latents are there before. */
final class SamplingBench {
  private final Generator generator;
  private final float[] latents;
  private final int count;
  private final Stopwatch stopwatch = new Stopwatch();

  SamplingBench(Config config, Generator generator) {
    this.generator = generator;
    this.count = config.training().batchSize();
    this.latents = new Latents(config.generator(), config.training().seed()).next(count);
  }

  void run(BenchPlan plan) {
    for (int i = 0; i < plan.warmUp(); i++) {
      generator.generate(latents, count);
    }
    for (int i = 0; i < plan.steps(); i++) {
      stopwatch.time(() -> generator.generate(latents, count));
    }
  }

  Spread millis() {
    return stopwatch.spread();
  }
}
