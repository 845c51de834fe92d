package org.dcgan4j.training;

import java.util.ArrayList;
import java.util.List;
import org.dcgan4j.compute.SeededDropout;
import org.dcgan4j.config.Config;
import org.dcgan4j.data.RealBatches;
import org.dcgan4j.layer.DataShape;
import org.dcgan4j.layer.ElementWise.Dropout;
import org.dcgan4j.layer.LayerSpec;
import org.dcgan4j.model.Latents;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * What a step with one update of the discriminator draws, so that another program can take the same
 * step.
 *
 * @param inputs of the generator: for the discriminator's update, {@code [K N, size]}, and for the
 *     generator's where it takes new ones, {@code [M N, size]}, of so many batches each
 * @param reals {@code [N, C, H, W]}
 * @param classes of the reals; empty without
 * @param masks of the discriminator's dropout layers over reals and fakes, {@code [N + K N, …]}
 * @param laterMasks the same over the generator's fakes, {@code [M N, …]}
 */
record Draws(
    List<float[]> inputs,
    float[] reals,
    int[] classes,
    List<float[]> masks,
    List<float[]> laterMasks) {

  /**
   * @param step from 1
   */
  static Draws of(Config config, RealBatches source, DataShape data, long step) {
    int n = config.training().batchSize();
    int[] classes = config.tellsClasses() ? source.labels(step - 1) : new int[0];
    float[] reals = new float[n * data.length()];
    source.fill(step - 1, reals);
    long seed = TrainingStep.seed(config.training().seed(), step);
    Latents latents = Latents.ofTraining(config.generator(), seed);
    int told = n * config.training().discriminatorBatches();
    int fakes = n * config.training().generatorBatches(data);
    List<float[]> inputs = new ArrayList<>(List.of(latents.next(told, classes)));
    if (!config.training().reuseFakes()) {
      inputs.add(latents.next(fakes, classes));
    }
    Nd4j.getRandom().setSeed(seed);
    List<LayerSpec> layers = config.discriminator().layers();
    return new Draws(
        inputs, reals, classes, masks(layers, data, n + told), masks(layers, data, fakes));
  }

  private static List<float[]> masks(List<LayerSpec> layers, DataShape data, int n) {
    List<float[]> masks = new ArrayList<>();
    DataShape in = data;
    for (LayerSpec layer : layers) {
      if (layer instanceof Dropout dropout) {
        INDArray ones = Nd4j.ones(DataType.FLOAT, in.batch(n));
        masks.add(
            new SeededDropout(dropout.rate())
                .applyDropout(ones, ones, 0, 0, null)
                .data()
                .asFloat());
      }
      in = layer.shape(in);
    }
    return masks;
  }
}
