package org.dcgan4j.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.dcgan4j.model.Generator;
import org.dcgan4j.training.TrainingListener;

/**
 * Measures the samples of a training every so many steps and at its end, always of the same
 * latents. It changes nothing that a step depends on: a training with it makes the same bits.
 */
public final class MeasureListener implements TrainingListener {
  private final long every;
  private final TickEvaluator evaluator;
  private final Generator sampler;
  private final float[] latents;
  private final List<TickMeasures> measures;
  private final Consumer<List<TickMeasures>> news;

  /**
   * @param every steps between two measures
   * @param sampler what makes the samples
   * @param latents one for each sample of the evaluator
   * @param earlier what was measured before, of a run that is resumed
   * @param news gets all measures after each new one, oldest first
   */
  public MeasureListener(
      long every,
      TickEvaluator evaluator,
      Generator sampler,
      float[] latents,
      List<TickMeasures> earlier,
      Consumer<List<TickMeasures>> news) {
    this.every = every;
    this.evaluator = evaluator;
    this.sampler = sampler;
    this.latents = latents.clone();
    this.measures = new ArrayList<>(earlier);
    this.news = news;
  }

  @Override
  public void onTick(TrainingState state, TickStats tick) {
    if (tick.step() % every == 0) {
      measure(tick.step());
    }
  }

  @Override
  public void onEnd(TrainingState state) {
    boolean measured =
        !measures.isEmpty() && measures.get(measures.size() - 1).step() == state.step();
    if (!measured && state.step() > 0) {
      measure(state.step());
    }
  }

  private void measure(long step) {
    measures.add(evaluator.measure(step, sampler.generateImages(latents, evaluator.samples())));
    news.accept(List.copyOf(measures));
  }
}
