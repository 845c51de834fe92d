package org.dcgan4j.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * How a layer is written, with its components in braces: {@code "conv {channels} k{kernel}"}.
 * {@link LayerText} prints, parses and explains a layer with this one text.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@interface Form {
  String value();
}
