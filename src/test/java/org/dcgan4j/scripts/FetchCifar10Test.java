package org.dcgan4j.scripts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code scripts/fetch-cifar10.sh --from}, with an archive of files that are 10,000 times shorter.
 */
class FetchCifar10Test {
  private static final int BYTES = 3073;

  @TempDir private Path root;
  private Path inside;
  private Path archive;

  @BeforeEach
  void files() throws IOException, InterruptedException {
    inside = Files.createDirectories(root.resolve("made/cifar-10-batches-bin"));
    for (int i = 1; i <= 5; i++) {
      Files.write(inside.resolve("data_batch_" + i + ".bin"), new byte[BYTES]);
    }
    Files.write(inside.resolve("test_batch.bin"), new byte[BYTES]);
    Files.writeString(inside.resolve("batches.meta.txt"), "airplane\n");
    archive = root.resolve("made/cifar-10-binary.tar.gz");
    pack();
    Files.createDirectory(root.resolve("scripts"));
    Path helpers = Path.of("scripts/fetch-helpers.sh");
    Files.copy(helpers, root.resolve(helpers));
  }

  private void pack() throws IOException, InterruptedException {
    Ended.of(
        "tar",
        "-czf",
        archive.toString(),
        "-C",
        root.resolve("made").toString(),
        inside.getFileName().toString());
  }

  /** Of a copy that knows the small archive's checksum, where there is one. */
  private Ended fetch(boolean known, String... arguments) throws IOException, InterruptedException {
    String script = Files.readString(Path.of("scripts/fetch-cifar10.sh"));
    if (known) {
      String md5 = DigestUtils.md5Hex(Files.readAllBytes(archive));
      script =
          script
              .replaceFirst("MD5=\\w+", "MD5=" + md5)
              .replaceFirst("BYTES=\\d+", "BYTES=" + BYTES);
    }
    Path copy = Files.writeString(root.resolve("scripts/fetch-cifar10.sh"), script);
    List<String> command = new ArrayList<>(List.of("bash", copy.toString()));
    command.addAll(List.of(arguments));
    return Ended.of(command.toArray(String[]::new));
  }

  @Test
  void archive_shouldBeUnpackedOnce() throws IOException, InterruptedException {
    Ended first = fetch(true, "--from", archive.toString());
    Ended second = fetch(true, "--from", archive.getParent().toString());

    assertThat(first).isEqualTo(new Ended(0, "cifar10/ is ready: 60,000 pictures\n"));
    assertThat(second).isEqualTo(new Ended(0, "cifar10/ is already there\n"));
    assertThat(root.resolve("cifar10/test_batch.bin")).hasSize(BYTES);
    assertThat(root.toFile().list()).containsOnly("made", "scripts", "cifar10");
  }

  @Test
  void incompleteFolder_shouldBeReplaced() throws IOException, InterruptedException {
    Files.createDirectory(root.resolve("cifar10"));
    Files.write(root.resolve("cifar10/data_batch_1.bin"), new byte[7]);

    assertThat(fetch(true, "--from", archive.toString()).status()).isZero();
    assertThat(root.resolve("cifar10/data_batch_1.bin")).hasSize(BYTES);
  }

  @Test
  void picturesOfOnesOwn_shouldStayBeside() throws IOException, InterruptedException {
    for (int i = 1; i <= 2; i++) {
      Path own = Files.createDirectories(root.resolve("cifar10/cats"));
      Files.writeString(own.resolve("mine.png"), "picture " + i);
      Files.deleteIfExists(root.resolve("cifar10/test_batch.bin"));

      assertThat(fetch(true, "--from", archive.toString()))
          .isEqualTo(
              new Ended(
                  0,
                  "what was in cifar10 is not what was fetched, and is kept in cifar10.before-"
                      + i
                      + "\ncifar10/ is ready: 60,000 pictures\n"));
      assertThat(root.resolve("cifar10.before-" + i + "/cats/mine.png")).hasContent("picture " + i);
      assertThat(root.resolve("cifar10/cats")).doesNotExist();
    }
  }

  @Test
  void whatIsNotIt_shouldBeRefusedInOneLine() throws IOException, InterruptedException {
    String md5 = DigestUtils.md5Hex(Files.readAllBytes(archive));
    assertThat(fetch(false, "--from", archive.toString()))
        .isEqualTo(
            new Ended(
                2,
                "fetch-cifar10: "
                    + archive
                    + " has MD5 "
                    + md5
                    + ", expected c32a1d4ab5d03f1284b67883e8d87530\n"));
    assertThat(fetch(false, "--from", root + "/none"))
        .isEqualTo(new Ended(2, "fetch-cifar10: no such file: " + root + "/none\n"));
    assertThat(fetch(false, "--form").output()).contains("unknown argument '--form'");
    assertThat(fetch(false, "--from").output()).contains("--from needs a file or a folder");
    Files.write(inside.resolve("data_batch_3.bin"), new byte[BYTES - 1]);
    pack();
    assertThat(fetch(true, "--from", archive.toString()))
        .isEqualTo(
            new Ended(
                2,
                "fetch-cifar10: "
                    + archive
                    + " lacks files in cifar-10-batches-bin, or they have other lengths\n"));
    assertThat(root.toFile().list()).as("nothing is left").containsOnly("made", "scripts");
  }
}
