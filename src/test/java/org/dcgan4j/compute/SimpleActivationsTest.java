package org.dcgan4j.compute;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class SimpleActivationsTest {

  @Test
  void clip_shouldBoundItsInputAndCutTheGradientOutside() {
    IActivation clip = ScalarFunction.clip(0.01, 0.99).stock();
    INDArray x = Nd4j.createFromArray(-1.0, 0.01, 0.5, 0.99, 2.0);
    assertThat(clip.getActivation(x.dup(), true).toDoubleVector())
        .containsExactly(0.01, 0.01, 0.5, 0.99, 0.99);
    INDArray epsilon = Nd4j.createFromArray(7.0, 7.0, 7.0, 7.0, 7.0);
    assertThat(clip.backprop(x, epsilon).getFirst().toDoubleVector())
        .containsExactly(0, 7, 7, 7, 0);
  }

  @Test
  void scale_shouldMultiplyInputAndGradient() {
    IActivation scale = ScalarFunction.scale(6).stock();
    INDArray x = Nd4j.createFromArray(-1.0, 0.5);
    assertThat(scale.getActivation(x.dup(), true).toDoubleVector()).containsExactly(-6, 3);
    assertThat(scale.backprop(x, Nd4j.createFromArray(1.0, 2.0)).getFirst().toDoubleVector())
        .containsExactly(6, 12);
  }
}
