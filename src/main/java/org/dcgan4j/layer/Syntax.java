package org.dcgan4j.layer;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * How a kind of layer is written and what it does; {@link LayerText} prints, parses and explains
 * layers with this.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@interface Syntax {
  /** Its text with the record's components in braces: {@code "conv {channels} k{kernel}"}. */
  String value();

  /** One sentence for the documentation. */
  String meaning();
}
