package org.dcgan4j.layer;

/** A layer that works on each number by itself: the shape stays, and there are no parameters. */
sealed interface ElementWise extends LayerSpec permits LeakyRelu, Activation, Dropout, Scale, Clip {

  @Override
  default DataShape shape(DataShape in) {
    return in;
  }

  @Override
  default long parameters(DataShape in) {
    return 0;
  }

  @Override
  default long multiplyAdds(DataShape in) {
    return 0;
  }

  /** In use all of them work in place, or hand on what they are given. */
  @Override
  default boolean overwritesInput() {
    return true;
  }
}
