package org.dcgan4j.metrics.classifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.dcgan4j.data.ImageSet;
import org.dcgan4j.data.ImageSets;
import org.dcgan4j.data.letters.FontFaces;
import org.dcgan4j.data.letters.RenderedLetters;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.factory.Nd4j;

class ClassifierStoreTest {
  @TempDir private static Path folder;
  private static ImageSet letters;

  @BeforeAll
  static void render() {
    Path path = folder.resolve("letters");
    RenderedLetters.render(FontFaces.bundled(), 600, 1, path, done -> {});
    letters = ImageSets.load(path);
  }

  @Test
  void sameData_shouldGiveTheSameClassifierToTheBit() {
    Classifier first = trained();
    Nd4j.getRandom().nextLong();
    Classifier second = trained();

    assertThat(second.sha256()).isEqualTo(first.sha256());
    assertThat(second.origin()).isEqualTo(first.origin());
    assertThat(first.origin().heldOut()).isEqualTo(60);
    assertThat(first.origin().accuracy()).isGreaterThan(0.7);
    assertThat(first.origin().dataSha256()).isEqualTo(letters.sha256());
  }

  @Test
  void probabilitiesAndFeatures_shouldBeOfTheRightSize() {
    Reading reading = trained().read(letters.pixels());

    assertThat(reading.features().width()).isEqualTo(128);
    assertThat(reading.count()).isEqualTo(600);
    double squares = 0;
    for (float value : reading.features().values()) {
      squares += value * value;
    }
    assertThat(squares / reading.features().values().length).isCloseTo(1, within(0.1));
    for (int i = 0; i < 600; i++) {
      double sum = 0;
      for (int c = 0; c < 10; c++) {
        sum += reading.probabilities().values()[10 * i + c];
      }
      assertThat(sum).isCloseTo(1, within(1e-5));
    }
  }

  @Test
  void storedClassifier_shouldReadTheSameWithoutTraining() throws IOException {
    List<String> notes = new ArrayList<>();
    Classifier first = new ClassifierStore(notes::add).classifierFor(letters);
    assertThat(saved()).exists();
    notes.clear();

    Classifier second = new ClassifierStore(notes::add).classifierFor(letters);

    assertThat(notes).noneMatch(note -> note.startsWith("training"));
    assertThat(second.origin()).isEqualTo(first.origin());
    Reading expected = first.read(letters.pixels());
    Reading actual = second.read(letters.pixels());
    assertThat(actual.features().values()).isEqualTo(expected.features().values());
    assertThat(actual.probabilities().values()).isEqualTo(expected.probabilities().values());
  }

  @Test
  void damagedFile_shouldBeNamedAndTrainedAgain() throws IOException {
    Classifier first = new ClassifierStore(note -> {}).classifierFor(letters);
    byte[] bytes = Files.readAllBytes(saved());
    for (int at : new int[] {0, 9, 100, bytes.length / 2, bytes.length - 1}) {
      byte[] damaged = bytes.clone();
      damaged[at] ^= 0x40;
      assertTrainedAgain(damaged, first, bytes);
    }
    assertTrainedAgain(new byte[0], first, bytes);
    assertTrainedAgain(java.util.Arrays.copyOf(bytes, 5000), first, bytes);
  }

  private static void assertTrainedAgain(byte[] damaged, Classifier expected, byte[] whole)
      throws IOException {
    Path file = saved();
    Files.write(file, damaged);
    List<String> notes = new ArrayList<>();

    Classifier again = new ClassifierStore(notes::add).classifierFor(letters);

    assertThat(notes.get(0)).startsWith(file + " is damaged, the classifier is trained again: it ");
    assertThat(again.sha256()).isEqualTo(expected.sha256());
    assertThat(file).hasBinaryContent(whole);
  }

  @Test
  void randomNumbersOfTheProcess_shouldStayAsTheyWere() throws IOException {
    Files.deleteIfExists(saved());
    Nd4j.getRandom().setSeed(7);
    Nd4j.getRandom().nextLong();
    long root = Nd4j.getRandom().rootState();
    long node = Nd4j.getRandom().nodeState();

    new ClassifierStore(note -> {}).classifierFor(letters); // trains
    new ClassifierStore(note -> {}).classifierFor(letters); // reads

    assertThat(Nd4j.getRandom().rootState()).isEqualTo(root);
    assertThat(Nd4j.getRandom().nodeState()).isEqualTo(node);
  }

  @Test
  void unknownDataWithAPoorClassifier_shouldBeWarnedOf() {
    List<String> notes = new ArrayList<>();

    Classifier classifier = new ClassifierStore(notes::add).classifierFor(letters);

    assertThat(classifier.origin().accuracy()).isLessThan(0.9);
    assertThat(notes)
        .anyMatch(note -> note.endsWith("right; with less than 90.0% its measures say little"));
  }

  private static Classifier trained() {
    LabelledSplit split = LabelledSplit.of(letters, java.util.Optional.empty(), 1);
    return new ClassifierTraining(split, 1).run(share -> {});
  }

  private static Path saved() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("letters"))) {
      return files
          .filter(file -> file.toString().endsWith(".dcgan4j-classifier"))
          .findFirst()
          .orElse(folder.resolve("none"));
    }
  }
}
