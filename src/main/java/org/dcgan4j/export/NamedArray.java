package org.dcgan4j.export;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * One array of a network, under PyTorch's name and in its shape, so that {@code load_state_dict}
 * takes it:
 *
 * <ul>
 *   <li>dense: {@code weight [out, in]}, {@code bias [out]}
 *   <li>convolution: {@code weight [out, in / groups, kH, kW]}, {@code bias [out]}
 *   <li>deconvolution: {@code weight [in, out, kH, kW]}, {@code bias [out]}
 *   <li>batch normalisation: {@code weight}, {@code bias}, {@code running_mean}, {@code
 *       running_var}, each {@code [C]}
 * </ul>
 *
 * <p>A bias is there only where the layer has one. ONNX has the same order in a layer.
 *
 * @param name for example {@code g.deconv1.weight}
 * @param values in C order: the last dimension runs fastest; kept, not copied
 */
public record NamedArray(String name, long[] shape, float[] values) {
  private static final Map<String, String> OF_BATCH_NORM =
      Map.of("gamma", "weight", "beta", "bias", "mean", "running_mean", "var", "running_var");
  private static final Map<String, String> OF_OTHERS = Map.of("W", "weight", "b", "bias");
  private static final List<String> ORDER =
      List.of("weight", "bias", "running_mean", "running_var");

  public NamedArray {
    if (Arrays.stream(shape).reduce(1, Math::multiplyExact) != values.length) {
      throw new IllegalArgumentException(
          name + " has " + values.length + " values and the shape " + Arrays.toString(shape));
    }
  }

  /** All parameters of a network, from the input up; of our layers or of DL4J's, the same. */
  public static List<NamedArray> of(ComputationGraph network) {
    return Arrays.stream(network.getLayers()).flatMap(NamedArray::of).toList();
  }

  private static Stream<NamedArray> of(Layer layer) {
    org.deeplearning4j.nn.conf.layers.Layer conf = layer.conf().getLayer();
    Map<String, String> names = conf instanceof BatchNormalization ? OF_BATCH_NORM : OF_OTHERS;
    return layer.paramTable().entrySet().stream()
        .sorted(Comparator.comparingInt(array -> ORDER.indexOf(names.get(array.getKey()))))
        .map(
            array -> {
              String name = conf.getLayerName() + "." + names.get(array.getKey());
              INDArray theirs = inTheirShape(conf, array.getKey(), array.getValue());
              return new NamedArray(name, theirs.shape(), theirs.dup('c').data().asFloat());
            });
  }

  private static INDArray inTheirShape(
      org.deeplearning4j.nn.conf.layers.Layer conf, String key, INDArray array) {
    if (conf instanceof DenseLayer && key.equals("W")) {
      return array.transpose();
    }
    // DL4J keeps vectors as rows; one of a single number is no row vector to M1.1.
    return key.equals("W") ? array : array.reshape(array.length());
  }

  /** The values as little-endian 32-bit floats. */
  byte[] littleEndian() {
    ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES);
    bytes.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(values);
    return bytes.array();
  }
}
