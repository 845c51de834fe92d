package org.dcgan4j.metrics;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.dcgan4j.data.ImageSet;
import org.dcgan4j.metrics.classifier.Classifier;
import org.dcgan4j.metrics.classifier.Classifier.Reading;
import org.dcgan4j.model.Generator;
import org.dcgan4j.model.Latents;
import org.dcgan4j.training.TrainingListener;

/**
 * Measures few samples of a training quickly, every so many steps and at its end, always of the
 * same latents. It changes nothing that a step depends on: a training with it makes the same bits.
 */
public final class MeasureListener implements TrainingListener {
  private static final int MOST_REALS = 10_000;

  private final long every;
  private final Classifier classifier;
  private final int n;
  private final Evaluator.Reference reference;
  private final double frechetFloor;
  private final double coverageFloor;
  private final Generator sampler;
  private final float[] latents;
  private final List<TickMeasures> measures;
  private final Consumer<List<TickMeasures>> news;

  /**
   * @param every steps between two measures
   * @param samples how many are measured at a time; fewer where the reals are few
   * @param sampler what makes the samples
   * @param latents makes what it makes them of
   * @param earlier what was measured before, of a run that is resumed
   * @param news gets all measures after each new one, oldest first
   */
  public MeasureListener(
      long every,
      Classifier classifier,
      ImageSet reals,
      int samples,
      Generator sampler,
      Latents latents,
      List<TickMeasures> earlier,
      Consumer<List<TickMeasures>> news) {
    this.every = every;
    this.classifier = classifier;
    RealHalves halves = new RealHalves(reals);
    this.n = Math.min(samples, halves.heldOutCount());
    this.reference = new Evaluator.Reference(classifier, halves.reference(Math.max(n, MOST_REALS)));
    Reading heldOut = classifier.read(halves.heldOut(n));
    this.frechetFloor = ClassifierStatistics.of(heldOut).frechetDistance(reference.sums);
    this.coverageFloor = reference.manifold(heldOut.features()).coverage();
    this.sampler = sampler;
    this.latents = latents.next(n);
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
    Reading read = classifier.read(sampler.generateImages(latents, n));
    ClassifierStatistics sums = ClassifierStatistics.of(read);
    ManifoldScores manifold = reference.manifold(read.features());
    measures.add(
        new TickMeasures(
            step,
            n,
            classifier.origin().told(),
            classifier.origin().accuracy(),
            sums.frechetDistance(reference.sums),
            frechetFloor,
            manifold.precision(),
            manifold.recall(),
            manifold.coverage(),
            coverageFloor,
            sums.confidence(),
            sums.classDistance(reference.sums),
            shares(sums),
            shares(reference.sums)));
    news.accept(List.copyOf(measures));
  }

  private List<Double> shares(ClassifierStatistics sums) {
    return classifier.origin().ofClasses()
        ? Arrays.stream(sums.classShares()).boxed().toList()
        : List.of();
  }

  /**
   * What a training measured at one step. Of few samples: a Fréchet distance of few is larger than
   * one of many, so compare it with its floor and with other ticks, and with nothing else.
   *
   * @param step steps done
   * @param n how many samples, and reals for the floors
   * @param classifierTells what the network tells in whose features all was measured; null in lines
   *     of an older build
   * @param classifierAccuracy the share of held-out images that it reads right; 0 in lines of an
   *     older build
   * @param frechet see {@link FeatureStatistics#frechetDistance}
   * @param frechetFloor of {@code n} other reals
   * @param precision see {@link ManifoldScores}
   * @param recall see {@link ManifoldScores}
   * @param coverage see {@link ManifoldScores}
   * @param coverageFloor of {@code n} other reals
   * @param confidence the mean probability of the most probable class or rotation
   * @param classDistance the total variation distance of their shares from the reals'
   * @param classShares for each class the share of samples that are read as it; empty without
   * @param realShares the same of the reals
   */
  public record TickMeasures(
      long step,
      int n,
      String classifierTells,
      @JsonInclude(JsonInclude.Include.NON_DEFAULT) double classifierAccuracy,
      double frechet,
      double frechetFloor,
      double precision,
      double recall,
      double coverage,
      double coverageFloor,
      double confidence,
      double classDistance,
      List<Double> classShares,
      List<Double> realShares) {

    public TickMeasures {
      classShares = List.copyOf(classShares);
      realShares = List.copyOf(realShares);
      if (step < 0 || n < 1 || classShares.size() != realShares.size()) {
        throw new IllegalArgumentException("measures of step " + step + " do not fit each other");
      }
    }
  }
}
