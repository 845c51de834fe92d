package org.dcgan4j.model;

import java.util.Arrays;
import java.util.List;
import org.dcgan4j.config.DataConfig.PixelRange;
import org.dcgan4j.data.ImageShape;
import org.dcgan4j.data.Images;
import org.dcgan4j.layer.DataShape;
import org.dcgan4j.model.Gan.StepWorkspace;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The generator: latents {@code [N, size]} to examples, images {@code [N, C, H, W]} or points
 * {@code [N, n]}.
 */
public final class Generator {
  /**
   * Numbers in what a batch makes, about; what lies between the layers is some eighty times that.
   */
  private static final int NUMBERS = 1 << 18;

  private final ComputationGraph graph;
  private final DataShape output;
  private final PixelRange range;
  private final LayerChain layers;
  private final StepWorkspace memory = new StepWorkspace("sampling");

  Generator(ComputationGraph graph, List<String> layers, DataShape output, PixelRange range) {
    this.graph = graph;
    this.output = output;
    this.range = range;
    this.layers = new LayerChain(graph, layers);
  }

  /** The network itself, with the parameters that training changes. */
  public ComputationGraph graph() {
    return graph;
  }

  /** What a pixel of its images is. */
  PixelRange range() {
    return range;
  }

  /** The shape of one example. */
  public DataShape output() {
    return output;
  }

  /**
   * Makes examples as in use, with the running statistics of batch normalisation: what comes out of
   * one latent does not depend on the others. Threads take turns: the layers hold what they work
   * on.
   *
   * @param latents {@code [count, size]}, one after the other
   * @return {@code [count, length]}, one example after the other
   */
  @SuppressWarnings("try") // the workspace is entered, not used
  public synchronized float[] generate(float[] latents, int count) {
    int size = latents.length / count;
    int length = output.length();
    float[] examples = new float[Math.multiplyExact(count, length)];
    for (int from = 0, most = 1 + NUMBERS / length; from < count; from += most) {
      int n = Math.min(most, count - from);
      float[] batch = Arrays.copyOfRange(latents, from * size, (from + n) * size);
      try (MemoryWorkspace workspace = memory.open()) {
        INDArray z =
            Nd4j.createFromArray(batch).reshape('c', n, size).castTo(graph.params().dataType());
        INDArray out = layers.forward(z, false, memory.manager());
        System.arraycopy(out.dup('c').data().asFloat(), 0, examples, from * length, n * length);
      }
    }
    return examples;
  }

  /** As {@link #generate}, of a generator of images, rounded to 0 (black) to 255. */
  public Images generateImages(float[] latents, int count) {
    float[] examples = generate(latents, count);
    byte[] pixels = new byte[examples.length];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) range.pixel(examples[i]);
    }
    return Images.of(imageShape(), pixels);
  }

  /**
   * The shape of one image.
   *
   * @throws IllegalArgumentException if it makes no pictures
   */
  public ImageShape imageShape() {
    int[] shape = output.dimensions();
    if (shape.length != 3) {
      throw new IllegalArgumentException("the generator makes " + output + ", and no images");
    }
    return new ImageShape(shape[0], shape[1], shape[2]);
  }
}
