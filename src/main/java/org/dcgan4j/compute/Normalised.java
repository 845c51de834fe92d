package org.dcgan4j.compute;

import java.util.Map;
import org.dcgan4j.compute.Backend.Elementwise;
import org.dcgan4j.compute.Backend.Normal;
import org.dcgan4j.compute.Backend.Normalisation;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.params.BatchNormalizationParamInitializer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** The running statistics change as the stock layer's do: the updater subtracts "gradients". */
final class Normalised extends org.deeplearning4j.nn.layers.BaseLayer<BatchNormalization> {
  private static final long serialVersionUID = 1L;
  private final transient Normalisation normalisation;

  /** For what scales and shifts its output, where it learns no scale and shift itself. */
  final transient ChannelAffine affine;

  private final boolean inUse;

  /** The scale, the shift and the gradients of both, where it learns none. */
  private transient INDArray[] fixed;

  Normalised(
      NeuralNetConfiguration conf,
      DataType type,
      Normalisation normalisation,
      ChannelAffine affine,
      boolean inUse) {
    super(conf, type);
    this.normalisation = normalisation;
    this.affine = affine;
    this.inUse = inUse;
  }

  @Override
  public INDArray activate(boolean training, LayerWorkspaceMgr workspace) {
    input = Dl4jLayers.dense(input, ArrayType.ACTIVATIONS, workspace);
    INDArray out = Elementwise.like(input, workspace);
    if (training && !inUse) {
      normalisation.forward(input, normal(params, paramsFlattened, 0), out);
    } else {
      normalisation.infer(input, normal(params, paramsFlattened, 0), out);
    }
    return out;
  }

  @Override
  public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspace) {
    INDArray gradient = Dl4jLayers.lyingAs(input, epsilon, workspace);
    if (inUse) {
      // What it does is affine: without mean and beta it is its own derivative.
      INDArray none = params.get(BatchNormalizationParamInitializer.GLOBAL_MEAN).like();
      Normal p = normal(params, paramsFlattened, 0);
      INDArray xGradient = HostFloats.like(input, ArrayType.ACTIVATION_GRAD, workspace);
      normalisation.infer(
          gradient, new Normal(p.gamma(), none, none, p.variance(), null), xGradient);
      return new Pair<>(new DefaultGradient(), xGradient);
    }
    INDArray xGradient =
        normalisation.backward(
            input,
            gradient,
            normal(params, paramsFlattened, 0),
            normal(gradientViews, gradientsFlattened, 2));
    return new Pair<>(Dl4jLayers.gradientOf(gradientViews), xGradient);
  }

  /**
   * @param all of the layer, which end in its running statistics
   * @param from the first of {@link #fixed} that stands in
   */
  private Normal normal(Map<String, INDArray> arrays, INDArray all, int from) {
    INDArray mean = arrays.get(BatchNormalizationParamInitializer.GLOBAL_MEAN);
    long end = all.length();
    boolean learns = !layerConf().isLockGammaBeta();
    return new Normal(
        learns ? arrays.get(BatchNormalizationParamInitializer.GAMMA) : fixed(mean)[from],
        learns ? arrays.get(BatchNormalizationParamInitializer.BETA) : fixed(mean)[from + 1],
        mean,
        arrays.get(BatchNormalizationParamInitializer.GLOBAL_VAR),
        () -> all.reshape(end).get(NDArrayIndex.interval(end - 2 * mean.length(), end)));
  }

  @SuppressWarnings("try") // the scope is entered, not used
  private INDArray[] fixed(INDArray like) {
    if (fixed == null) {
      try (MemoryWorkspace none = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
        INDArray ones = Nd4j.ones(like.dataType(), like.shape());
        fixed = new INDArray[] {ones, ones.like(), ones.like(), ones.like()};
      }
    }
    return fixed;
  }

  @Override
  public boolean isPretrainLayer() {
    return false;
  }
}
