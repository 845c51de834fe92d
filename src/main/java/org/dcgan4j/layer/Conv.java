package org.dcgan4j.layer;

import org.dcgan4j.binding.FieldType.Range;
import org.dcgan4j.binding.Records;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;

/**
 * A convolution, {@code [N, any, H, W] -> [N, channels, H', W']} with {@code H' = (H + 2 padding -
 * kernel) / stride + 1}.
 */
@Syntax(
    value = "conv {channels} k{kernel} s{stride} p{padding}",
    meaning =
        "A convolution with a bias; a side becomes (side + 2 PADDING - KERNEL) / STRIDE + 1,"
            + " rounded down.")
public record Conv(
    @Range(from = 1, to = 65_536) int channels,
    @Range(from = 1, to = 64) int kernel,
    @Range(from = 1, to = 64) int stride,
    @Range(from = 0, to = 63) int padding)
    implements Linear {
  public Conv {
    Records.check(channels, kernel, stride, padding);
  }

  @Override
  public DataShape shape(DataShape in) {
    int[] d = in.requireImage(this);
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
    return (1 + taps(in)) * channels;
  }

  @Override
  public long multiplyAdds(DataShape in) {
    return Math.multiplyExact((long) shape(in).length(), taps(in));
  }

  private long taps(DataShape in) {
    return (long) kernel * kernel * in.dimensions()[0];
  }

  @Override
  public void addTo(NetworkBuilder network) {
    network.convolution(
        "conv", new ConvolutionLayer.Builder(kernel, kernel), channels, stride, padding);
  }

  @Override
  public void addTo(OnnxGraph graph) {
    graph.convolution("Conv", graph.name("conv"), kernel, stride, padding);
  }

  @Override
  public String toString() {
    return text();
  }
}
