package org.dcgan4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.dcgan4j.binding.InvalidInputException;
import org.junit.jupiter.api.Test;

class OnlyClassTest {
  private static final ImageSet SET =
      new ImageSet(
          "letters",
          Images.of(ImageShape.grey(1, 2), new byte[] {0, 1, 2, 3, 4, 5, 6, 7}),
          new int[] {1, 0, 1, 0},
          List.of("A", "B"),
          List.of());

  @Test
  void onlyClass_shouldKeepItsImagesAlone() {
    ImageSet only = SET.only("B");
    assertThat(only.images().toArray()).containsExactly(0, 1, 4, 5);
    assertThat(List.of(only.label(0), only.label(1))).containsExactly(1, 1);
    assertThat(only.origin()).isEqualTo("letters");
    assertThat(only.onlyClass()).isEqualTo("B");
    assertThat(only.describe()).isEqualTo("2 images of class B of 2x1, grey");
    assertThat(only.sha256()).isNotEqualTo(SET.sha256());
  }

  @Test
  void unknownClass_shouldBeRefusedWithThoseThereAre() {
    assertThatThrownBy(() -> SET.only("7"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("data.onlyClass: given \"7\", legal for letters: A, B");
  }
}
