package org.dcgan4j.binding;

import com.fasterxml.jackson.annotation.JsonValue;

/** A choice that a configuration writes as one word. */
public interface ConfigWord {

  /** The word that stands for this choice in files, flags and messages. */
  @JsonValue
  String word();
}
