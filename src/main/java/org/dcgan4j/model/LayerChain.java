package org.dcgan4j.model;

import java.util.List;
import org.dcgan4j.model.layer.SplitBackprop;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.impl.LayerVertex;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Drives consecutive layers of a graph forward and backward, one pass at a time, which {@code
 * ComputationGraph.fit} does not allow: a GAN's step stops half way up, trains the discriminator,
 * and goes on.
 */
final class LayerChain {
  private final List<Link> links;

  private record Link(InputPreProcessor before, Layer layer) {

    INDArray forward(INDArray x, boolean training, LayerWorkspaceMgr workspace) {
      INDArray in = before == null ? x : before.preProcess(x, (int) x.size(0), workspace);
      layer.setInput(in, workspace);
      return layer.activate(training, workspace);
    }

    INDArray backward(INDArray epsilon, LayerWorkspaceMgr workspace) {
      INDArray gradient = layer.backpropGradient(epsilon, workspace).getSecond();
      return before == null
          ? gradient
          : before.backprop(gradient, (int) gradient.size(0), workspace);
    }

    void backwardWeights(INDArray epsilon, LayerWorkspaceMgr workspace) {
      if (layer instanceof SplitBackprop split) {
        split.backpropWeights(epsilon, workspace);
      } else {
        layer.backpropGradient(epsilon, workspace);
      }
    }
  }

  /**
   * @param names consecutive layers of the graph, from its input up
   */
  LayerChain(ComputationGraph graph, List<String> names) {
    this.links =
        names.stream()
            .map(name -> (LayerVertex) graph.getVertex(name))
            .map(vertex -> new Link(vertex.getLayerPreProcessor(), vertex.getLayer()))
            .toList();
  }

  /** The top layer's output. */
  INDArray forward(INDArray x, boolean training, LayerWorkspaceMgr workspace) {
    INDArray out = x;
    for (Link link : links) {
      out = link.forward(out, training, workspace);
    }
    return out;
  }

  /**
   * Writes all weight gradients of the last forward pass.
   *
   * @return the gradient with respect to the chain's input
   */
  INDArray backward(INDArray epsilon, LayerWorkspaceMgr workspace) {
    return backwardDownTo(0, epsilon, workspace);
  }

  /** As {@link #backward}, for a chain whose input needs no gradient. */
  void backwardWeights(INDArray epsilon, LayerWorkspaceMgr workspace) {
    links.get(0).backwardWeights(backwardDownTo(1, epsilon, workspace), workspace);
  }

  private INDArray backwardDownTo(int lowest, INDArray epsilon, LayerWorkspaceMgr workspace) {
    INDArray gradient = epsilon;
    for (int i = links.size() - 1; i >= lowest; i--) {
      gradient = links.get(i).backward(gradient, workspace);
    }
    return gradient;
  }
}
