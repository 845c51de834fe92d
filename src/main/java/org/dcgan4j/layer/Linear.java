package org.dcgan4j.layer;

/** A layer with weights and a bias, which leaves its input as it is. */
sealed interface Linear extends LayerSpec permits Dense, Conv, Deconv {

  @Override
  default boolean piecewiseLinear() {
    return true;
  }

  @Override
  default boolean overwritesInput() {
    return false;
  }
}
