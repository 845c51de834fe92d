package org.dcgan4j.model;

import java.util.ArrayList;
import java.util.List;
import org.dcgan4j.config.Config;
import org.dcgan4j.layer.DataShape;
import org.dcgan4j.layer.NetworkBuilder;
import org.dcgan4j.layer.NetworkBuilder.LayerKit;
import org.dcgan4j.layer.NetworkBuilder.NetworkSpec;
import org.dcgan4j.layer.NetworkBuilder.Part;
import org.dcgan4j.model.Gan.StepWorkspace;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A trained generator with the first layers of the discriminator on top, both as in use: the
 * running statistics of batch normalisation, no dropout. Nothing is learned; the gradient of a loss
 * on pictures and on the discriminator's features comes down to the latents. It has the networks'
 * own parameters, and follows them.
 */
public final class FrozenStack {
  private final DataType type;
  private final int latentSize;

  /** The generator, and then a part of the discriminator for each kind of features. */
  private final List<LayerChain> parts;

  /** Of what came out of each part. */
  private final List<long[]> shapes = new ArrayList<>();

  private final DataShape output;
  private final StepWorkspace memory = new StepWorkspace("frozen-stack");

  /** A loss of a batch's pictures and features. */
  @FunctionalInterface
  public interface Loss {
    /**
     * @param outputs the pictures, and then the features of each tap, {@code [N, length]} each
     * @return the loss's gradient with respect to each, of the same lengths; null for none
     */
    float[][] gradients(float[][] outputs);
  }

  /**
   * @param generator this GAN's trained or average one
   * @param taps how many activations of the discriminator's, from the first, are features; 0 for
   *     none
   */
  public FrozenStack(Gan gan, Generator generator, Config config, int taps) {
    INDArray parameters = generator.graph().params();
    this.type = parameters.dataType();
    this.latentSize = config.generator().inputSize();
    this.output = generator.output();
    this.parts = new ArrayList<>();
    NetworkSpec g = Gan.generator(config.generator());
    NetworkBuilder built =
        new NetworkBuilder(LayerKit.FAST, gan.backend(), type, Gan.input(config.generator()), 0)
            .add(g.as(Part.IN_USE));
    parts.add(new LayerChain(built.build(parameters), built.names()));
    if (taps > 0) {
      NetworkSpec d = Gan.discriminator(config.discriminator(), config.generator().classes());
      addFeatures(gan, generator.output(), d.as(Part.IN_USE), taps);
    }
  }

  private void addFeatures(Gan gan, DataShape pictures, NetworkSpec spec, int taps) {
    NetworkBuilder built =
        new NetworkBuilder(LayerKit.FAST, gan.backend(), type, pictures, 0).add(spec);
    ComputationGraph graph = built.addProbability(true).build(gan.discriminator().graph().params());
    List<String> names = built.names();
    int from = 0;
    for (int i = 0; i < names.size() && parts.size() <= taps; i++) {
      if (names.get(i).matches("d\\.(leakyRelu|relu|tanh|sigmoid|residual)\\d+")) {
        parts.add(new LayerChain(graph, names.subList(from, i + 1)));
        from = i + 1;
      }
    }
  }

  /** How many kinds of features there are, which may be fewer than were asked for. */
  public int taps() {
    return parts.size() - 1;
  }

  /**
   * The discriminator's features of pictures.
   *
   * @param pictures {@code [n, C * H * W]}, as the generator makes them
   * @return of each tap, {@code [n, length]}
   */
  @SuppressWarnings("try") // the memory is entered, not used
  public float[][] features(float[] pictures) {
    int n = pictures.length / output.length();
    try (MemoryWorkspace pass = memory.open()) {
      return forward(array(pictures, output.batch(n)), 1);
    }
  }

  /**
   * The gradient of a loss with respect to latents.
   *
   * @param latents {@code [n, size]}
   * @return of the same shape
   */
  @SuppressWarnings("try") // the memory is entered, not used
  public float[] gradient(float[] latents, Loss loss) {
    int n = latents.length / latentSize;
    try (MemoryWorkspace pass = memory.open()) {
      float[][] gradients = loss.gradients(forward(array(latents, n, latentSize), 0));
      INDArray down = null;
      for (int i = parts.size() - 1; i >= 0; i--) {
        if (gradients[i] != null) {
          INDArray own = array(gradients[i], shapes.get(i));
          down = down == null ? own : own.addi(down);
        }
        down = down == null ? null : parts.get(i).backwardInput(down, memory.manager());
      }
      return down == null ? new float[latents.length] : floats(down);
    }
  }

  private float[][] forward(INDArray input, int from) {
    shapes.clear();
    float[][] outputs = new float[parts.size() - from][];
    INDArray out = input;
    for (int i = from; i < parts.size(); i++) {
      // A pass of training: layers keep what the pass down needs.
      out = parts.get(i).forward(out, true, memory.manager());
      shapes.add(out.shape());
      outputs[i - from] = floats(out);
    }
    return outputs;
  }

  private INDArray array(float[] values, long... shape) {
    return Nd4j.createFromArray(values).reshape('c', shape).castTo(type);
  }

  private static float[] floats(INDArray array) {
    return array.dup('c').data().asFloat();
  }
}
