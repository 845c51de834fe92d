package org.dcgan4j.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.dcgan4j.config.Config;
import org.dcgan4j.layer.DataShape;
import org.dcgan4j.layer.NetworkBuilder;
import org.dcgan4j.layer.NetworkBuilder.LayerKit;
import org.dcgan4j.layer.NetworkBuilder.Part;
import org.dcgan4j.model.Gan.StepWorkspace;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * What the layers of a discriminator make of examples as in use, layer by layer, and what in an
 * example excites them. It has the network's own parameters, and follows them.
 *
 * <p>A layer here is a convolution, a dense layer or a sum (residual block) with all that follows
 * up to the next one: normalisation and activation. Taken are those that make images; where none
 * does, the hidden dense ones. The last layer, which makes the logits, is never taken: how many
 * there are, one or one for each class, does not matter to those below.
 */
public final class Activations {
  private static final String WEIGHTED = "d\\.(conv|deconv|dense|residual)\\d+";

  /** It says nothing of an image alone, and belongs to the layer that reads it. */
  private static final String DEVIATION = "d\\.minibatchStd\\d+";

  private static final String ACTIVATION = "d\\.(leakyRelu|relu|tanh|sigmoid)\\d+";
  private static final String RECTIFIER = "d\\.(leakyRelu|relu)\\d+";

  private final DataShape input;
  private final DataType type;
  private final ComputationGraph graph;
  private final List<Piece> pieces = new ArrayList<>();
  private final List<Tap> taps;
  private final StepWorkspace memory = new StepWorkspace("activations");

  /** Consecutive layers; a rectifier can only be its last. */
  private record Piece(LayerChain layers, String weighted, boolean rectified) {}

  /**
   * A layer whose output is taken.
   *
   * @param name of what has its weights: {@code d.conv2}
   * @param shape of what it makes of one example
   * @param rectified whether its last is a rectifier, leaky or not
   */
  public record Tap(String name, DataShape shape, int piece, boolean rectified) {

    /** How many channels it makes; of a vector, how many numbers. */
    public int channels() {
      return shape.dimensions()[0];
    }
  }

  /**
   * @param config that the GAN was made of
   */
  public Activations(Gan gan, Config config) {
    this.input = gan.generator().output();
    INDArray parameters = gan.discriminator().graph().params();
    this.type = parameters.dataType();
    NetworkBuilder built =
        new NetworkBuilder(LayerKit.FAST, gan.backend(), type, input, 0)
            .add(
                Gan.discriminator(config.discriminator(), config.generator().classes())
                    .as(Part.IN_USE));
    List<String> names = built.names();
    this.graph = built.addProbability(true).build(parameters);
    int last = names.size() - 1;
    while (last > 0 && !names.get(last).matches(WEIGHTED)) {
      last--;
    }
    while (last > 0 && names.get(last - 1).matches(DEVIATION)) {
      last--;
    }
    addPieces(names.subList(0, last));
    this.taps = pieces.isEmpty() ? List.of() : found();
  }

  private void addPieces(List<String> names) {
    int from = 0;
    String weighted = "";
    for (int i = 0; i < names.size(); i++) {
      weighted = names.get(i).matches(WEIGHTED) ? names.get(i) : weighted;
      boolean ends = i + 1 == names.size() || begins(names, i + 1);
      if (ends || names.get(i).matches(ACTIVATION)) {
        LayerChain chain = new LayerChain(graph, names.subList(from, i + 1));
        pieces.add(new Piece(chain, weighted, names.get(i).matches(RECTIFIER)));
        from = i + 1;
      }
    }
  }

  private static boolean begins(List<String> names, int i) {
    return names.get(i).matches(DEVIATION)
        || names.get(i).matches(WEIGHTED) && !names.get(i - 1).matches(DEVIATION);
  }

  /** The shapes are those of what comes out of an example of zeros. */
  @SuppressWarnings("try") // the memory is entered, not used
  private List<Tap> found() {
    List<Tap> images = new ArrayList<>();
    List<Tap> vectors = new ArrayList<>();
    try (MemoryWorkspace pass = memory.open()) {
      List<INDArray> outputs = forward(new float[input.length()], 1, pieces.size());
      for (int i = 0; i < outputs.size(); i++) {
        String name = pieces.get(i).weighted();
        long[] shape = outputs.get(i).shape();
        if (!name.isEmpty()
            && (i + 1 == pieces.size() || !pieces.get(i + 1).weighted().equals(name))) {
          int[] one = Arrays.stream(shape).skip(1).mapToInt(Math::toIntExact).toArray();
          Tap tap = new Tap(name, new DataShape(one), i, pieces.get(i).rectified());
          (one.length > 1 ? images : vectors).add(tap);
        }
      }
    }
    return List.copyOf(images.isEmpty() ? vectors : images);
  }

  /** The layers that are taken, from the input up; empty where there is none below the logits. */
  public List<Tap> taps() {
    return taps;
  }

  /** The shape of one example. */
  public DataShape input() {
    return input;
  }

  /**
   * What the layers make of examples.
   *
   * @param examples {@code [n, …]}, one after the other, in the range that it was trained on
   * @return for each tap {@code [n, C, H, W]}, or {@code [n, numbers]}
   */
  @SuppressWarnings("try") // the memory is entered, not used
  public float[][] of(float[] examples, int n) {
    float[][] found = new float[taps.size()][];
    try (MemoryWorkspace pass = memory.open()) {
      List<INDArray> outputs = forward(examples, n, top().piece() + 1);
      Arrays.setAll(found, i -> floats(outputs.get(taps.get(i).piece())));
    }
    return found;
  }

  private Tap top() {
    return taps.get(taps.size() - 1);
  }

  /**
   * What in each example excites a channel of the last layer that is taken: the gradient of the
   * channel's greatest number with respect to the example, by guided back-propagation (Springenberg
   * et al., "Striving for simplicity: the all convolutional net", 2015): on its way down through a
   * rectifier, leaky or not, only what is positive passes, and only where the rectifier's input
   * was. Rectifiers within a sum pass the plain gradient.
   *
   * @param examples {@code [n, …]}
   * @return of the examples' shape
   */
  public float[] guidedGradient(float[] examples, int n, int channel) {
    return gradient(examples, n, channel, true);
  }

  @SuppressWarnings("try") // the memory is entered, not used
  float[] gradient(float[] examples, int n, int channel, boolean guided) {
    try (MemoryWorkspace pass = memory.open()) {
      List<INDArray> outputs = forward(examples, n, top().piece() + 1);
      INDArray down = peaks(outputs.get(top().piece()), channel);
      for (int i = top().piece(); i >= 0; i--) {
        if (guided && pieces.get(i).rectified()) {
          down = down.mul(down.gt(0).castTo(type)).muli(outputs.get(i).gt(0).castTo(type));
        }
        down = pieces.get(i).layers().backwardInput(down, memory.manager());
      }
      return floats(down);
    }
  }

  /** 1 where each example's channel is greatest, else 0. */
  private INDArray peaks(INDArray output, int channel) {
    float[] values = floats(output);
    int n = (int) output.size(0);
    int each = values.length / n;
    int plane = each / top().channels();
    float[] peaks = new float[values.length];
    for (int i = 0; i < n; i++) {
      int at = i * each + channel * plane;
      int best = at;
      for (int j = at; j < at + plane; j++) {
        best = values[j] > values[best] ? j : best;
      }
      peaks[best] = 1;
    }
    return array(peaks, output.shape());
  }

  /** Copies of what comes out of the first pieces; inside the memory. */
  private List<INDArray> forward(float[] examples, int n, int count) {
    List<INDArray> outputs = new ArrayList<>();
    INDArray out = array(examples, input.batch(n));
    for (Piece piece : pieces.subList(0, count)) {
      // A pass of training: layers keep what the pass down needs.
      out = piece.layers().forward(out, true, memory.manager());
      outputs.add(out.dup('c'));
    }
    return outputs;
  }

  /**
   * The weights of the first layer that has some, each channel's or number's by itself.
   *
   * @return {@code [channels][in, k, k]}; of a dense layer on images {@code [numbers][C, H, W]};
   *     empty where they are no pictures
   */
  public float[][] firstWeights() {
    String first = pieces.isEmpty() ? "" : pieces.get(0).weighted();
    if (first.matches("d\\.residual\\d+") || first.isEmpty()) {
      return new float[0][];
    }
    INDArray w = graph.getLayer(first).paramTable().get(DefaultParamInitializer.WEIGHT_KEY);
    // Those of a dense layer are [in, out].
    INDArray rows = w.rank() == 2 ? w.transpose() : w;
    float[][] each = new float[(int) rows.size(0)][];
    Arrays.setAll(each, i -> floats(rows.slice(i)));
    return each;
  }

  private INDArray array(float[] values, long... shape) {
    return Nd4j.createFromArray(values).reshape('c', shape).castTo(type);
  }

  private static float[] floats(INDArray array) {
    return array.dup('c').data().asFloat();
  }
}
