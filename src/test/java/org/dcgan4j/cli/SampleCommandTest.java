package org.dcgan4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipFile;
import javax.imageio.ImageIO;
import org.dcgan4j.api.SampleFormat;
import org.dcgan4j.io.OwnFilesOfTheDead;
import org.dcgan4j.job.TrainedRun;
import org.dcgan4j.model.Latents;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SampleCommandTest {
  private static final int HEADER = 16;
  private static final int AREA = 28 * 28;

  @TempDir private static Path data;
  private static Path run;

  @TempDir private Path folder;

  @BeforeAll
  static void train() throws IOException {
    run = SmallRun.in(data).trained(data.resolve("runs"));
  }

  @Test
  void idx_shouldBeMnistsFormat() throws IOException {
    ByteBuffer idx = ByteBuffer.wrap(idx("a.idx", 5, 1));

    assertThat(idx.remaining()).isEqualTo(HEADER + 5 * AREA);
    assertThat(new int[] {idx.getInt(), idx.getInt(), idx.getInt(), idx.getInt()})
        .containsExactly(0x803, 5, 28, 28);
  }

  @Test
  void idxGz_shouldHoldTheSameBytesCompressed() throws IOException {
    byte[] plain = idx("a.idx", 5, 1);
    idx("a.idx.gz", 5, 1);

    try (var gzip = new GZIPInputStream(Files.newInputStream(folder.resolve("a.idx.gz")))) {
      assertThat(gzip.readAllBytes()).isEqualTo(plain);
    }
  }

  @Test
  void seed_shouldDecideTheBytes() throws IOException {
    byte[] one = idx("a.idx", 5, 1);

    assertThat(idx("b.idx", 5, 1)).isEqualTo(one);
    assertThat(idx("c.idx", 5, 2)).isNotEqualTo(one);
  }

  @Test
  void largerCount_shouldBeginWithTheSameImages() throws IOException {
    byte[] few = idx("few.idx", 5, 1);
    byte[] many = idx("many.idx", 1100, 1);

    assertThat(Arrays.copyOfRange(many, HEADER, HEADER + 5 * AREA))
        .isEqualTo(Arrays.copyOfRange(few, HEADER, few.length));
  }

  @Test
  void raw_shouldDrawWithTheWeightsAsTrained() throws IOException {
    Path out = folder.resolve("raw.idx");

    Outcome outcome =
        Outcome.of("sample", run, "--count", 5, "--raw", "--format", "idx", "--out", out);

    assertThat(outcome.status()).isZero();
    TrainedRun trained = TrainedRun.open(run);
    float[] latents = new Latents(trained.config().generator(), 1).next(5);
    byte[] file = Files.readAllBytes(out);
    assertThat(Arrays.copyOfRange(file, HEADER, file.length))
        .isEqualTo(trained.gan().generator().generateImages(latents, 5).toArray())
        .isNotEqualTo(trained.gan().sampler().generateImages(latents, 5).toArray());
  }

  @Test
  void grid_shouldBeOnePicture() throws IOException {
    Outcome outcome = sample(9, "grid", folder.resolve("grid.png"));

    assertThat(outcome.withoutSources()).isEqualTo(new Outcome(0, "", ""));
    assertThat(ImageIO.read(folder.resolve("grid.png").toFile()).getWidth())
        .isGreaterThanOrEqualTo(3 * 2 * 28);
  }

  @Test
  void png_shouldBeTheImagesOfIdx() throws IOException {
    Outcome outcome = sample(3, "png", folder.resolve("images"));

    assertThat(outcome.status()).isZero();
    var third = ImageIO.read(folder.resolve("images/000002.png").toFile()).getRaster();
    byte[] idx = idx("a.idx", 3, 1);
    int[] expected = new int[AREA];
    for (int i = 0; i < AREA; i++) {
      expected[i] = idx[HEADER + 2 * AREA + i] & 0xFF;
    }
    assertThat(third.getSamples(0, 0, 28, 28, 0, (int[]) null)).isEqualTo(expected);
  }

  @Test
  void unfinishedPngs_shouldLeaveNothing() throws IOException {
    Path out = folder.resolve("images");
    OwnFilesOfTheDead.blockParts(out);

    Outcome outcome = sample(2, "png", out);

    assertThat(outcome.status()).isEqualTo(2);
    assertThat(outcome.complaints()).singleElement().asString().startsWith("dcgan4j: --out: ");
    assertThat(out).doesNotExist();
  }

  @Test
  void npz_shouldHoldOneArrayOfAllPixels() throws IOException {
    sample(4, "npz", folder.resolve("a.npz"));

    try (ZipFile zip = new ZipFile(folder.resolve("a.npz").toFile())) {
      byte[] array = zip.getInputStream(zip.getEntry("images.npy")).readAllBytes();
      byte[] idx = idx("a.idx", 4, 1);
      assertThat(Arrays.copyOfRange(array, array.length - 4 * AREA, array.length))
          .isEqualTo(Arrays.copyOfRange(idx, HEADER, idx.length));
    }
  }

  @ParameterizedTest
  @EnumSource(value = SampleFormat.class, names = "CSV", mode = EnumSource.Mode.EXCLUDE)
  void outBelowAFile_shouldNameTheFileInTheWay(SampleFormat format) throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "mine");

    Outcome outcome = sample(2, format.toString(), file.resolve("out"));

    assertThat(outcome.status()).isEqualTo(2);
    assertThat(outcome.complaints())
        .containsExactly(
            "dcgan4j: --out: cannot write " + file + "/out: " + file + " is in the way");
    assertThat(file).hasContent("mine");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a.jpg | | legal is a name in .png, .npz or idx3-ubyte, or --format png for a folder
          a.csv | | the name of csv, legal for images are grid, png, idx, npz
          a.jpg | grid | legal for grid is a name in .png
          a.png | npz | legal for npz is a name in .npz
          a.txt | npz | legal for npz is a name in .npz
          a.npz | idx | legal for idx is a name in idx3-ubyte or .gz
          """)
  void nameOfOtherContents_shouldBeRefused(String name, String format, String legal) {
    Path out = folder.resolve(name);
    Outcome outcome =
        format == null
            ? Outcome.of("sample", run, "--count", 2, "--out", out)
            : sample(2, format, out);

    assertThat(outcome.status()).isEqualTo(2);
    assertThat(outcome.complaints()).containsExactly("dcgan4j: --out: given " + out + ", " + legal);
    assertThat(out).doesNotExist();
  }

  @Test
  void outThatIsAFolder_shouldBeRefused() {
    assertThat(sample(2, "idx", folder).complaints())
        .containsExactly(
            "dcgan4j: --out: cannot write " + folder + ": " + folder + ": is a folder");
  }

  @ParameterizedTest
  @EnumSource(
      value = SampleFormat.class,
      names = {"PNG", "CSV"},
      mode = EnumSource.Mode.EXCLUDE)
  void failedWrite_shouldLeaveTheOldFile(SampleFormat format) throws IOException {
    Path old = Files.writeString(folder.resolve("samples"), "old");
    OwnFilesOfTheDead.blockParts(old);

    Outcome outcome = sample(2, format.toString(), old);

    assertThat(outcome.status()).isEqualTo(2);
    assertThat(outcome.complaints()).singleElement().asString().startsWith("dcgan4j: --out: ");
    assertThat(old).hasContent("old");
  }

  @Test
  void runWithoutAWholeCheckpoint_shouldNameWhatIsWrongWithEach() throws IOException {
    Path damaged = Files.createDirectory(folder.resolve("damaged"));
    Files.copy(run.resolve("config.json"), damaged.resolve("config.json"));
    Path old = Files.createDirectory(damaged.resolve("checkpoint-000003"));
    Files.writeString(old.resolve("checkpoint.json"), "{\"format\":2}");
    Path cut = Files.createDirectory(damaged.resolve("checkpoint-000006"));
    Path manifest = Path.of("checkpoint-000006", "checkpoint.json");
    Files.copy(run.resolve(manifest), damaged.resolve(manifest));
    Files.write(cut.resolve("generator.f32"), new byte[8]);
    Path kept = Files.writeString(folder.resolve("kept.idx"), "old");

    Outcome outcome = Outcome.of("sample", damaged, "--count", 1, "--format", "idx", "--out", kept);

    assertThat(outcome.status()).isEqualTo(2);
    assertThat(outcome.complaints())
        .singleElement()
        .asString()
        .startsWith(
            "dcgan4j: "
                + damaged
                + " has no checkpoint that can be read; "
                + cut
                + "/generator.f32 holds 8 bytes")
        .endsWith("; " + old + "/checkpoint.json is no checkpoint manifest");
    assertThat(kept).hasContent("old");
  }

  @Test
  void checkpoint_shouldBeTheOneThatIsAskedFor() throws IOException {
    assertThat(at("3")).isNotEqualTo(at("6")).isNotEqualTo(at("newest"));
    assertThat(at("6")).isEqualTo(at("newest"));

    Outcome outcome =
        Outcome.of(
            "sample", run, "--count", 1, "--out", folder.resolve("b.idx"), "--checkpoint", 4);
    assertThat(outcome.status()).isEqualTo(2);
    assertThat(outcome.complaints())
        .containsExactly("dcgan4j: " + run + " has no checkpoint-000004; there are 6, 3");
  }

  @Test
  void olderCheckpoint_shouldNotBeDrawnFromWithoutAWord() throws IOException {
    Path damaged = folder.resolve("damaged");
    try (var files = Files.walk(run)) {
      for (Path file : files.toList()) {
        Files.copy(file, damaged.resolve(run.relativize(file).toString()));
      }
    }
    Path cut = damaged.resolve("checkpoint-000006/generator.f32");
    Files.write(cut, new byte[8]);

    Outcome outcome =
        Outcome.of("sample", damaged, "--count", 1, "--out", folder.resolve("one.png"));

    assertThat(outcome.status()).isZero();
    assertThat(outcome.complaints())
        .singleElement()
        .asString()
        .startsWith("damaged: " + cut + " holds 8 bytes")
        .endsWith("; the checkpoint of step 3 is used instead");
    assertThat(outcome.err()).contains("checkpoint of step 3 of " + damaged);
  }

  private byte[] at(String checkpoint) throws IOException {
    Path out = folder.resolve("at.idx");
    assertThat(
            Outcome.of(
                    "sample",
                    run,
                    "--count",
                    2,
                    "--format",
                    "idx",
                    "--out",
                    out,
                    "--checkpoint",
                    checkpoint)
                .withoutSources())
        .isEqualTo(new Outcome(0, "", ""));
    return Files.readAllBytes(out);
  }

  private byte[] idx(String name, int count, long seed) throws IOException {
    Path out = folder.resolve(name);
    Outcome outcome =
        Outcome.of(
            "sample", run, "--count", count, "--seed", seed, "--format", "idx", "--out", out);
    assertThat(outcome.withoutSources()).isEqualTo(new Outcome(0, "", ""));
    return Files.readAllBytes(out);
  }

  private static Outcome sample(int count, String format, Path out) {
    return Outcome.of("sample", run, "--count", count, "--format", format, "--out", out);
  }
}
