package org.dcgan4j.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.config.ConfigReader;
import org.dcgan4j.data.ImageSet;
import org.dcgan4j.data.ImageShape;
import org.dcgan4j.data.Images;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestTest {
  private final ImageSet images = images(1);

  @TempDir private Path folder;
  private RunFolder run;

  @BeforeEach
  void create() {
    run = new RunFolder(folder, ConfigReader.preset(ConfigReader.defaultPreset()));
  }

  @Test
  void manifest_shouldComeBackAsItWasWritten() throws IOException {
    Manifest manifest = Manifest.now(List.of("train", "--seed", "3"), "a CPU", 3, images);
    manifest.write(run);

    assertThat(Manifest.read(run)).isEqualTo(manifest);
    assertThat(manifest.data().sha256()).isEqualTo(images.sha256());
    assertThat(manifest.versions().deeplearning4j()).isNotEmpty().doesNotContain("$");
  }

  @Test
  void otherPixels_shouldBeOtherData() {
    Manifest manifest = Manifest.now(List.of(), "a CPU", 3, images);

    assertThatCode(() -> manifest.requireSame(images(1), "")).doesNotThrowAnyException();
    assertThatThrownBy(() -> manifest.requireSame(images(2), "; so"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContainingAll(images(1).sha256(), images(2).sha256(), "; so");
  }

  /** What a search would find may be others by now. */
  @Test
  void dataThatWereFound_shouldBeThoseOfTheirPlace() throws IOException {
    Path data = Files.createDirectory(folder.resolve("letters"));
    ImageSet found =
        new ImageSet(data.toString(), images.images(), new int[0], List.of(), List.of());
    assertThat(Manifest.withDataOf(run)).isEqualTo(run.config());
    Manifest.now(List.of(), "a CPU", 3, found).write(run);

    assertThat(Manifest.withDataOf(run).data().dir()).isEqualTo(data.toString());

    RunFolder named =
        new RunFolder(folder, ConfigReader.resolve(null, null, Map.of("data.dir", "elsewhere")));
    assertThat(Manifest.withDataOf(named).data().dir()).isEqualTo("elsewhere");
    Files.delete(data);
    assertThat(Manifest.withDataOf(run).data().dir()).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{}", "[1]", "null", "nonsense"})
  void damagedManifest_shouldBeNamed(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("manifest.json"), text);

    assertThatThrownBy(() -> Manifest.read(run))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(file + " is no manifest of a run");
  }

  private static ImageSet images(int pixel) {
    return new ImageSet(
        "here",
        Images.of(ImageShape.grey(1, 1), new byte[] {(byte) pixel}),
        new int[0],
        List.of(),
        List.of());
  }
}
