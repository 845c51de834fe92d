package org.dcgan4j.model;

import java.util.Arrays;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** What several tests ask of a network. */
final class Networks {
  private Networks() {}

  /** The layers of one part of a graph, from the input up; of a sum not the layers inside. */
  static List<String> layers(ComputationGraph graph, String prefix) {
    LinkedList<String> names = new LinkedList<>();
    String at =
        Arrays.stream(graph.topologicalSortOrder())
            .mapToObj(i -> graph.getVertices()[i].getVertexName())
            .filter(name -> name.startsWith(prefix))
            .reduce((lower, upper) -> upper)
            .orElseThrow();
    while (at.startsWith(prefix)) {
      names.addFirst(at);
      at = graph.getConfiguration().getVertexInputs().get(at).get(0);
    }
    return names;
  }

  /** The parameters in which the loss has a gradient: no running statistics. */
  static List<INDArray> trainable(ComputationGraph graph) {
    return graph.paramTable().entrySet().stream()
        .filter(parameter -> !parameter.getKey().matches(".*_(mean|var)"))
        .map(Map.Entry::getValue)
        .toList();
  }

  static INDArray numbers(long seed, DataType type, long... shape) {
    int length = (int) Arrays.stream(shape).reduce(1, Math::multiplyExact);
    double[] values = new Random(seed).doubles(length, -1, 1).toArray();
    return Nd4j.createFromArray(values).castTo(type).reshape('c', shape);
  }
}
