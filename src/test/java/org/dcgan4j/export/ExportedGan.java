package org.dcgan4j.export;

import org.dcgan4j.config.Config;
import org.dcgan4j.config.ConfigReader;
import org.dcgan4j.layer.DataShape;
import org.dcgan4j.layer.NetworkBuilder.LayerKit;
import org.dcgan4j.model.Gan;
import org.dcgan4j.model.Latents;
import org.dcgan4j.model.SmallGan;
import org.dcgan4j.training.TrainingStep;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;

/** A GAN that was trained for some steps, so that no array has its first values. */
public record ExportedGan(Config config, Gan gan) {
  private static final int STEPS = 4;

  public static ExportedGan of(DataShape data, String... overrides) {
    Config config = SmallGan.config(overrides);
    Gan gan = Gan.create(config, data, LayerKit.FAST, DataType.FLOAT);
    int classes = config.generator().classes();
    TrainingStep step =
        new TrainingStep(config, gan, classes > 0 ? SmallGan.reals(classes) : SmallGan.reals());
    for (int i = 1; i <= STEPS; i++) {
      step.run(i);
    }
    return new ExportedGan(config, gan);
  }

  /** With its first values. */
  public static ExportedGan ofPreset(String preset) {
    Config config = ConfigReader.preset(preset).withClasses(10);
    return new ExportedGan(config, Gan.create(config, Gan.shapeOf(config)));
  }

  /** Numbers in one input. */
  public int latentSize() {
    return config.generator().inputSize();
  }

  public float[] examples(int count) {
    return gan.generator().generate(latents(count), count);
  }

  public ComputationGraph stock() {
    return Gan.stockGenerator(gan.generator(), config.generator());
  }

  public float[] latents(int count) {
    return new Latents(config.generator(), 5).next(count);
  }
}
