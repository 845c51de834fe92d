package org.dcgan4j.layer;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Map;
import org.dcgan4j.binding.InvalidInputException;

/**
 * One layer of a network, written as one short text such as {@code conv 64 k4 s2 p1}. It answers
 * for itself whatever is asked of a layer: the compiler asks a new kind, which is one record with
 * its {@link Syntax}, for all of it. Shapes are {@code [N, features]} or {@code [N, C, H, W]}.
 */
public sealed interface LayerSpec permits Linear, Reshape, BatchNorm, ElementWise, Residual {

  /**
   * Reads a layer from its text; any run of white space counts as one space.
   *
   * @throws InvalidInputException naming the nearest word, the legal form or the legal range
   */
  @JsonCreator
  static LayerSpec parse(String text) {
    return LayerText.parse(text);
  }

  /** Every kind, for the documentation. */
  static List<Kind> kinds() {
    return LayerText.kinds();
  }

  /**
   * What is to be said of one kind of layer.
   *
   * @param syntax for example {@code dropout RATE}
   * @param meaning one sentence
   * @param ranges what is legal for each word in capitals of the syntax, in its order
   */
  record Kind(String syntax, String meaning, Map<String, String> ranges) {}

  /** The canonical text: {@code parse(x.text())} equals {@code x}. */
  @JsonValue
  default String text() {
    return LayerText.write(this);
  }

  /**
   * The shape of what it makes of one example.
   *
   * @throws InvalidInputException if it cannot take such an example
   */
  DataShape shape(DataShape in);

  /** How many parameters it learns; a bias that a normalisation behind it takes away counts. */
  long parameters(DataShape in);

  /**
   * The multiply-adds of one example's way up, in matrix products alone. Taps of a kernel that fall
   * on padding count too.
   */
  long multiplyAdds(DataShape in);

  /** Whether it is linear but for kinks, for the same dropout: R1 needs such layers. */
  boolean piecewiseLinear();

  /**
   * Whether what it was given may change once it has run: it works in place, in training or in use,
   * or hands its input on to layers that do.
   */
  boolean overwritesInput();

  /** Adds its DL4J layers or vertices of the network's kit. */
  void addTo(NetworkBuilder network);

  /** Adds its nodes of ONNX, operator set 13. */
  void addTo(OnnxGraph graph);
}
