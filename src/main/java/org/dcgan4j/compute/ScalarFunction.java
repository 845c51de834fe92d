package org.dcgan4j.compute;

import java.io.Serializable;

/** A function of one number and its derivative. */
interface ScalarFunction extends Serializable {

  float value(float x);

  /**
   * The derivative at {@code x}.
   *
   * @param y the value there
   */
  float slope(float x, float y);
}
