package org.dcgan4j.config;

import org.dcgan4j.binding.ConfigWord;
import org.dcgan4j.layer.Activation;
import org.dcgan4j.layer.Clip;
import org.dcgan4j.layer.Dense;
import org.dcgan4j.layer.LayerSpec;

/** What the discriminator answers with. */
public enum OutputKind implements ConfigWord {
  /** Any number, positive for what it takes for real; its sigmoid is the probability. */
  LOGIT,
  /** The probability itself: the last layer is a sigmoid, or a clip inside [0, 1]. */
  PROBABILITY;

  /** Whether a last layer keeps to this kind. */
  boolean accepts(LayerSpec last) {
    return switch (this) {
      case LOGIT -> last.equals(new Dense(1));
      case PROBABILITY ->
          last instanceof Activation a && a.function() == Activation.Function.SIGMOID
              || last instanceof Clip clip && clip.least() >= 0 && clip.greatest() <= 1;
    };
  }

  /** The last layers that are legal, for messages. */
  String legalLast() {
    return switch (this) {
      case LOGIT -> "\"dense 1\" (the sigmoid is in the loss)";
      case PROBABILITY -> "\"sigmoid\" or a \"clip\" inside 0 and 1";
    };
  }
}
