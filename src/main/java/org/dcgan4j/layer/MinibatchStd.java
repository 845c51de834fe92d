package org.dcgan4j.layer;

import org.dcgan4j.binding.FieldType.Range;
import org.dcgan4j.binding.Records;
import org.dcgan4j.compute.GroupDeviation;
import org.dcgan4j.layer.LayerText.Syntax;

/**
 * How much the images of a batch differ, as one more channel: {@code [N, C, H, W] -> [N, C + 1, H,
 * W]}. A generator that makes the same image over and over is found out by it (Karras et al.,
 * "Progressive growing of GANs for improved quality, stability, and variation", 2018, section 3, in
 * the groups of StyleGAN2).
 *
 * @param group images of one, at most
 */
@Syntax(
    value = "minibatch-std {group}",
    meaning =
        "A channel more, in the discriminator alone: how much images of a batch differ, the standard deviation over a"
            + " group, in the mean over all its numbers. A batch of N is split into N / GROUP groups, rounded up, image i"
            + " in group i modulo their number. Needs discriminator.separateBatches.")
public record MinibatchStd(@Range(from = 2, to = 65_536) int group) implements LayerSpec {
  public MinibatchStd {
    Records.check(group);
  }

  @Override
  public DataShape shape(DataShape in) {
    int[] d = in.requireImage(this);
    return DataShape.image(d[0] + 1, d[1], d[2]);
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
    return false;
  }

  @Override
  public boolean comparesImages() {
    return true;
  }

  @Override
  public boolean overwritesInput() {
    return false;
  }

  @Override
  public void addTo(NetworkBuilder network) {
    network.append(
        network.name("minibatchStd"),
        new GroupDeviation(group, network.isInUse(), network.isFast() ? network.backend() : null));
  }

  /** No generator has one. */
  @Override
  public void addTo(OnnxGraph graph) {
    throw new IllegalStateException("\"" + text() + "\" is of a discriminator");
  }

  @Override
  public String toString() {
    return text();
  }
}
