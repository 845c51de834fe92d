package org.dcgan4j.model;

import java.util.LinkedList;
import java.util.List;
import org.dcgan4j.compute.ChannelAffine;
import org.dcgan4j.compute.Dl4jLayers;
import org.dcgan4j.compute.Dl4jLayers.Weighted;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex.Op;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.deeplearning4j.nn.graph.vertex.impl.LayerVertex;
import org.deeplearning4j.nn.layers.ActivationLayer;
import org.deeplearning4j.nn.layers.DropoutLayer;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Drives consecutive layers of a graph forward and backward, one pass at a time, which {@code
 * ComputationGraph.fit} does not allow: a GAN's step stops half way up, trains the discriminator,
 * and goes on. A layer that adds what other layers make to its input holds a chain of these.
 */
final class LayerChain {
  private final List<Link> links;
  private final Told told;

  /** Which gradients a pass down makes; where a layer can, it computes no other. */
  private enum Gradients {
    ALL,
    INPUT,
    WEIGHTS
  }

  /** One layer, or what stands for one. */
  private sealed interface Link permits OfLayer, OfVertex, OfSum, OfClass {

    INDArray forward(INDArray x, boolean training, LayerWorkspaceMgr workspace);

    /** The gradient of the input, if it is among those that are asked for. */
    INDArray backward(INDArray epsilon, Gradients gradients, LayerWorkspaceMgr workspace);

    /** The derivative of the last forward pass along a tangent, which is spoiled. */
    INDArray tangent(INDArray v, LayerWorkspaceMgr workspace);
  }

  private record OfLayer(InputPreProcessor before, Layer layer) implements Link {

    @Override
    public INDArray forward(INDArray x, boolean training, LayerWorkspaceMgr workspace) {
      layer.setInput(shown(x, workspace), workspace);
      return layer.activate(training, workspace);
    }

    private INDArray shown(INDArray x, LayerWorkspaceMgr workspace) {
      return before == null ? x : before.preProcess(x, (int) x.size(0), workspace);
    }

    @Override
    public INDArray backward(INDArray epsilon, Gradients gradients, LayerWorkspaceMgr workspace) {
      INDArray gradient = null;
      if (layer instanceof Weighted weighted && gradients == Gradients.WEIGHTS) {
        weighted.backpropWeights(epsilon, workspace);
      } else if (layer instanceof Weighted weighted && gradients == Gradients.INPUT) {
        gradient = weighted.backpropInput(epsilon, workspace);
      } else {
        gradient = layer.backpropGradient(epsilon, workspace).getSecond();
      }
      return before == null || gradients == Gradients.WEIGHTS
          ? gradient
          : before.backprop(gradient, (int) gradient.size(0), workspace);
    }

    /**
     * What works element by element has a derivative that is its own transpose; all else is linear
     * but for its bias, and takes the tangent for its input.
     */
    @Override
    public INDArray tangent(INDArray v, LayerWorkspaceMgr workspace) {
      INDArray in = shown(v, workspace);
      if (layer instanceof ActivationLayer || layer instanceof DropoutLayer) {
        return layer.backpropGradient(in, workspace).getSecond();
      }
      layer.setInput(in, workspace);
      if (layer instanceof Weighted weighted) {
        return weighted.activateLinear(workspace);
      }
      INDArray bias = layer.paramTable().get(DefaultParamInitializer.BIAS_KEY);
      if (bias == null) {
        return layer.activate(true, workspace);
      }
      INDArray kept = bias.dup();
      bias.assign(0);
      try {
        return layer.activate(true, workspace);
      } finally {
        bias.assign(kept);
      }
    }
  }

  /** A vertex without parameters that works element by element. */
  private record OfVertex(GraphVertex vertex) implements Link {

    @Override
    public INDArray forward(INDArray x, boolean training, LayerWorkspaceMgr workspace) {
      vertex.setInput(0, x, workspace);
      return vertex.doForward(training, workspace);
    }

    @Override
    public INDArray backward(INDArray epsilon, Gradients gradients, LayerWorkspaceMgr workspace) {
      vertex.setEpsilon(epsilon);
      return vertex.doBackward(false, workspace).getSecond()[0];
    }

    @Override
    public INDArray tangent(INDArray v, LayerWorkspaceMgr workspace) {
      return backward(v, Gradients.ALL, workspace);
    }
  }

  /**
   * {@code x + f(x)}. The layers of {@code f} may work in place on gradients, and keep the tangent,
   * so that what goes past them is a copy; that they leave {@code x} alone is seen to when they are
   * built.
   */
  private record OfSum(LayerChain inner) implements Link {

    @Override
    public INDArray forward(INDArray x, boolean training, LayerWorkspaceMgr workspace) {
      return x.add(inner.up(x, training, workspace));
    }

    @Override
    public INDArray backward(INDArray epsilon, Gradients gradients, LayerWorkspaceMgr workspace) {
      INDArray past = epsilon.dup('c');
      INDArray through = inner.down(epsilon, gradients, workspace);
      return gradients == Gradients.WEIGHTS ? null : past.addi(through);
    }

    @Override
    public INDArray tangent(INDArray v, LayerWorkspaceMgr workspace) {
      INDArray past = v.dup('c');
      return past.addi(inner.tangent(v, workspace));
    }
  }

  /** The classes that a pass's input tells, and the loss's gradient with respect to them. */
  private static final class Told {
    /** How many there are; 0 where no layer asks for them. */
    private long count;

    /** {@code [N, count]}, one-hot or weights. */
    private INDArray classes;

    private INDArray gradient;

    void read(INDArray input) {
      if (count > 0) {
        classes = in(input).dup('c');
      }
    }

    void add(INDArray more) {
      gradient = gradient == null ? more : gradient.add(more);
    }

    /** Adds to the gradient of the input what comes past the layers, once. */
    void addTo(INDArray inputGradient) {
      if (gradient != null && inputGradient != null) {
        in(inputGradient).addi(gradient);
      }
      gradient = null;
    }

    private INDArray in(INDArray input) {
      long end = input.size(1);
      return input.get(NDArrayIndex.all(), NDArrayIndex.interval(end - count, end));
    }
  }

  /** The scale and the shift of the class, see {@code NetworkBuilder.scaleAndShiftByClass}. */
  private record OfClass(Told told, OfLayer scales, OfLayer shifts, ChannelAffine affine)
      implements Link {

    @Override
    public INDArray forward(INDArray x, boolean training, LayerWorkspaceMgr workspace) {
      return affine.forward(
          x,
          scales.forward(told.classes, training, workspace),
          shifts.forward(told.classes, training, workspace),
          workspace);
    }

    @Override
    public INDArray backward(INDArray epsilon, Gradients gradients, LayerWorkspaceMgr workspace) {
      ChannelAffine.Gradients made = affine.backward(epsilon, workspace);
      INDArray byScales = scales.backward(made.scales(), gradients, workspace);
      INDArray byShifts = shifts.backward(made.shifts(), gradients, workspace);
      if (gradients == Gradients.WEIGHTS) {
        return null;
      }
      told.add(byScales);
      told.add(byShifts);
      return made.x();
    }

    @Override
    public INDArray tangent(INDArray v, LayerWorkspaceMgr workspace) {
      throw new UnsupportedOperationException("behind a normalisation, which has none");
    }
  }

  /**
   * @param names consecutive layers of the graph, from its input up
   */
  LayerChain(ComputationGraph graph, List<String> names) {
    this(graph, names, new Told());
  }

  private LayerChain(ComputationGraph graph, List<String> names, Told told) {
    this.told = told;
    this.links =
        names.stream()
            // Products are by what classes have, and belong to the sum behind them.
            .filter(name -> !has(Op.Product, graph, name))
            .map(name -> link(graph, name, told))
            .toList();
    for (int i = 0; i + 1 < links.size(); i++) {
      if (links.get(i) instanceof OfLayer from
          && links.get(i + 1) instanceof OfLayer to
          && to.before == null) {
        Dl4jLayers.connect(from.layer, to.layer);
      }
    }
  }

  private static boolean has(Op op, ComputationGraph graph, String name) {
    return graph.getConfiguration().getVertices().get(name) instanceof ElementWiseVertex vertex
        && vertex.getOp() == op;
  }

  private static Link link(ComputationGraph graph, String name, Told told) {
    GraphVertex vertex = graph.getVertex(name);
    if (vertex instanceof LayerVertex layer) {
      return new OfLayer(layer.getLayerPreProcessor(), layer.getLayer());
    }
    if (!has(Op.Add, graph, name)) {
      return new OfVertex(vertex);
    }
    String past = inputs(graph, name).get(0);
    if (has(Op.Product, graph, past)) {
      OfLayer scales = table(graph, past);
      told.count = scales.layer.getParam(DefaultParamInitializer.WEIGHT_KEY).size(0);
      Layer normalisation = graph.getLayer(inputs(graph, past).get(0));
      return new OfClass(told, scales, table(graph, name), Dl4jLayers.affineBehind(normalisation));
    }
    LinkedList<String> inner = new LinkedList<>();
    for (String at = inputs(graph, name).get(1); !at.equals(past); at = inputs(graph, at).get(0)) {
      inner.addFirst(at);
    }
    return new OfSum(new LayerChain(graph, inner, told));
  }

  /** The dense layer whose output, spread over pixels if there are any, goes into a vertex. */
  private static OfLayer table(ComputationGraph graph, String vertex) {
    String at = inputs(graph, vertex).get(1);
    while (graph.getLayer(at).numParams() == 0) {
      at = inputs(graph, at).get(0);
    }
    return new OfLayer(null, graph.getLayer(at));
  }

  private static List<String> inputs(ComputationGraph graph, String name) {
    return graph.getConfiguration().getVertexInputs().get(name);
  }

  /** The top layer's output. */
  INDArray forward(INDArray x, boolean training, LayerWorkspaceMgr workspace) {
    told.read(x);
    return up(x, training, workspace);
  }

  private INDArray up(INDArray x, boolean training, LayerWorkspaceMgr workspace) {
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
    return backward(epsilon, Gradients.ALL, workspace);
  }

  /** The gradient with respect to the chain's input alone. */
  INDArray backwardInput(INDArray epsilon, LayerWorkspaceMgr workspace) {
    return backward(epsilon, Gradients.INPUT, workspace);
  }

  /** As {@link #backward}, for a chain whose input needs no gradient. */
  void backwardWeights(INDArray epsilon, LayerWorkspaceMgr workspace) {
    backward(epsilon, Gradients.WEIGHTS, workspace);
  }

  private INDArray backward(INDArray epsilon, Gradients gradients, LayerWorkspaceMgr workspace) {
    INDArray gradient = down(epsilon, gradients, workspace);
    told.addTo(gradients == Gradients.WEIGHTS ? null : gradient);
    return gradient;
  }

  private INDArray down(INDArray epsilon, Gradients gradients, LayerWorkspaceMgr workspace) {
    INDArray gradient = epsilon;
    for (int i = links.size() - 1; i > 0; i--) {
      Gradients needed = gradients == Gradients.INPUT ? gradients : Gradients.ALL;
      gradient = links.get(i).backward(gradient, needed, workspace);
    }
    return links.get(0).backward(gradient, gradients, workspace);
  }

  /**
   * The derivative of the last forward pass of piecewise linear layers along a tangent, in the same
   * pieces and with the same dropout. A backward pass after it writes the weight gradients of the
   * tangent's pass, but for those of the biases, which have no part in it.
   *
   * @param v of the shape of the chain's input, spoiled
   */
  INDArray tangent(INDArray v, LayerWorkspaceMgr workspace) {
    INDArray out = v;
    for (Link link : links) {
      out = link.tangent(out, workspace);
    }
    return out;
  }
}
