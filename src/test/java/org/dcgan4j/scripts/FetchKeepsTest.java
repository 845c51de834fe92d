package org.dcgan4j.scripts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the scripts that fetch notMNIST and MNIST do with files that are there already. */
class FetchKeepsTest {
  @TempDir private Path root;
  private Path made;

  @BeforeEach
  void folders() throws IOException {
    made = Files.createDirectory(root.resolve("made"));
    Files.createDirectory(root.resolve("scripts"));
    Path helpers = Path.of("scripts/fetch-helpers.sh");
    Files.copy(helpers, root.resolve(helpers));
  }

  private Ended fetch(String name, String script, Path from)
      throws IOException, InterruptedException {
    Path copy = Files.writeString(root.resolve("scripts/" + name), script);
    return Ended.of("bash", copy.toString(), "--from", from.toString());
  }

  @Test
  void notMnist_shouldTakeThePlaceOfAnUnpackingAlone() throws IOException, InterruptedException {
    Path letters = Files.createDirectories(made.resolve("notMNIST_small/A"));
    Files.writeString(letters.resolve("a.png"), "a");
    Files.writeString(letters.resolve("b.png"), "b");
    Path archive = made.resolve("archive.tar.gz");
    Ended.of("tar", "-czf", archive.toString(), "-C", made.toString(), "notMNIST_small");
    String script =
        Files.readString(Path.of("scripts/fetch-notmnist.sh"))
            .replaceFirst("FILES=\\d+", "FILES=2")
            .replaceFirst("MD5=\\w+", "MD5=" + DigestUtils.md5Hex(Files.readAllBytes(archive)));
    Path target = root.resolve("notmnist/notMNIST_small");
    Path before = root.resolve("notmnist/notMNIST_small.before-1");
    Files.createDirectories(target.resolve("A"));
    Files.writeString(target.resolve("A/a.png"), "");

    assertThat(fetch("fetch-notmnist.sh", script, archive))
        .isEqualTo(new Ended(0, "notmnist/notMNIST_small is ready: 2 files\n"));
    assertThat(before).doesNotExist();

    Files.writeString(target.resolve("A/mine.png"), "mine");

    assertThat(fetch("fetch-notmnist.sh", script, archive).output())
        .startsWith("what was in notmnist/notMNIST_small is not what was fetched, and is kept in ");
    assertThat(before.resolve("A/mine.png")).hasContent("mine");
    assertThat(target.resolve("A/mine.png")).doesNotExist();
  }

  @Test
  void mnist_shouldReplaceTheBeginningOfAFileAlone() throws IOException, InterruptedException {
    String script = Files.readString(Path.of("scripts/fetch-mnist.sh"));
    for (String set : new String[] {"train", "t10k"}) {
      for (String kind : new String[] {"images-idx3", "labels-idx1"}) {
        String name = set + "-" + kind + "-ubyte.gz";
        Files.writeString(made.resolve(name), name);
        script =
            Pattern.compile("\\w{32} (?=" + name + ")")
                .matcher(script)
                .replaceFirst(DigestUtils.md5Hex(name) + " ");
      }
    }
    Path mnist = Files.createDirectory(root.resolve("mnist"));
    Files.writeString(mnist.resolve("train-images-idx3-ubyte.gz"), "train-im");
    Files.writeString(mnist.resolve("t10k-images-idx3-ubyte.gz"), "shirts");

    assertThat(fetch("fetch-mnist.sh", script, made))
        .isEqualTo(
            new Ended(
                0,
                "what was in mnist/t10k-images-idx3-ubyte.gz is not what was fetched, and is kept in"
                    + " mnist.before-1/t10k-images-idx3-ubyte.gz\nmnist/ is ready\n"));
    assertThat(root.resolve("mnist.before-1/t10k-images-idx3-ubyte.gz")).hasContent("shirts");
    assertThat(mnist.resolve("t10k-images-idx3-ubyte.gz")).hasContent("t10k-images-idx3-ubyte.gz");
    assertThat(mnist.toFile().list()).hasSize(4);
  }
}
