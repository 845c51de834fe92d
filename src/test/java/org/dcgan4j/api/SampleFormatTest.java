package org.dcgan4j.api;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.dcgan4j.binding.InvalidInputException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SampleFormatTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "letters.png",
        "letters.npz",
        "letters.csv",
        "letters.tar.gz",
        "letters.npz.gz",
        "samples/idx3.txt"
      })
  void nameOfAnotherForm_shouldBeRefusedForIdx(String name) {
    assertThatThrownBy(() -> SampleFormat.IDX.requireNameOf(Path.of(name)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("--out: given " + name + ", legal for idx is a name in idx3-ubyte or .gz");
  }

  @ParameterizedTest
  @ValueSource(strings = {"letters.idx3-ubyte", "letters.idx3-ubyte.GZ", "letters.idx", "letters"})
  void nameOfIdx_shouldBeTaken(String name) {
    assertThatCode(() -> SampleFormat.IDX.requireNameOf(Path.of(name))).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"letters", "letters.v2", "letters.npz"})
  void anyName_shouldBeTakenForAFolder(String name) {
    assertThatCode(() -> SampleFormat.PNG.requireNameOf(Path.of(name))).doesNotThrowAnyException();
  }
}
