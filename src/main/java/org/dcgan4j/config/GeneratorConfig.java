package org.dcgan4j.config;

import java.util.List;
import java.util.random.RandomGenerator;
import org.dcgan4j.binding.ConfigWord;
import org.dcgan4j.binding.FieldType.Default;
import org.dcgan4j.binding.FieldType.Nullable;
import org.dcgan4j.binding.FieldType.Range;
import org.dcgan4j.binding.Records;
import org.dcgan4j.config.TrainingConfig.Conditional;
import org.dcgan4j.layer.DataShape;
import org.dcgan4j.layer.LayerSpec;

/**
 * The network that makes fakes: {@code [N, latentSize] -> [N, C, H, W]}, or {@code [N, length]} of
 * points.
 *
 * @param latentSize random numbers in one input
 * @param latent what they are drawn from in training
 * @param samplingLatent what they are drawn from for pictures, samples and measures; nothing for
 *     the same as in training
 * @param latentRange half the width of stratified latents
 * @param layers from the latent to the picture
 * @param init how the first weights are drawn
 * @param initStd the standard deviation of the first weights, which are normal around 0; by fan-in
 *     it is divided by the square root of the inputs to an output
 * @param initBias the first value of all biases
 * @param classes how many it is told apart, as a one-hot vector behind the latent; 0 without {@code
 *     training.conditional}, else filled in from the data
 * @param classNormalisation whether each batch normalisation in it has a scale and a shift of its
 *     own for each class, where it is told them (Dumoulin et al., "A learned representation for
 *     artistic style", 2017; Miyato and Koyama, "cGANs with projection discriminator", 2018)
 * @param average what samples are drawn with
 */
public record GeneratorConfig(
    @Range(from = 1, to = 65_536) int latentSize,
    LatentDistribution latent,
    @Nullable LatentDistribution samplingLatent,
    @Range(from = 0, to = 1000, fromIncluded = false) double latentRange,
    @Range(from = 1, to = 200) List<LayerSpec> layers,
    @Default("normal") InitKind init,
    @Range(from = 0, to = 10, fromIncluded = false) double initStd,
    @Range(from = -10, to = 10) double initBias,
    @Range(from = 0, to = Conditional.MOST_CLASSES) int classes,
    @Default("false") boolean classNormalisation,
    OptimizerConfig optimizer,
    AverageConfig average) {
  public GeneratorConfig {
    Records.check(
        latentSize,
        latent,
        samplingLatent,
        latentRange,
        layers,
        init,
        initStd,
        initBias,
        classes,
        classNormalisation,
        optimizer,
        average);
    layers = List.copyOf(layers);
    for (LayerSpec layer : layers) {
      Records.require(
          !layer.comparesImages(), "layers: \"" + layer + "\" is legal in the discriminator alone");
    }
    Records.require(
        latent != LatentDistribution.STRATIFIED || latentSize == 1,
        "latentSize: given " + latentSize + ", legal with stratified latents is 1");
  }

  /** Numbers in one input: the latent and the one-hot class. */
  public int inputSize() {
    return latentSize + classes;
  }

  /** What latents are drawn from for pictures, samples and measures. */
  public LatentDistribution drawnFrom() {
    return samplingLatent == null ? latent : samplingLatent;
  }

  /** For how many classes its batch normalisations have a scale and a shift of their own. */
  public int normalisedClasses() {
    return classNormalisation ? classes : 0;
  }

  /** Inputs to one output of any of the layers, at most. */
  public double fanIn() {
    return DataShape.fanIn(DataShape.vector(inputSize()), layers);
  }

  /** How a network's first weights are drawn. */
  public enum InitKind implements ConfigWord {
    /** Alike in all layers. */
    NORMAL,
    /**
     * So that a layer's outputs are about as large as its inputs, whatever its width (He et al.,
     * "Delving deep into rectifiers", 2015). What a residual adds begins at 0: the last weights in
     * it do, if nothing normalises them (Zhang et al., "Fixup initialization", 2019).
     */
    FAN_IN
  }

  /** What the generator's random inputs are drawn from. */
  public enum LatentDistribution implements ConfigWord {
    /** N(0, 1). */
    NORMAL,
    /** Even over (-1, 1). */
    UNIFORM,
    /** Even over (0, 1). */
    UNIFORM01,
    /**
     * Even over (-range, range). In training a batch covers it without gaps: its latents stand at
     * equal distances, each moved by up to a hundredth. Drawn singly they are independent.
     */
    STRATIFIED;

    /** One number, independent of all others; the range is half the width of STRATIFIED. */
    public double draw(RandomGenerator random, double range) {
      return switch (this) {
        case NORMAL -> random.nextGaussian();
        case UNIFORM -> 2 * random.nextDouble() - 1;
        case UNIFORM01 -> random.nextDouble();
        case STRATIFIED -> range * (2 * random.nextDouble() - 1);
      };
    }
  }

  /**
   * The exponential moving average of the generator's parameters, from which samples are drawn
   * (Yazıcı et al., "The unusual effectiveness of averaging in GAN training", 2019).
   *
   * @param halfLife after how many images a parameter's share of the average has halved; 0 is no
   *     average
   * @param rampUp bounds the half-life by this share of the images seen so far, so that the average
   *     forgets the first steps (Karras et al., "Training generative adversarial networks with
   *     limited data", 2020); 0 is no bound
   */
  public record AverageConfig(
      @Range(from = 0, to = 1e12) Schedule halfLife, @Range(from = 0, to = 100) double rampUp) {
    public AverageConfig {
      Records.check(halfLife, rampUp);
    }

    /** Whether there is an average at all. */
    public boolean on() {
      return halfLife.numbers().anyMatch(number -> number > 0);
    }

    /** What is kept of the average, in [0, 1), in the step that ends a number of images. */
    public double decay(double images, int batch, double whole) {
      double most = halfLife.at(images, whole);
      double bounded = rampUp > 0 ? Math.min(most, rampUp * images) : most;
      return Math.pow(0.5, batch / bounded);
    }
  }
}
