package org.dcgan4j.layer;

import org.dcgan4j.binding.FieldType.Default;
import org.dcgan4j.binding.FieldType.Range;
import org.dcgan4j.binding.Records;
import org.dcgan4j.compute.Dl4jLayers;
import org.dcgan4j.layer.LayerText.Syntax;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Deconvolution2D;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.nd4j.linalg.activations.Activation;

/** A layer with weights and a bias, which leaves its input as it is. */
public sealed interface Linear extends LayerSpec {

  @Override
  default boolean piecewiseLinear() {
    return true;
  }

  @Override
  default boolean overwritesInput() {
    return false;
  }

  /** {@code [N, any] -> [N, units]}. */
  @Syntax(
      value = "dense {units}{bias}",
      meaning =
          "A fully connected layer, with a bias unless it says no-bias; an image is flattened before it.")
  record Dense(@Range(from = 1, to = 1_048_576) int units, boolean bias) implements Linear {
    public Dense {
      Records.check(units, bias);
    }

    /** With a bias. */
    public Dense(int units) {
      this(units, true);
    }

    @Override
    public DataShape shape(DataShape in) {
      return DataShape.vector(units);
    }

    @Override
    public long parameters(DataShape in) {
      return (in.length() + (bias ? 1L : 0)) * units;
    }

    @Override
    public long multiplyAdds(DataShape in) {
      return (long) in.length() * units;
    }

    @Override
    public void addTo(NetworkBuilder network) {
      DenseLayer stock =
          new DenseLayer.Builder()
              .nOut(units)
              .hasBias(bias && network.needsBias())
              .activation(Activation.IDENTITY)
              .build();
      network.append("dense", stock, backend -> Dl4jLayers.dense(backend, stock));
    }

    @Override
    public void addTo(OnnxGraph graph) {
      String name = graph.name("dense");
      if (graph.shape().isImage()) {
        graph.append("Flatten", name + ".flatten").attribute("axis", 1);
      }
      graph.weighted("Gemm", name).attribute("transB", 1);
    }

    @Override
    public String toString() {
      return text();
    }
  }

  /**
   * {@code [N, any, H, W] -> [N, channels, H', W']}.
   *
   * @param groups each has as many of the channels before and behind it as any other, and sees no
   *     others (Xie et al., "Aggregated residual transformations for deep neural networks", 2017)
   */
  @Syntax(
      value = "conv {channels} k{kernel} s{stride} p{padding}{groups}{bias}",
      meaning =
          "A convolution, with a bias unless it says no-bias; a side becomes (side + 2 PADDING - KERNEL) / STRIDE + 1,"
              + " rounded down. With GROUPS, which divide the channels before and behind it, each group of channels is made of the"
              + " same group before it alone; 1 where it is left out.")
  record Conv(
      @Range(from = 1, to = 65_536) int channels,
      @Range(from = 1, to = 64) int kernel,
      @Range(from = 1, to = 64) int stride,
      @Range(from = 0, to = 63) int padding,
      @Default("1") @Range(from = 1, to = 65_536) int groups,
      boolean bias)
      implements Linear {
    public Conv {
      Records.check(channels, kernel, stride, padding, groups, bias);
      Records.require(
          channels % groups == 0,
          "groups: given " + groups + ", legal is what divides its " + channels + " channels");
    }

    /** With a bias, in one group. */
    public Conv(int channels, int kernel, int stride, int padding) {
      this(channels, kernel, stride, padding, 1, true);
    }

    @Override
    public DataShape shape(DataShape in) {
      int[] d = in.requireImage(this);
      if (d[0] % groups != 0) {
        throw DataShape.refusal(
            this, ": its " + groups + " groups do not divide the " + d[0] + " channels of " + in);
      }
      return DataShape.image(channels, convolved(d[1]), convolved(d[2]));
    }

    private int convolved(int side) {
      int room = side + 2 * padding - kernel;
      if (room < 0) {
        throw DataShape.refusal(
            this, ": its kernel is larger than the padded image of " + (side + 2 * padding));
      }
      return room / stride + 1;
    }

    @Override
    public long parameters(DataShape in) {
      return ((bias ? 1 : 0) + taps(in)) * channels;
    }

    @Override
    public long multiplyAdds(DataShape in) {
      return Math.multiplyExact((long) shape(in).length(), taps(in));
    }

    private long taps(DataShape in) {
      return (long) kernel * kernel * (in.dimensions()[0] / groups);
    }

    @Override
    public void addTo(NetworkBuilder network) {
      ConvolutionLayer.Builder stock = new ConvolutionLayer.Builder(kernel, kernel);
      network.convolution("conv", stock, groups, channels, stride, padding, bias);
    }

    @Override
    public void addTo(OnnxGraph graph) {
      OnnxGraph.Node node = graph.convolution("Conv", graph.name("conv"), kernel, stride, padding);
      if (groups > 1) {
        node.attribute("group", groups);
      }
    }

    @Override
    public String toString() {
      return text();
    }
  }

  /** {@code [N, any, H, W] -> [N, channels, H', W']}. */
  @Syntax(
      value = "deconv {channels} k{kernel} s{stride} p{padding}{bias}",
      meaning =
          "A transposed convolution, with a bias unless it says no-bias; a side becomes (side - 1) STRIDE + KERNEL - 2"
              + " PADDING.")
  record Deconv(
      @Range(from = 1, to = 65_536) int channels,
      @Range(from = 1, to = 64) int kernel,
      @Range(from = 1, to = 64) int stride,
      @Range(from = 0, to = 63) int padding,
      boolean bias)
      implements Linear {
    public Deconv {
      Records.check(channels, kernel, stride, padding, bias);
    }

    /** With a bias. */
    public Deconv(int channels, int kernel, int stride, int padding) {
      this(channels, kernel, stride, padding, true);
    }

    @Override
    public DataShape shape(DataShape in) {
      int[] d = in.requireImage(this);
      return DataShape.image(channels, deconvolved(d[1]), deconvolved(d[2]));
    }

    private int deconvolved(int side) {
      long out = (side - 1L) * stride + kernel - 2L * padding;
      if (out < 1) {
        throw DataShape.refusal(this, ": its padding leaves nothing of the image");
      }
      if (out > DataShape.LARGEST_SIDE) {
        throw DataShape.refusal(
            this,
            ": makes an image of " + out + " a side, legal is at most " + DataShape.LARGEST_SIDE);
      }
      return (int) out;
    }

    @Override
    public long parameters(DataShape in) {
      return ((bias ? 1 : 0) + (long) kernel * kernel * in.dimensions()[0]) * channels;
    }

    /** Those of the convolution that it transposes, whose output is its input. */
    @Override
    public long multiplyAdds(DataShape in) {
      return Math.multiplyExact((long) in.length(), (long) kernel * kernel * channels);
    }

    @Override
    public void addTo(NetworkBuilder network) {
      network.convolution(
          "deconv",
          new Deconvolution2D.Builder(kernel, kernel),
          1,
          channels,
          stride,
          padding,
          bias);
    }

    @Override
    public void addTo(OnnxGraph graph) {
      graph.convolution("ConvTranspose", graph.name("deconv"), kernel, stride, padding);
    }

    @Override
    public String toString() {
      return text();
    }
  }
}
