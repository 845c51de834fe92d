package org.dcgan4j.layer;

import org.dcgan4j.binding.FieldType.Range;
import org.dcgan4j.binding.Records;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToCnnPreProcessor;

/** Sees a vector as an image: {@code [N, C * H * W] -> [N, C, H, W]}. */
@Syntax(
    value = "reshape {channels}x{height}x{width}",
    meaning = "Sees a vector of CHANNELS * HEIGHT * WIDTH numbers as an image.")
public record Reshape(
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

  /** The image is another view of the same numbers. */
  @Override
  public boolean overwritesInput() {
    return true;
  }

  /** A dense layer would flatten the image again and gets the vector. */
  @Override
  public void addTo(NetworkBuilder network) {
    if (!(network.next() instanceof Dense)) {
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
