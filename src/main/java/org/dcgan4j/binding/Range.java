package org.dcgan4j.binding;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The legal range of a record component, declared once: {@link Check} enforces it in the compact
 * constructor, and the reader and every message take it from here.
 *
 * <p>On a list it is the legal number of elements.
 */
@Target(ElementType.RECORD_COMPONENT)
@Retention(RetentionPolicy.RUNTIME)
public @interface Range {
  double from();

  double to();

  /** Whether {@link #from()} itself is legal. */
  boolean fromIncluded() default true;

  /** Whether {@link #to()} itself is legal. */
  boolean toIncluded() default true;
}
