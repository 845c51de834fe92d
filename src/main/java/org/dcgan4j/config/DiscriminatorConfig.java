package org.dcgan4j.config;

import java.util.List;
import org.dcgan4j.binding.ConfigWord;
import org.dcgan4j.binding.FieldType.Default;
import org.dcgan4j.binding.FieldType.Range;
import org.dcgan4j.binding.Records;
import org.dcgan4j.config.GeneratorConfig.InitKind;
import org.dcgan4j.layer.DataShape;
import org.dcgan4j.layer.ElementWise.Activation;
import org.dcgan4j.layer.ElementWise.Clip;
import org.dcgan4j.layer.LayerSpec;
import org.dcgan4j.layer.Linear.Dense;

/**
 * The network that tells reals from fakes: {@code [N, C, H, W] -> [N, 1]}, one answer for each
 * image.
 *
 * @param layers from the picture to the answer
 * @param output what the answer is; the last layer keeps to it
 * @param lossScale what the loss, the sum of its means over reals and fakes, is multiplied by
 * @param init how the first weights are drawn
 * @param initStd the standard deviation of the first weights, which are normal around 0; by fan-in
 *     it is divided by the square root of the inputs to an output
 * @param initBias the first value of all biases
 * @param spectralNorm whether each layer's weights are divided by their largest singular value
 *     (Miyato et al., "Spectral normalization for generative adversarial networks", 2018)
 * @param separateBatches whether reals and fakes pass in batches of their own, as batch
 *     normalisation in it needs; not for a loss that sees them in pairs
 * @param projection whether the logits that it has for each class, where it is told them, share one
 *     for all classes, to which an image's class adds its own: what all images have in common is
 *     learned from all of them (Miyato and Koyama, "cGANs with projection discriminator", 2018)
 * @param penalties on its gradient; need layers that are linear in pieces
 * @param penaltyTarget how much more the discriminator believes in reals than in fakes, in the
 *     mean, where penalties are right: while it is more, those whose weights grow go forward on
 *     their schedules, and while it is less, back, beyond their beginning, too; others go by the
 *     images seen, as all do with 0
 */
public record DiscriminatorConfig(
    @Range(from = 1, to = 200) List<LayerSpec> layers,
    OutputKind output,
    @Range(from = 0, to = 100, fromIncluded = false) double lossScale,
    @Default("normal") InitKind init,
    @Range(from = 0, to = 10, fromIncluded = false) double initStd,
    @Range(from = -10, to = 10) double initBias,
    OptimizerConfig optimizer,
    boolean spectralNorm,
    @Default("false") boolean separateBatches,
    @Default("false") boolean projection,
    @Default("") @Range(from = 0, to = 8) List<PenaltyConfig> penalties,
    @Default("0") @Range(from = 0, to = 1) double penaltyTarget) {
  public DiscriminatorConfig {
    Records.check(
        layers,
        output,
        lossScale,
        init,
        initStd,
        initBias,
        optimizer,
        spectralNorm,
        separateBatches,
        projection,
        penalties,
        penaltyTarget);
    layers = List.copyOf(layers);
    penalties = List.copyOf(penalties);
    LayerSpec last = layers.get(layers.size() - 1);
    Records.require(
        output.accepts(last),
        "layers: the last is \"" + last + "\", legal is " + output.legalLast());
    Records.require(
        !projection || output == OutputKind.LOGIT,
        "projection: given \"true\", legal with an output of probabilities is \"false\"");
    if (!penalties.isEmpty()) {
      for (LayerSpec layer : layers) {
        Records.require(
            layer.piecewiseLinear(),
            "penalties: needs layers that are linear in pieces, and \"" + layer + "\" is none");
      }
    }
    List<PenaltyConfig> growing = penalties.stream().filter(PenaltyConfig::grows).toList();
    Records.require(
        penaltyTarget == 0
            || growing.stream().map(PenaltyConfig::overWholeRun).distinct().count() < 2,
        "penalties: some that penaltyTarget steers go over the whole run and some over given"
            + " images, legal is one of these for all");
    if (!separateBatches) {
      for (LayerSpec layer : layers) {
        Records.require(
            !layer.comparesImages(),
            "separateBatches: given \"false\", legal with \"" + layer + "\" is \"true\"");
      }
    }
  }

  /** Whether {@link #penaltyTarget} moves it: one that grows. */
  public boolean steers(PenaltyConfig penalty) {
    return penaltyTarget > 0 && penalty.grows();
  }

  /** Inputs to one output of any of the layers but the last, which answers; at most. */
  public double fanIn(DataShape examples) {
    return DataShape.fanIn(examples, layers.subList(0, layers.size() - 1));
  }

  /** What the discriminator answers with. */
  public enum OutputKind implements ConfigWord {
    /** Any number, positive for what it takes for real; its sigmoid is the probability. */
    LOGIT,
    /** The probability itself: the last layer is a sigmoid, or a clip inside [0, 1]. */
    PROBABILITY;

    boolean accepts(LayerSpec last) {
      return switch (this) {
        case LOGIT -> last instanceof Dense dense && dense.units() == 1;
        case PROBABILITY ->
            last instanceof Activation a && a.function() == Activation.Function.SIGMOID
                || last instanceof Clip clip && clip.least() >= 0 && clip.greatest() <= 1;
      };
    }

    String legalLast() {
      return this == LOGIT
          ? "\"dense 1\" (the sigmoid is in the loss)"
          : "\"sigmoid\" or a \"clip\" inside 0 and 1";
    }
  }

  /**
   * What keeps the discriminator smooth around some examples.
   *
   * @param on which: R1 is on reals, R2 on fakes
   * @param weight gamma of {@code gamma / 2 |dD/dx|^2}, mean over the examples (Mescheder et al.,
   *     "Which training methods for GANs do actually converge?", 2018, equation 9)
   * @param every in how many updates one pays it, with so many times the weight (Karras et al.,
   *     "Analyzing and improving the image quality of StyleGAN", 2020, section 3.1)
   */
  public record PenaltyConfig(
      On on,
      @Range(from = 0, to = 1e6) Schedule weight,
      @Default("1") @Range(from = 1, to = 1000) int every) {
    public PenaltyConfig {
      Records.check(on, weight, every);
    }

    /** The examples that are penalised. */
    public enum On implements ConfigWord {
      REALS,
      FAKES
    }

    /** The weight in one update, counted from 0; for the images see {@link #at}. */
    public double weight(long update, double images, double whole) {
      return update % every == 0 ? at(images, whole) * every : 0;
    }

    /**
     * The weight at so many images, see {@link Schedule#at}. Before the beginning, at less than
     * none, one that grows is as many times less as it is more so far behind it.
     */
    public double at(double images, double whole) {
      double from = weight.from();
      double behind = weight.at(Math.abs(images), whole);
      return images < 0 ? from * from / behind : behind;
    }

    /** Whether it needs the length of a run. */
    public boolean overWholeRun() {
      return weight.overWholeRun();
    }

    /** Images from its first weight to its last; infinite where there is no last. */
    public double course(double whole) {
      return overWholeRun() ? whole : weight.over();
    }

    /** Whether it grows with the images, and so may go back beyond its beginning. */
    public boolean grows() {
      return weight.end() > 1 && weight.from() > 0;
    }
  }
}
