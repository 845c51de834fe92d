package org.dcgan4j.export;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The parameters of a network under PyTorch's names and in its shapes, so that {@code
 * load_state_dict} takes them:
 *
 * <ul>
 *   <li>dense: {@code weight [out, in]}, {@code bias [out]}
 *   <li>convolution: {@code weight [out, in, kH, kW]}, {@code bias [out]}
 *   <li>deconvolution: {@code weight [in, out, kH, kW]}, {@code bias [out]}
 *   <li>batch normalisation: {@code weight}, {@code bias}, {@code running_mean}, {@code
 *       running_var}, each {@code [C]}
 * </ul>
 *
 * <p>A bias is there only where the layer has one.
 */
public final class NetworkArrays {
  private static final Map<String, String> OF_BATCH_NORM =
      Map.of("gamma", "weight", "beta", "bias", "mean", "running_mean", "var", "running_var");
  private static final Map<String, String> OF_OTHERS = Map.of("W", "weight", "b", "bias");
  private static final List<String> ORDER =
      List.of("weight", "bias", "running_mean", "running_var");

  private NetworkArrays() {}

  /**
   * All parameters, from the input up.
   *
   * @param network of DL4J's own layers
   */
  public static List<NamedArray> of(ComputationGraph network) {
    List<NamedArray> arrays = new ArrayList<>();
    for (Layer layer : network.getLayers()) {
      arrays.addAll(of(layer));
    }
    return List.copyOf(arrays);
  }

  /** The parameters of one layer of DL4J's own, in the order above; ONNX has the same. */
  public static List<NamedArray> of(Layer layer) {
    org.deeplearning4j.nn.conf.layers.Layer conf = layer.conf().getLayer();
    Map<String, String> names = conf instanceof BatchNormalization ? OF_BATCH_NORM : OF_OTHERS;
    return layer.paramTable().entrySet().stream()
        .sorted(Comparator.comparingInt(array -> ORDER.indexOf(names.get(array.getKey()))))
        .map(
            array ->
                NamedArray.of(
                    conf.getLayerName() + "." + names.get(array.getKey()),
                    inTheirShape(conf, array.getKey(), array.getValue())))
        .toList();
  }

  private static INDArray inTheirShape(
      org.deeplearning4j.nn.conf.layers.Layer conf, String key, INDArray array) {
    if (conf instanceof DenseLayer && key.equals("W")) {
      return array.transpose();
    }
    // DL4J keeps vectors as rows; one of a single number is no row vector to M1.1.
    return key.equals("W") ? array : array.reshape(array.length());
  }
}
