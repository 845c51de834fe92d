package org.dcgan4j.model;

import java.io.Serializable;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Everything of a GAN that training changes: the one list of it, for checkpoints, for workers of a
 * cluster and for tests. Running statistics of batch normalisation are among the parameters.
 *
 * @param arrays copies, in the order of {@link #of}
 */
public record GanState(float[][] arrays) implements Serializable {
  /** The trained generator's parameters. */
  public static final String GENERATOR = "generator";

  /** The moving average of the generator's parameters, where the configuration asks for one. */
  public static final String AVERAGE = "generator-average";

  /** The discriminator's parameters, normalised where the configuration asks for that. */
  public static final String DISCRIMINATOR = "discriminator";

  /** The arrays themselves by name; one that not every GAN has is left out where it is missing. */
  public static Map<String, INDArray> of(Gan gan) {
    Map<String, INDArray> arrays = ofSampler(gan);
    arrays.put("generator-optimizer", gan.adversarial().optimizerState());
    arrays.put(DISCRIMINATOR, gan.discriminator().graph().params());
    arrays.put("discriminator-optimizer", gan.discriminator().optimizerState());
    gan.discriminator()
        .spectralNorm()
        .ifPresent(
            norm -> {
              arrays.put("discriminator-raw", norm.raw());
              arrays.put("discriminator-singular", norm.state());
            });
    return arrays;
  }

  /** Those that drawing needs. */
  public static Map<String, INDArray> ofSampler(Gan gan) {
    Map<String, INDArray> arrays = new LinkedHashMap<>();
    arrays.put(GENERATOR, gan.generator().graph().params());
    gan.average().ifPresent(average -> arrays.put(AVERAGE, average.parameters()));
    return arrays;
  }

  /** Those that drawing and judging need: all parameters, and nothing that only training uses. */
  public static Map<String, INDArray> ofNetworks(Gan gan) {
    Map<String, INDArray> arrays = ofSampler(gan);
    arrays.put(DISCRIMINATOR, gan.discriminator().graph().params());
    return arrays;
  }

  /** A copy of all. */
  public static GanState copyOf(Gan gan) {
    return new GanState(
        of(gan).values().stream()
            .map(array -> array.length() == 0 ? new float[0] : array.dup('c').data().asFloat())
            .toArray(float[][]::new));
  }

  /** Writes it into a GAN of the same networks. */
  public void into(Gan gan) {
    Map<String, INDArray> targets = of(gan);
    if (targets.size() != arrays.length) {
      throw new IllegalArgumentException(
          arrays.length + " arrays for a GAN of " + targets.keySet());
    }
    Iterator<INDArray> target = targets.values().iterator();
    for (float[] array : arrays) {
      write(array, target.next());
    }
  }

  /** Writes numbers in C order into an array of that many. */
  public static void write(float[] numbers, INDArray into) {
    if (numbers.length > 0) {
      into.assign(Nd4j.createFromArray(numbers).reshape('c', into.shape()));
    }
  }
}
