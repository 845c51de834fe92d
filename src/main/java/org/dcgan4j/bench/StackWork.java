package org.dcgan4j.bench;

import java.util.List;
import org.dcgan4j.layer.DataShape;
import org.dcgan4j.layer.LayerShapes;
import org.dcgan4j.layer.LayerSpec;

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
    long first = 0;
    long all = 0;
    for (int i = 0; i < layers.size(); i++) {
      long work = layers.get(i).multiplyAdds(i == 0 ? input : shapes.get(i - 1));
      first = first == 0 ? work : first;
      all = Math.addExact(all, work);
    }
    return new StackWork(all, first);
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
