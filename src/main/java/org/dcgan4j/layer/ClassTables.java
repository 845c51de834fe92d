package org.dcgan4j.layer;

import java.util.function.Function;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.distribution.ConstantDistribution;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex.Op;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.Upsampling2D;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToCnnPreProcessor;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.IUpdater;

/**
 * A scale and a shift of each class for each channel, behind a normalisation that has none
 * (Dumoulin et al., "A learned representation for artistic style", 2017, equation 5). They are the
 * weights of dense layers on the one-hot class, so that an input that tells several classes by
 * weights gets the sum of theirs by those weights. All are stock vertices, in both kits.
 *
 * @param told the vertex of the classes, {@code [N, classes]}
 * @param kit makes the kit's layer of a stock one
 */
record ClassTables(
    GraphBuilder graph, String told, IUpdater updater, Function<DenseLayer, Layer> kit) {

  /**
   * Multiplies each channel by the class's scale, which begins at 1, and adds its shift, which
   * begins at 0.
   *
   * @param normalised the layer that they are for
   * @param shape of what it makes of one example
   * @return the vertex that is on top then
   */
  String scaleAndShift(String normalised, DataShape shape) {
    String scales = add(normalised + ".scales", shape, 1);
    String shifts = add(normalised + ".shifts", shape, 0);
    String scaled = normalised + ".scaled";
    String shifted = normalised + ".shifted";
    graph.addVertex(scaled, new ElementWiseVertex(Op.Product), normalised, scales);
    graph.addVertex(shifted, new ElementWiseVertex(Op.Add), scaled, shifts);
    return shifted;
  }

  /** DL4J multiplies arrays of one shape alone, so that each number goes to all pixels. */
  private String add(String name, DataShape shape, double initial) {
    int[] d = shape.dimensions();
    DenseLayer stock =
        new DenseLayer.Builder()
            .nOut(d[0])
            .hasBias(false)
            .activation(Activation.IDENTITY)
            .weightInit(new ConstantDistribution(initial))
            .updater(updater)
            .build();
    graph.addLayer(name, kit.apply(stock), told);
    if (!shape.isImage()) {
      return name;
    }
    String pixels = name + ".pixels";
    graph.addLayer(pixels, new Upsampling2D.Builder().size(new int[] {d[1], d[2]}).build(), name);
    graph.inputPreProcessor(pixels, new FeedForwardToCnnPreProcessor(1, 1, d[0]));
    return pixels;
  }
}
