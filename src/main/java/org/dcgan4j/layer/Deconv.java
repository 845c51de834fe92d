package org.dcgan4j.layer;

import org.dcgan4j.binding.FieldType.Range;
import org.dcgan4j.binding.Records;
import org.deeplearning4j.nn.conf.layers.Deconvolution2D;

/**
 * A transposed convolution, {@code [N, any, H, W] -> [N, channels, H', W']} with {@code H' = (H -
 * 1) stride + kernel - 2 padding}.
 */
@Syntax(
    value = "deconv {channels} k{kernel} s{stride} p{padding}",
    meaning =
        "A transposed convolution with a bias; a side becomes (side - 1) STRIDE + KERNEL - 2"
            + " PADDING.")
public record Deconv(
    @Range(from = 1, to = 65_536) int channels,
    @Range(from = 1, to = 64) int kernel,
    @Range(from = 1, to = 64) int stride,
    @Range(from = 0, to = 63) int padding)
    implements Linear {
  private static final int LARGEST_SIDE = 1 << 15;

  public Deconv {
    Records.check(channels, kernel, stride, padding);
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
    if (out > LARGEST_SIDE) {
      throw DataShape.refusal(
          this, ": makes an image of " + out + " a side, legal is at most " + LARGEST_SIDE);
    }
    return (int) out;
  }

  @Override
  public long parameters(DataShape in) {
    return (1 + (long) kernel * kernel * in.dimensions()[0]) * channels;
  }

  /** Those of the convolution that it transposes, whose output is its input. */
  @Override
  public long multiplyAdds(DataShape in) {
    return Math.multiplyExact((long) in.length(), (long) kernel * kernel * channels);
  }

  @Override
  public void addTo(NetworkBuilder network) {
    network.convolution(
        "deconv", new Deconvolution2D.Builder(kernel, kernel), channels, stride, padding);
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
