package org.dcgan4j.metrics.classifier;

import static org.assertj.core.api.Assertions.assertThat;

import org.dcgan4j.data.ImageShape;
import org.dcgan4j.data.Images;
import org.junit.jupiter.api.Test;

class RotationsTest {
  @Test
  void square_shouldTurnCounterclockwiseByQuarters() {
    Images turned = Rotations.all(Images.of(ImageShape.grey(2, 2), new byte[] {1, 2, 3, 4}));

    assertThat(turned.count()).isEqualTo(4);
    assertThat(turned.image(0)).containsExactly(1, 2, 3, 4);
    assertThat(turned.image(1)).containsExactly(2, 4, 1, 3);
    assertThat(turned.image(2)).containsExactly(4, 3, 2, 1);
    assertThat(turned.image(3)).containsExactly(3, 1, 4, 2);
  }

  @Test
  void otherShapes_shouldTurnUpsideDownAlone() {
    ImageShape wide = new ImageShape(3, 1, 2);

    Images turned = Rotations.all(Images.of(wide, new byte[] {1, 2, 3, 4, 5, 6, 0, 0, 0, 0, 0, 9}));

    assertThat(turned.shape()).isEqualTo(wide);
    assertThat(turned.count()).isEqualTo(4);
    assertThat(turned.image(0)).containsExactly(1, 2, 3, 4, 5, 6);
    assertThat(turned.image(1)).containsExactly(2, 1, 4, 3, 6, 5);
    assertThat(turned.image(3)).containsExactly(0, 0, 0, 0, 9, 0);
  }
}
