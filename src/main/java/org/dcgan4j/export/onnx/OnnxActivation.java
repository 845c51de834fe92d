package org.dcgan4j.export.onnx;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import onnx.Onnx.AttributeProto;
import org.dcgan4j.binding.InvalidInputException;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationELU;
import org.nd4j.linalg.activations.impl.ActivationHardTanH;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationSELU;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationSoftPlus;
import org.nd4j.linalg.activations.impl.ActivationTanH;

/**
 * An activation as an operator of ONNX.
 *
 * @param constants scalar inputs behind the value itself
 */
record OnnxActivation(String operator, List<AttributeProto> attributes, List<Float> constants) {
  private static final Map<Class<? extends IActivation>, String> PLAIN =
      Map.of(
          ActivationReLU.class, "Relu",
          ActivationTanH.class, "Tanh",
          ActivationSigmoid.class, "Sigmoid",
          ActivationSoftPlus.class, "Softplus",
          ActivationSELU.class, "Selu");

  /**
   * @param layer its name, for messages
   * @param activation null for none
   * @return empty for none and for the identity
   * @throws InvalidInputException if ONNX has no such operator
   */
  static Optional<OnnxActivation> of(String layer, IActivation activation) {
    if (activation == null || activation instanceof ActivationIdentity) {
      return Optional.empty();
    } else if (PLAIN.containsKey(activation.getClass())) {
      return operator(PLAIN.get(activation.getClass()));
    } else if (activation instanceof ActivationLReLU leaky) {
      return operator("LeakyRelu", OnnxAttributes.of("alpha", (float) leaky.getAlpha()));
    } else if (activation instanceof ActivationELU elu) {
      return operator("Elu", OnnxAttributes.of("alpha", (float) elu.getAlpha()));
    } else if (activation instanceof ActivationHardTanH) {
      return Optional.of(new OnnxActivation("Clip", List.of(), List.of(-1f, 1f)));
    }
    throw new InvalidInputException(
        "layer %s has the activation %s, which has no form in ONNX yet"
            .formatted(layer, activation));
  }

  private static Optional<OnnxActivation> operator(String name, AttributeProto... attributes) {
    return Optional.of(new OnnxActivation(name, List.of(attributes), List.of()));
  }
}
