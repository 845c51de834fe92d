package org.dcgan4j.data.letters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.data.ImageSets;
import org.dcgan4j.data.ImageShape;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RenderedLettersTest {
  @TempDir Path folder;
  private Path out;
  private final List<Integer> progress = new ArrayList<>();

  @BeforeEach
  void chooseOut() {
    out = folder.resolve("sets/letters");
  }

  @Test
  void render_shouldSpreadTheCountEvenlyAndTellProgress() throws IOException {
    ensure(103, 1);

    Map<String, byte[]> files = files(out);
    assertThat(files).hasSize(104).containsKey("letters.json");
    assertThat(files.keySet().stream().filter(name -> name.startsWith("C/"))).hasSize(11);
    assertThat(files.keySet().stream().filter(name -> name.startsWith("D/"))).hasSize(10);
    assertThat(files.keySet())
        .anyMatch(name -> name.matches("J/000009-[A-Za-z]+(-[A-Za-z]+)?.png"));
    assertThat(progress).isEqualTo(IntStream.rangeClosed(1, 103).boxed().toList());
  }

  @Test
  void render_shouldGiveTheSameBytesForTheSameSeedOnly() throws IOException {
    Path again = folder.resolve("again");
    Path other = folder.resolve("other");
    FontFaces faces = FontFaces.bundled();
    RenderedLetters.render(faces, LetterRenderer.USUAL, 40, 5, out, progress::add);
    RenderedLetters.render(faces, LetterRenderer.USUAL, 40, 5, again, progress::add);
    RenderedLetters.render(faces, LetterRenderer.USUAL, 40, 6, other, progress::add);

    Map<String, byte[]> first = files(out);
    assertThat(files(again).keySet()).isEqualTo(first.keySet());
    files(again).forEach((name, bytes) -> assertThat(bytes).as(name).isEqualTo(first.get(name)));
    assertThat(files(other).keySet()).isNotEqualTo(first.keySet());
    assertThat(files(other).values())
        .noneMatch(bytes -> first.values().stream().anyMatch(b -> Arrays.equals(b, bytes)));
  }

  @Test
  void ensure_shouldDrawOnceUnlessCountOrSeedOrFilesDiffer() throws IOException {
    assertThat(ensure(20, 1)).isTrue();
    progress.clear();
    assertThat(ensure(20, 1)).isFalse();
    assertThat(progress).isEmpty();
    assertThat(ensure(20, 2)).isTrue();
    assertThat(ensure(10, 2)).isTrue();
    assertThat(files(out)).hasSize(11);
    Files.delete(out.resolve(files(out).firstKey()));
    assertThat(ensure(10, 2)).isTrue();
    assertThat(files(out)).hasSize(11);
    assertThat(siblings()).containsExactly("letters");
  }

  @Test
  void ensure_shouldDrawAgainForAnotherShapeAndKeepWhatAnOlderBuildDrew() throws IOException {
    ensure(20, 1);
    Path manifest = out.resolve("letters.json");
    String json = Files.readString(manifest);
    Files.writeString(manifest, json.replaceFirst(",\\s*\"shape\".*\"", ""));

    assertThat(Files.readString(manifest)).doesNotContain("shape");
    assertThat(ensure(20, 1)).isFalse();
    ImageShape other = RenderedLetters.shape(12, true);
    assertThat(RenderedLetters.ensure(out, other, 20, 1, progress::add)).isTrue();
    assertThat(RenderedLetters.ensure(out, other, 20, 1, progress::add)).isFalse();
    assertThat(ImageSets.load(out).images().shape()).isEqualTo(other);
  }

  @Test
  void ensure_shouldDrawAgainWhenAnOtherRendererMadeTheSet() throws IOException {
    ensure(10, 1);
    Path manifest = out.resolve("letters.json");
    String json = Files.readString(manifest);
    Files.writeString(manifest, json.replaceFirst("(rendererVersion\" : )\\d+", "$1999"));

    assertThat(ensure(10, 1)).isTrue();
    assertThat(Files.readString(manifest)).isEqualTo(json);
  }

  @Test
  void render_shouldLeaveNothingWhenItIsStopped() throws IOException {
    assertThatThrownBy(
            () ->
                RenderedLetters.ensure(
                    out,
                    LetterRenderer.USUAL,
                    40,
                    1,
                    done -> {
                      throw new IllegalStateException("stopped");
                    }))
        .isInstanceOf(IllegalStateException.class);

    assertThat(out).doesNotExist();
    assertThat(ensure(40, 1)).isTrue();
  }

  @Test
  void render_shouldNeverTouchAFolderThatIsNotOurs() throws IOException {
    Path theirs = Files.createDirectories(out.resolve("A")).resolve("x.png");
    Files.writeString(theirs, "theirs");

    assertRefused("A", "no letters.json");
    Files.writeString(out.resolve("letters.json"), "{\"count\": 3}");
    assertThatThrownBy(() -> ensure(10, 1)).isInstanceOf(InvalidInputException.class);
    assertThat(theirs).hasContent("theirs");
  }

  @Test
  void render_shouldNotDeleteFilesThatWereAddedToASet() throws IOException {
    ensure(10, 1);
    Path added = Files.writeString(out.resolve("B/mine.png"), "mine");

    assertRefused("B/mine.png");
    assertThat(added).hasContent("mine");
    Files.delete(added);
    Files.writeString(out.resolve("notes.txt"), "mine");
    assertRefused("notes.txt");
  }

  @Test
  void render_shouldAcceptAnEmptyFolderAndRefuseAFile() throws IOException {
    Files.createDirectories(out);
    assertThat(ensure(10, 1)).isTrue();

    out = Files.writeString(folder.resolve("file"), "mine");
    assertRefused("is a file");
  }

  @Test
  void render_shouldReplaceASetThatWasEvaluated() throws IOException {
    ensure(10, 1);
    Files.createFile(out.resolve(".0123456789abcdef.dcgan4j-classifier"));
    Files.createFile(out.resolve(".dcgan4j-cache"));

    assertThat(ensure(20, 1)).isTrue();

    assertThat(files(out)).hasSize(21);
  }

  @Test
  void render_shouldRefuseACountOutOfRange() {
    assertThatThrownBy(() -> ensure(9, 1))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("9 letters to render; legal are 10 to 1000000");
    assertThatThrownBy(() -> ensure(1_000_001, 1)).isInstanceOf(InvalidInputException.class);
  }

  private boolean ensure(int count, long seed) {
    return RenderedLetters.ensure(out, LetterRenderer.USUAL, count, seed, progress::add);
  }

  private void assertRefused(String... why) {
    assertThatThrownBy(() -> ensure(10, 99))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(out.toString())
        .hasMessageContainingAll(why);
  }

  private List<String> siblings() throws IOException {
    try (Stream<Path> siblings = Files.list(out.getParent())) {
      return siblings.map(path -> path.getFileName().toString()).toList();
    }
  }

  private static TreeMap<String, byte[]> files(Path root) throws IOException {
    TreeMap<String, byte[]> files = new TreeMap<>();
    try (Stream<Path> walk = Files.walk(root)) {
      for (Path file : walk.filter(Files::isRegularFile).toList()) {
        files.put(root.relativize(file).toString(), Files.readAllBytes(file));
      }
    }
    return files;
  }
}
