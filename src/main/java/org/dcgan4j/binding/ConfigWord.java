package org.dcgan4j.binding;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** A choice among an enum's constants that a configuration writes as one word. */
public interface ConfigWord {

  /** The word in files, flags and messages: {@code least-squares} for {@code LEAST_SQUARES}. */
  @JsonValue
  default String word() {
    return ((Enum<?>) this).name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
