package org.dcgan4j.model;

import java.util.Arrays;
import java.util.LinkedList;
import java.util.List;
import java.util.Objects;
import java.util.function.DoubleSupplier;
import org.dcgan4j.compute.Dl4jLayers;
import org.dcgan4j.compute.Dl4jLayers.Weighted;
import org.dcgan4j.model.Gan.StepWorkspace;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.deeplearning4j.nn.graph.vertex.impl.ElementWiseVertex;
import org.deeplearning4j.nn.graph.vertex.impl.LayerVertex;
import org.deeplearning4j.nn.layers.ActivationLayer;
import org.deeplearning4j.nn.layers.DropoutLayer;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Drives consecutive layers of a graph forward and backward, one pass at a time, which {@code
 * ComputationGraph.fit} does not allow: a GAN's step stops half way up, trains the discriminator,
 * and goes on. A layer that adds what other layers make to its input holds a chain of these.
 */
final class LayerChain {
  private final List<Link> links;

  /** Which gradients a pass down makes; where a layer can, it computes no other. */
  private enum Gradients {
    ALL,
    INPUT,
    WEIGHTS
  }

  /** One layer, or what stands for one. */
  private sealed interface Link permits OfLayer, OfVertex, OfSum {

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
      INDArray out = layer.activate(true, workspace);
      bias.assign(kept);
      return out;
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
      return x.add(inner.forward(x, training, workspace));
    }

    @Override
    public INDArray backward(INDArray epsilon, Gradients gradients, LayerWorkspaceMgr workspace) {
      INDArray past = epsilon.dup('c');
      INDArray through = inner.backward(epsilon, gradients, workspace);
      return gradients == Gradients.WEIGHTS ? null : past.addi(through);
    }

    @Override
    public INDArray tangent(INDArray v, LayerWorkspaceMgr workspace) {
      INDArray past = v.dup('c');
      return past.addi(inner.tangent(v, workspace));
    }
  }

  /**
   * @param names consecutive layers of the graph, from its input up
   */
  LayerChain(ComputationGraph graph, List<String> names) {
    this.links = names.stream().map(name -> link(graph, name)).toList();
    for (int i = 0; i + 1 < links.size(); i++) {
      if (links.get(i) instanceof OfLayer from
          && links.get(i + 1) instanceof OfLayer to
          && to.before == null) {
        Dl4jLayers.connect(from.layer, to.layer);
      }
    }
  }

  private static Link link(ComputationGraph graph, String name) {
    GraphVertex vertex = graph.getVertex(name);
    if (vertex instanceof LayerVertex layer) {
      return new OfLayer(layer.getLayerPreProcessor(), layer.getLayer());
    }
    if (vertex instanceof ElementWiseVertex) {
      List<String> inputs = inputs(graph, name);
      LinkedList<String> inner = new LinkedList<>();
      for (String at = inputs.get(1); !at.equals(inputs.get(0)); at = inputs(graph, at).get(0)) {
        inner.addFirst(at);
      }
      return new OfSum(new LayerChain(graph, inner));
    }
    return new OfVertex(vertex);
  }

  private static List<String> inputs(ComputationGraph graph, String name) {
    return graph.getConfiguration().getVertexInputs().get(name);
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

  /**
   * The penalty {@code weight / 2 |dD/dx|^2}, mean over examples, of a network that is linear in
   * pieces (R1 on reals: Mescheder et al., "Which training methods for GANs do actually converge?",
   * 2018, equation 9).
   *
   * <p>Within a piece the logit is {@code J x} with {@code J} a product of weights and masks, and
   * {@code g = dD/dx} a row of it. The penalty's derivative is that of {@code J v} for the constant
   * {@code v = weight / N g}: one pass up with the tangent {@code v} in place of {@code x}, and the
   * usual pass down. No second derivative is needed, and nothing is approximated.
   */
  static final class GradientPenalty {
    private final LayerChain layers;
    private final StepWorkspace memory;
    private final INDArray gradients;
    private final List<INDArray> biasGradients;
    private INDArray pending;

    GradientPenalty(ComputationGraph network, LayerChain layers, StepWorkspace memory) {
      this.layers = layers;
      this.memory = memory;
      this.gradients = network.getGradientsViewArray();
      long origin = network.params().offset();
      INDArray flat = gradients.reshape(gradients.length());
      this.biasGradients =
          Arrays.stream(network.getLayers())
              .map(GradientPenalty::bias)
              .filter(Objects::nonNull)
              .map(bias -> flat.get(range(bias.offset() - origin, bias.length())))
              .toList();
    }

    private static INDArray bias(Layer layer) {
      return layer.paramTable().get(DefaultParamInitializer.BIAS_KEY);
    }

    private static INDArrayIndex range(long from, long length) {
      return NDArrayIndex.interval(from, from + length);
    }

    /**
     * Computes the penalty's gradient from the last pass up, and keeps it for {@link #add} beside
     * those that are kept already. Inside the step's memory.
     *
     * @param picks 1 for the logit that judges each example, 0 for the others, of the logits' shape
     * @return the penalty, for who asks within the step's memory
     */
    DoubleSupplier compute(INDArray picks, double weight) {
      INDArray g = layers.backwardInput(picks.dup('c'), memory.manager());
      double each = weight / g.size(0);
      layers.tangent(g.dup('c').muli(each), memory.manager());
      layers.backwardWeights(picks.dup('c'), memory.manager());
      biasGradients.forEach(bias -> bias.assign(0));
      keep();
      return () -> g.mul(g).sumNumber().doubleValue() * each / 2;
    }

    /** Keeps the network's gradient for {@link #add} beside those that are kept already. */
    void keep() {
      pending = pending == null ? gradients.dup() : pending.addi(gradients);
    }

    /** Adds the gradient that {@link #compute} kept, once, to the network's. */
    void add() {
      if (pending != null) {
        gradients.addi(pending);
        pending = null;
      }
    }
  }
}
