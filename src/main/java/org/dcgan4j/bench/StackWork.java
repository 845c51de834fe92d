package org.dcgan4j.bench;

import java.util.List;
import org.dcgan4j.config.LayerSpec;
import org.dcgan4j.model.DataShape;
import org.dcgan4j.model.LayerShapes;

/**
 * The multiply-adds that one example costs in a stack of layers, in dense layers, convolutions and
 * deconvolutions alone. The gradient of such a layer's weights costs as many as its forward pass,
 * and so does the gradient of its input.
 *
 * <p>A convolution counts as {@code H' W' k k in out}, with {@code H'} and {@code W'} those of its
 * output; a deconvolution as the convolution that it transposes, whose output is its input. Taps of
 * the kernel that fall on padding count too.
 *
 * @param forward of the pass up
 * @param first the part of {@code forward} in the lowest layer that has weights
 */
record StackWork(long forward, long first) {

  static StackWork of(String key, DataShape input, List<LayerSpec> layers) {
    List<DataShape> shapes = LayerShapes.through(key, input, layers);
    DataShape in = input;
    long first = 0;
    long all = 0;
    for (int i = 0; i < layers.size(); i++) {
      long work = multiplyAdds(layers.get(i), in, shapes.get(i));
      first = first == 0 ? work : first;
      all = Math.addExact(all, work);
      in = shapes.get(i);
    }
    return new StackWork(all, first);
  }

  private static long multiplyAdds(LayerSpec layer, DataShape in, DataShape out) {
    if (layer instanceof LayerSpec.Dense) {
      return (long) in.length() * out.length();
    } else if (layer instanceof LayerSpec.Conv conv) {
      return convolution(out, in.dimensions()[0], conv.kernel());
    } else if (layer instanceof LayerSpec.Deconv deconv) {
      return convolution(in, out.dimensions()[0], deconv.kernel());
    }
    return 0;
  }

  private static long convolution(DataShape out, int inChannels, int kernel) {
    return Math.multiplyExact((long) out.length(), (long) kernel * kernel * inChannels);
  }

  /** Of the gradients of all weights. */
  long weightGradients() {
    return forward;
  }

  /** Of the gradients that the weights' gradients need: of each layer's input but the first's. */
  long innerGradients() {
    return forward - first;
  }

  /** Of the gradients of each layer's input, down to the stack's own. */
  long inputGradients() {
    return forward;
  }
}
