package org.dcgan4j.layer;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Map;
import org.dcgan4j.binding.FieldType.Range;
import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.binding.Records;
import org.dcgan4j.compute.Dl4jLayers;
import org.dcgan4j.layer.LayerText.Syntax;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.ScaleVertex;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToCnnPreProcessor;

/**
 * One layer of a network, written as one short text such as {@code conv 64 k4 s2 p1}. It answers
 * for itself whatever is asked of a layer: the compiler asks a new kind, which is one record with
 * its {@link Syntax}, for all of it. Shapes are {@code [N, features]} or {@code [N, C, H, W]}.
 */
public sealed interface LayerSpec
    permits Linear,
        Resampling,
        LayerSpec.Reshape,
        LayerSpec.BatchNorm,
        MinibatchStd,
        ElementWise,
        LayerSpec.Residual {

  /**
   * Reads a layer from its text; any run of white space counts as one space.
   *
   * @throws InvalidInputException naming the nearest word, the legal form or the legal range
   */
  @JsonCreator
  static LayerSpec parse(String text) {
    return LayerText.parse(text);
  }

  /** Every kind, for the documentation. */
  static List<Kind> kinds() {
    return LayerText.kinds();
  }

  /**
   * What is to be said of one kind of layer.
   *
   * @param syntax for example {@code dropout RATE}
   * @param meaning one sentence
   * @param ranges what is legal for each word in capitals of the syntax, in its order
   */
  record Kind(String syntax, String meaning, Map<String, String> ranges) {}

  /** The canonical text: {@code parse(x.text())} equals {@code x}. */
  @JsonValue
  default String text() {
    return LayerText.write(this);
  }

  /**
   * The shape of what it makes of one example.
   *
   * @throws InvalidInputException if it cannot take such an example
   */
  DataShape shape(DataShape in);

  /** How many parameters it learns; a bias that a normalisation behind it takes away counts. */
  long parameters(DataShape in);

  /** An example's multiply-adds on its way up, in matrix products; taps on padding count too. */
  long multiplyAdds(DataShape in);

  /** Products that are summed up in one of its outputs, on average. */
  default double fanIn(DataShape in) {
    return (double) multiplyAdds(in) / shape(in).length();
  }

  /** Whether it is linear but for kinks, for the same dropout: R1 needs such layers. */
  boolean piecewiseLinear();

  /** Whether it has a batch normalisation. */
  default boolean normalises() {
    return false;
  }

  /**
   * Whether it judges the images of a batch by each other, so that reals and fakes must not be
   * mixed: for a discriminator alone.
   */
  default boolean comparesImages() {
    return false;
  }

  /**
   * Whether what it was given may change once it has run: it works in place, in training or in use,
   * or hands its input on to layers that do.
   */
  boolean overwritesInput();

  /** Adds its DL4J layers or vertices of the network's kit. */
  void addTo(NetworkBuilder network);

  /** Adds its nodes of ONNX, operator set 13. */
  void addTo(OnnxGraph graph);

  /** Sees a vector as an image, the same numbers: {@code [N, C * H * W] -> [N, C, H, W]}. */
  @Syntax(
      value = "reshape {channels}x{height}x{width}",
      meaning = "Sees a vector of CHANNELS * HEIGHT * WIDTH numbers as an image.")
  record Reshape(
      @Range(from = 1, to = 65_536) int channels,
      @Range(from = 1, to = 1024) int height,
      @Range(from = 1, to = 1024) int width)
      implements LayerSpec {
    public Reshape {
      Records.check(channels, height, width);
    }

    @Override
    public DataShape shape(DataShape in) {
      if (in.isImage()) {
        throw DataShape.refusal(
            this, " needs a vector, and gets an image of " + in + "; put a dense layer before it");
      }
      DataShape out = DataShape.image(channels, height, width);
      out.requireSize(this);
      if (out.length() != in.length()) {
        throw DataShape.refusal(
            this, ": " + in.length() + " numbers (" + in + ") do not make " + out.length());
      }
      return out;
    }

    /** A dense layer would flatten the image again and gets the vector. */
    @Override
    public long parameters(DataShape in) {
      return 0;
    }

    @Override
    public long multiplyAdds(DataShape in) {
      return 0;
    }

    @Override
    public boolean piecewiseLinear() {
      return true;
    }

    @Override
    public boolean overwritesInput() {
      return true;
    }

    @Override
    public void addTo(NetworkBuilder network) {
      if (!(network.next() instanceof Linear.Dense)) {
        network.reshapeNext(new FeedForwardToCnnPreProcessor(height, width, channels));
      }
    }

    @Override
    public void addTo(OnnxGraph graph) {
      graph.reshape(graph.name("reshape"), channels, height, width);
    }

    @Override
    public String toString() {
      return text();
    }
  }

  /** Batch normalisation over each feature or channel; the shape stays. */
  @Syntax(
      value = "batch-norm",
      meaning =
          "Batch normalisation of each feature or channel; the layer before it loses its bias.")
  record BatchNorm() implements LayerSpec {
    /** Scale and shift of each; the running statistics are not learned. */
    @Override
    public long parameters(DataShape in) {
      return 2L * in.dimensions()[0];
    }

    @Override
    public boolean piecewiseLinear() {
      return false;
    }

    @Override
    public boolean normalises() {
      return true;
    }

    /** The fast one works in place: behind a layer that reads its output again it is DL4J's. */
    @Override
    public DataShape shape(DataShape in) {
      return in;
    }

    @Override
    public long multiplyAdds(DataShape in) {
      return 0;
    }

    @Override
    public boolean overwritesInput() {
      return true;
    }

    @Override
    public void addTo(NetworkBuilder network) {
      BatchNormalization stock = stock();
      boolean inUse = network.isInUse();
      boolean own = inUse || !network.readsItsOutput(); // in place in training
      stock.setLockGammaBeta(network.classes() > 0);
      network.append(
          "batchNorm", stock, backend -> own ? Dl4jLayers.batchNorm(backend, stock, inUse) : stock);
      if (network.classes() > 0) {
        network.scaleAndShiftByClass();
      }
    }

    private static BatchNormalization stock() {
      BatchNormalization layer = new BatchNormalization();
      layer.setUseLogStd(false);
      return layer;
    }

    @Override
    public void addTo(OnnxGraph graph) {
      graph.batchNorm(graph.name("batchNorm"), (float) stock().getEps());
    }

    @Override
    public String toString() {
      return text();
    }
  }

  /**
   * {@code x + f(x)} with {@code f} the layers inside, which keep the shape (He et al., "Deep
   * residual learning for image recognition", 2016).
   */
  @Syntax(
      value = "residual[{layers}]",
      meaning = "Adds what the layers inside make of x to x; they keep its shape.")
  record Residual(@Range(from = 1, to = 200) List<LayerSpec> layers) implements LayerSpec {
    public Residual {
      Records.check(layers);
      layers = List.copyOf(layers);
    }

    @Override
    public DataShape shape(DataShape in) {
      DataShape out = DataShape.behind(".layers", in, layers);
      if (!out.equals(in)) {
        throw DataShape.refusal(
            this, ": its layers make " + out + " of " + in + "; they must keep the shape");
      }
      return out;
    }

    @Override
    public long parameters(DataShape in) {
      return DataShape.sum(in, layers, LayerSpec::parameters);
    }

    @Override
    public long multiplyAdds(DataShape in) {
      return DataShape.sum(in, layers, LayerSpec::multiplyAdds);
    }

    @Override
    public double fanIn(DataShape in) {
      return DataShape.fanIn(in, layers);
    }

    @Override
    public boolean piecewiseLinear() {
      return layers.stream().allMatch(LayerSpec::piecewiseLinear);
    }

    @Override
    public boolean normalises() {
      return layers.stream().anyMatch(LayerSpec::normalises);
    }

    @Override
    public boolean comparesImages() {
      return layers.stream().anyMatch(LayerSpec::comparesImages);
    }

    @Override
    public boolean overwritesInput() {
      return false;
    }

    /** The layers inside get a copy where they would spoil what is added to theirs. */
    @Override
    public void addTo(NetworkBuilder network) {
      String name = network.name("residual");
      String skipped = network.top();
      network.inside(
          () -> {
            if (layers.get(0).overwritesInput()) {
              network.append(name + ".copy", new ScaleVertex(1));
            }
            network.addAll(layers);
          });
      network.append(name, new ElementWiseVertex(ElementWiseVertex.Op.Add), skipped);
    }

    @Override
    public void addTo(OnnxGraph graph) {
      String name = graph.name("residual");
      String skipped = graph.top();
      graph.addAll(layers);
      graph.append("Add", name).input(skipped);
    }

    @Override
    public String toString() {
      return text();
    }
  }
}
