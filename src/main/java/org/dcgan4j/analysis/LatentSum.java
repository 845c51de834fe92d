package org.dcgan4j.analysis;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.dcgan4j.config.GeneratorConfig;

/**
 * A sum of a generator's inputs: the latents and the one-hot classes behind them are summed each by
 * themselves (Radford et al., "Unsupervised representation learning with deep convolutional
 * generative adversarial networks", 2016, section 6.3.2). A sum of latents may be longer than any
 * that the generator was trained with: it is shortened to the longest of its terms, or to what is
 * usual where that is longer.
 *
 * @param input latent and class, {@code [size]}
 * @param shortened what the latent was multiplied by, 1 or less
 * @param bounded how many of its numbers were beyond what latents are drawn from, and are at the
 *     end of that now
 */
public record LatentSum(float[] input, double shortened, int bounded) {

  /**
   * One of the terms.
   *
   * @param sign 1 or -1
   * @param input latent and class, either of them 0 where the term has none
   */
  public record Part(int sign, float[] input) {}

  /** Sums inputs. */
  public static LatentSum of(GeneratorConfig config, List<Part> parts) {
    float[] sum = new float[config.inputSize()];
    double most = usual(config);
    for (Part part : parts) {
      for (int i = 0; i < sum.length; i++) {
        sum[i] += part.sign * part.input[i];
      }
      most = Math.max(most, rms(part.input, config.latentSize()));
    }
    double length = rms(sum, config.latentSize());
    double shortened = length > most ? most / length : 1;
    Projector.Bounds bounds = Projector.Bounds.of(config);
    int bounded = 0;
    for (int i = 0; i < config.latentSize(); i++) {
      float whole = (float) (shortened * sum[i]);
      sum[i] = bounds.within(whole);
      bounded += sum[i] == whole ? 0 : 1;
    }
    return new LatentSum(sum, shortened, bounded);
  }

  /** The mean of inputs; of one class it is that class, however many there are. */
  public static float[] mean(List<float[]> inputs) {
    float[] mean = new float[inputs.get(0).length];
    for (int i = 0; i < mean.length; i++) {
      double sum = 0;
      for (float[] input : inputs) {
        sum += input[i];
      }
      mean[i] = (float) (sum / inputs.size());
    }
    return mean;
  }

  /**
   * Small variations: the sum itself in the middle of others to whose latents even noise is added,
   * as the paper has it.
   *
   * @param count odd
   * @param noise the greatest
   */
  public float[][] variations(GeneratorConfig config, int count, double noise, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Projector.Bounds bounds = Projector.Bounds.of(config);
    float[][] all = new float[count][];
    Arrays.setAll(all, i -> input.clone());
    for (int i = 0; i < count; i++) {
      for (int k = 0; k < config.latentSize() && i != count / 2; k++) {
        all[i][k] = bounds.within(input[k] + noise * (2 * random.nextDouble() - 1));
      }
    }
    return all;
  }

  /** The root of the mean square of the numbers that latents are drawn with. */
  private static double usual(GeneratorConfig config) {
    Projector.Bounds bounds = Projector.Bounds.of(config);
    return Float.isInfinite(bounds.greatest()) ? 1 : bounds.greatest() / Math.sqrt(3);
  }

  private static double rms(float[] input, int numbers) {
    double sum = 0;
    for (int i = 0; i < numbers; i++) {
      sum += (double) input[i] * input[i];
    }
    return Math.sqrt(sum / numbers);
  }
}
