package org.dcgan4j.checkpoint;

import java.util.LinkedHashMap;
import java.util.Map;
import org.dcgan4j.model.Gan;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The arrays that a training changes. */
final class CheckpointArrays {
  static final String AVERAGE = "generator-average.f32";

  /** Before this format there was no average; the generator itself is the best guess. */
  static final int AVERAGE_SINCE = 3;

  private CheckpointArrays() {}

  /**
   * Each array under the name of its file. An array that not every GAN has is left out where it is
   * missing; a new one needs no new format.
   */
  static Map<String, INDArray> of(Gan gan) {
    Map<String, INDArray> arrays = new LinkedHashMap<>();
    arrays.put("generator.f32", gan.generator().graph().params());
    gan.average().ifPresent(average -> arrays.put(AVERAGE, average.parameters()));
    arrays.put("generator-optimizer.f32", gan.adversarial().optimizerState());
    arrays.put("discriminator.f32", gan.discriminator().graph().params());
    arrays.put("discriminator-optimizer.f32", gan.discriminator().optimizerState());
    gan.discriminator()
        .spectralNorm()
        .ifPresent(
            norm -> {
              arrays.put("discriminator-raw.f32", norm.raw());
              arrays.put("discriminator-singular.f32", norm.state());
            });
    return arrays;
  }
}
