package org.dcgan4j.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.dcgan4j.config.ConfigReader;
import org.dcgan4j.data.ImageSet;
import org.dcgan4j.data.ImageSets;
import org.dcgan4j.data.ImageShape;
import org.dcgan4j.data.Images;
import org.dcgan4j.image.PictureFile;
import org.dcgan4j.run.Manifest;
import org.dcgan4j.run.RunFolder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReferenceDataTest {
  @TempDir private Path folder;
  private RunFolder run;
  private ImageSet trainedOn;

  @BeforeEach
  void makeRun() throws IOException {
    for (String name : List.of("A/a.png", "B/b.png", "B/c.png")) {
      byte[] pixels = {(byte) name.charAt(2), 1, 2, 3};
      Files.createDirectories(folder.resolve("data").resolve(name).getParent());
      PictureFile.write(
          Images.of(ImageShape.grey(2, 2), pixels), 0, folder.resolve("data").resolve(name));
    }
    run =
        RunFolder.create(
            folder, ConfigReader.resolve("notmnist-dcgan", null, Map.of("data.onlyClass", "B")));
    trainedOn = ImageSets.load(folder.resolve("data")).only("B");
    Manifest.now(List.of(), "CPU", 1, trainedOn).write(run);
  }

  @Test
  void imagesOfOneClass_shouldBeFoundAgain() {
    assertThat(ReferenceData.ofTraining(run, null))
        .hasValueSatisfying(set -> assertThat(set.count()).isEqualTo(2));
  }

  /** Its manifest had the class in the path, and a data hash without the names of the classes. */
  @Test
  void runOfAnOlderBuild_shouldFindItsImages() throws IOException {
    Path manifest = run.path().resolve("manifest.json");
    String older =
        Files.readString(manifest)
            .replaceFirst("\\s*\"onlyClass\" : \"B\",", "")
            .replace("/data\"", "/data, class B\"")
            .replace(trainedOn.sha256(), trainedOn.contentSha256());
    Files.writeString(manifest, older);
    assertThat(older).contains("data, class B").doesNotContain("onlyClass");

    assertThat(ReferenceData.ofTraining(run, null)).isPresent();
    assertThat(Manifest.read(run).data().onlyClass()).isEqualTo("B");
  }

  @Test
  void otherImages_shouldNotBeTakenForThem() throws IOException {
    Files.delete(folder.resolve("data/B/c.png"));

    assertThat(ReferenceData.ofTraining(run, null)).isEmpty();
  }
}
