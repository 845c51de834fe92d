package org.dcgan4j.layer;

import org.dcgan4j.compute.Dl4jLayers;
import org.dcgan4j.layer.LayerText.Syntax;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer.PoolingType;
import org.deeplearning4j.nn.conf.layers.Upsampling2D;

/**
 * A layer that halves or doubles the sides of an image with the filter [1, 2, 1] in both
 * directions. Beyond its edges the outermost pixels go on, so that an image of one colour stays
 * one; StyleGAN and R3GAN have zeros there. It is linear and has no parameters. For other programs
 * both are made of what every one has: each pixel four times, and means of four neighbours.
 */
public sealed interface Resampling extends LayerSpec {

  @Override
  default long parameters(DataShape in) {
    return 0;
  }

  @Override
  default long multiplyAdds(DataShape in) {
    return 0;
  }

  @Override
  default boolean piecewiseLinear() {
    return true;
  }

  @Override
  default boolean overwritesInput() {
    return false;
  }

  /** {@code [N, C, H, W] -> [N, C, ceil(H / 2), ceil(W / 2)]}. */
  @Syntax(
      value = "down",
      meaning =
          "Halves each side, rounded up: every second pixel, mixed with its neighbours by [1, 2, 1] / 4 in both"
              + " directions; at an edge the pixel itself stands for its neighbour.")
  record Down() implements Resampling {

    @Override
    public DataShape shape(DataShape in) {
      int[] d = in.requireImage(this);
      return DataShape.image(d[0], (d[1] + 1) / 2, (d[2] + 1) / 2);
    }

    @Override
    public void addTo(NetworkBuilder network) {
      String name = network.name("down");
      if (network.isFast()) {
        network.append(name, Dl4jLayers.down(network.backend()));
        return;
      }
      network.append(
          name + ".between",
          new SubsamplingLayer.Builder(PoolingType.AVG)
              .kernelSize(2, 2)
              .stride(1, 1)
              .padding(1, 1)
              .convolutionMode(ConvolutionMode.Truncate)
              .build());
      network.append(
          name,
          new SubsamplingLayer.Builder(PoolingType.AVG)
              .kernelSize(2, 2)
              .stride(2, 2)
              .convolutionMode(ConvolutionMode.Truncate)
              .build());
    }

    @Override
    public void addTo(OnnxGraph graph) {
      String name = graph.name("down");
      graph
          .append("AveragePool", name + ".between")
          .attribute("kernel_shape", 2, 2)
          .attribute("pads", 1, 1, 1, 1);
      graph.append("AveragePool", name).attribute("kernel_shape", 2, 2).attribute("strides", 2, 2);
    }

    @Override
    public String toString() {
      return text();
    }
  }

  /** {@code [N, C, H, W] -> [N, C, 2 H, 2 W]}. */
  @Syntax(
      value = "up",
      meaning =
          "Doubles each side: behind each pixel the mean of it and the next, which is [1, 2, 1] / 2 on pixels with"
              + " zeros between them, in both directions; behind the last pixel itself.")
  record Up() implements Resampling {
    @Override
    public DataShape shape(DataShape in) {
      int[] d = in.requireImage(this);
      if (Math.max(d[1], d[2]) > DataShape.LARGEST_SIDE / 2) {
        throw DataShape.refusal(
            this,
            ": makes an image of more than "
                + DataShape.LARGEST_SIDE
                + " a side, the most that is legal");
      }
      return DataShape.image(d[0], 2 * d[1], 2 * d[2]);
    }

    @Override
    public void addTo(NetworkBuilder network) {
      String name = network.name("up");
      if (network.isFast()) {
        network.append(name, Dl4jLayers.up(network.backend()));
        return;
      }
      network.append(name + ".nearest", new Upsampling2D.Builder(2).build());
      network.append(
          name,
          new SubsamplingLayer.Builder(PoolingType.AVG)
              .kernelSize(2, 2)
              .stride(1, 1)
              .convolutionMode(ConvolutionMode.Same)
              .build());
    }

    @Override
    public void addTo(OnnxGraph graph) {
      String name = graph.name("up");
      graph
          .append("Resize", name)
          .input(graph.constants(name + ".region"))
          .input(graph.constants(name + ".factors", 1, 1, 2, 2))
          .attribute("mode", "linear")
          .attribute("coordinate_transformation_mode", "asymmetric");
    }

    @Override
    public String toString() {
      return text();
    }
  }
}
