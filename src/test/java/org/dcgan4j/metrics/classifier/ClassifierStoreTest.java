package org.dcgan4j.metrics.classifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.dcgan4j.config.DataConfig.Fit;
import org.dcgan4j.data.ImageSet;
import org.dcgan4j.data.ImageSets;
import org.dcgan4j.data.ImageShape;
import org.dcgan4j.data.letters.FontFaces;
import org.dcgan4j.data.letters.LetterRenderer;
import org.dcgan4j.data.letters.RenderedLetters;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.factory.Nd4j;

class ClassifierStoreTest {
  @TempDir private static Path folder;
  private static ImageSet letters;
  private static Classifier trained;

  @BeforeAll
  static void render() {
    Path path = folder.resolve("letters");
    RenderedLetters.render(FontFaces.bundled(), LetterRenderer.USUAL, 200, 1, path, done -> {});
    letters = ImageSets.load(path);
    trained = train();
  }

  @Test
  void sameData_shouldGiveTheSameClassifierToTheBit() {
    Nd4j.getRandom().nextLong();
    Classifier again = train();

    assertThat(again.sha256()).isEqualTo(trained.sha256());
    assertThat(again.origin()).isEqualTo(trained.origin());
  }

  @Test
  void origin_shouldSayWhereItComesFrom() {
    assertThat(trained.origin().heldOut()).isEqualTo(20);
    assertThat(trained.origin().accuracy()).isGreaterThan(0.3);
    assertThat(trained.origin().dataSha256()).isEqualTo(letters.contentSha256());
    assertThat(trained.origin().testSha256()).isEmpty();
  }

  @Test
  void reading_shouldBeProbabilitiesAndFeaturesOfMeanSquareOne() {
    Classifier.Reading reading = trained.read(letters.images());

    assertThat(reading.features().width()).isEqualTo(128);
    assertThat(reading.count()).isEqualTo(200);
    double squares = 0;
    for (float value : reading.features().values()) {
      squares += value * value;
    }
    assertThat(squares / reading.features().values().length).isCloseTo(1, within(0.1));
    for (int i = 0; i < 200; i++) {
      double sum = 0;
      for (int c = 0; c < 10; c++) {
        sum += reading.probabilities().values()[10 * i + c];
      }
      assertThat(sum).isCloseTo(1, within(1e-5));
    }
  }

  @Test
  void file_shouldHoldTheSameClassifier() throws IOException {
    Path file = folder.resolve("classifier");
    ClassifierStore.write(file, trained);

    Classifier read = ClassifierStore.read(file, trained.task());

    assertThat(read.origin()).isEqualTo(trained.origin());
    Classifier.Reading expected = trained.read(letters.images());
    Classifier.Reading actual = read.read(letters.images());
    assertThat(actual.features().values()).isEqualTo(expected.features().values());
    assertThat(actual.probabilities().values()).isEqualTo(expected.probabilities().values());
  }

  @Test
  void serialized_shouldBeTheSameClassifier() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(trained);
    }

    Classifier arrived;
    byte[] sent = bytes.toByteArray();
    try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(sent))) {
      arrived = (Classifier) in.readObject();
    }

    assertThat(arrived.origin()).isEqualTo(trained.origin());
    assertThat(arrived.read(letters.images()).features().values())
        .isEqualTo(trained.read(letters.images()).features().values());
  }

  @Test
  void fileForAnotherTask_shouldBeRefused() throws IOException {
    Path file = folder.resolve("other-task");
    ClassifierStore.write(file, trained);
    ImageShape shape = letters.images().shape();

    assertThatThrownBy(
            () ->
                ClassifierStore.read(
                    file, new Classifier.Task(shape, Classifier.Target.ROTATIONS, 4)))
        .hasMessage("it tells classes 10, expected rotations 4");
    assertThatThrownBy(
            () ->
                ClassifierStore.read(
                    file,
                    new Classifier.Task(new ImageShape(3, 28, 28), Classifier.Target.CLASSES, 10)))
        .hasMessage("it is for 1x28x28, expected 3x28x28");
  }

  @Test
  void damagedFile_shouldBeRefused() throws IOException {
    Path file = folder.resolve("damaged");
    ClassifierStore.write(file, trained);
    byte[] bytes = Files.readAllBytes(file);
    for (int at = 0; at < bytes.length; at += at < 250 ? 9 : bytes.length / 7) {
      byte[] damaged = bytes.clone();
      damaged[at] ^= 0x40;
      Files.write(file, damaged);
      assertThatThrownBy(() -> ClassifierStore.read(file, trained.task()))
          .as("byte " + at)
          .isInstanceOf(IOException.class);
    }
    for (int length = 0; length < bytes.length; length += length < 250 ? 40 : bytes.length / 5) {
      Files.write(file, Arrays.copyOf(bytes, length));
      assertThatThrownBy(() -> ClassifierStore.read(file, trained.task()))
          .as("length " + length)
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void store_shouldTrainOnceNameADamagedFileAndLeaveRandomNumbersAlone() throws IOException {
    Nd4j.getRandom().setSeed(7);
    Nd4j.getRandom().nextLong();
    long root = Nd4j.getRandom().rootState();
    long node = Nd4j.getRandom().nodeState();

    assertThat(notesOf()).anyMatch(note -> note.startsWith("training"));
    Path file = saved();
    byte[] whole = Files.readAllBytes(file);
    assertThat(notesOf())
        .singleElement()
        .asString()
        .startsWith(letters.origin() + ": a network that tells 10 classes, ")
        .contains("% of 20 held-out images right (");
    Files.write(file, Arrays.copyOf(whole, 5000));
    assertThat(notesOf().get(0))
        .startsWith(
            file + " is damaged, the classifier is trained again: it does not match its SHA-256");
    assertThat(file).hasBinaryContent(whole);

    assertThat(Nd4j.getRandom().rootState()).isEqualTo(root);
    assertThat(Nd4j.getRandom().nodeState()).isEqualTo(node);
  }

  /** What the store says, which has to find the same classifier each time. */
  private static List<String> notesOf() {
    List<String> notes = new ArrayList<>();
    Classifier found = new ClassifierStore(notes::add).classifierFor(letters, Fit.CROP);
    assertThat(found.sha256()).isEqualTo(trained.sha256());
    return notes;
  }

  private static Classifier train() {
    ClassifierTraining split =
        ClassifierTraining.of(letters, Optional.empty(), ClassifierStore.SEED);
    return split.run(share -> {});
  }

  private static Path saved() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("letters"))) {
      return files
          .filter(file -> file.toString().endsWith(".dcgan4j-classifier"))
          .findFirst()
          .orElseThrow();
    }
  }
}
