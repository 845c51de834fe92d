package org.dcgan4j.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import javax.imageio.ImageIO;
import org.dcgan4j.config.ConfigReader;
import org.dcgan4j.data.ImageSet;
import org.dcgan4j.data.ImageShape;
import org.dcgan4j.data.Images;
import org.dcgan4j.image.AnimatedGif;
import org.dcgan4j.image.PictureFile;
import org.dcgan4j.run.Manifest;
import org.dcgan4j.run.RunFolder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandResultsTest {
  @TempDir private Path folder;
  private final Map<Path, String> problems = new LinkedHashMap<>();

  @Test
  void emptyFolder_shouldHaveNoResults() throws IOException {
    assertThat(results().pictures()).isEmpty();
    assertThat(results().scores()).isEmpty();
    assertThat(problems).isEmpty();
  }

  @Test
  void smallPicture_shouldBeShownAsItIs() throws IOException {
    Path file = folder.resolve("arithmetic.png");
    PictureFile.write(grey(30, 20), file);

    JsonNode shown = results().pictures();

    assertThat(shown).hasSize(1);
    assertThat(shown.at("/0/heading").asText()).isEqualTo("Arithmetic with latents");
    assertThat(shown.at("/0/picture").binaryValue()).isEqualTo(Files.readAllBytes(file));
    assertThat(shown.at("/0/file").isMissingNode()).isTrue();
  }

  @Test
  void pictures_shouldComeInOneOrder_andTheWalkAsAPictureToo() throws IOException {
    for (String name : List.of("features.png", "projected.png", "walk.png")) {
      PictureFile.write(grey(30, 20), folder.resolve(name));
    }

    assertThat(results().pictures().findValuesAsText("heading"))
        .containsExactly(
            "A walk between latents",
            "Real pictures, found again",
            "What the discriminator looks for");
  }

  @ParameterizedTest
  @CsvSource({"walk.gif, walk.png", "walk.png, walk.gif"})
  void olderWalk_shouldNotHideTheNewer(String older, String newer) throws IOException {
    AnimatedGif.ofRun().write(2, i -> grey(30, 20), folder.resolve("walk.gif"));
    PictureFile.write(grey(30, 20), folder.resolve("walk.png"));
    Files.setLastModifiedTime(folder.resolve(older), FileTime.fromMillis(1_000_000));

    assertThat(results().pictures().at("/0/picture").binaryValue())
        .isEqualTo(Files.readAllBytes(folder.resolve(newer)));
  }

  @Test
  void largePicture_shouldBeMadeSmallerAndLinked() throws IOException {
    BufferedImage noise = grey(2000, 1600);
    byte[] pixels = new byte[2000 * 1600];
    new Random(1).nextBytes(pixels);
    noise.getRaster().setDataElements(0, 0, 2000, 1600, pixels);
    PictureFile.write(noise, folder.resolve("projected.png"));

    JsonNode shown = results().pictures().get(0);

    assertThat(shown.path("file").asText()).isEqualTo("projected.png");
    byte[] jpeg = shown.path("picture").binaryValue();
    assertThat(ImageIO.read(new ByteArrayInputStream(jpeg)).getWidth()).isEqualTo(1600);
  }

  @Test
  void largeWalk_shouldBeItsFirstFrameAndLinked() throws IOException {
    largeWalk(folder);

    JsonNode shown = results().pictures().get(0);

    assertThat(shown.path("file").asText()).isEqualTo("walk.gif");
    byte[] jpeg = shown.path("picture").binaryValue();
    BufferedImage first = ImageIO.read(new ByteArrayInputStream(jpeg));
    assertThat(first.getWidth()).isEqualTo(30);
    assertThat(first.getRGB(15, 10) & 0xFF).isBetween(190, 210);
  }

  /** Of a grey and a black frame. */
  private static void largeWalk(Path folder) throws IOException {
    Path gif = folder.resolve("walk.gif");
    BufferedImage first = grey(30, 20);
    byte[] pixels = new byte[600];
    Arrays.fill(pixels, (byte) 200);
    first.getRaster().setDataElements(0, 0, 30, 20, pixels);
    AnimatedGif.ofRun().write(2, i -> i == 0 ? first : grey(30, 20), gif);
    Files.write(gif, new byte[2_000_000], StandardOpenOption.APPEND);
  }

  @Test
  void brokenFiles_shouldBeLeftOutAndNamed() throws IOException {
    Path walk = Files.writeString(folder.resolve("walk.gif"), "no picture");
    Path features = Files.writeString(folder.resolve("features.png"), "no picture");
    Path scores = Files.writeString(folder.resolve("scores.json"), "{");

    assertThat(results().pictures()).isEmpty();
    assertThat(results().scores()).isEmpty();
    assertThat(problems.values())
        .containsExactly(
            walk + " is no picture that can be read; it is left out.",
            features + " is no picture that can be read; it is left out.",
            scores + " is no JSON of evaluate; it is left out.");
  }

  @Test
  void scoresThatAreNoObject_shouldBeNamed() throws IOException {
    Path scores = Files.writeString(folder.resolve("scores.json"), "null");

    assertThat(results().scores()).isEmpty();
    assertThat(problems).containsEntry(scores, scores + " is no JSON of evaluate; it is left out.");
  }

  @Test
  void scores_shouldBeThoseWithAFloor() throws IOException {
    Files.writeString(
        folder.resolve("scores.json"),
        "{\"n\":50000,\"neighbourTwoSample\":0.61,\"neighbourTwoSampleFloor\":0.5,\"features\":\"x\"}");

    assertThat(results().scores()).hasToString("{\"of\":\"\",\"neighbourTwoSample\":[0.61,0.5]}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'samples':'x/other.npz','data':'mnist','dataSha256':'77'} | samples other.npz",
        "{'samples':'x/RUN','data':'mnist','dataSha256':'77'} | samples RUN",
        "{'samples':'x/RUN','step':4,'data':'y/OTHER/','dataSha256':'78'} | step 4, data OTHER",
        "{'samples':'RUN/','step':4,'data':'y/z','dataSha256':'77'} | step 4",
        "{'samples':'.','step':4} | step 4",
        "{'samples':'RUN','step':4,'class':'a/b'} | step 4, class a/b",
        "{'samples':'x/.','step':4} | samples x, step 4",
        "{'samples':'x/00003-other','step':4,'raw':true} | samples 00003-other, step 4, weights as"
            + " trained",
        "{'samples':'C:\\\\x\\\\other.npz'} | samples other.npz"
      })
  void scoresOfOthers_shouldSayOfWhich(String json, String of) throws IOException {
    String own = folder.getFileName().toString();
    Files.writeString(folder.resolve("scores.json"), json.replace('\'', '"').replace("RUN", own));

    assertThat(results().scores().path("of").asText()).isEqualTo(of.replace("RUN", own));
  }

  /** The server of --ui has the page alone, and no file beside it. */
  @Test
  void page_shouldLinkWhatIsTooLargeOnlyWhereItCanBeHad() throws Exception {
    RunFolder run = run();
    largeWalk(run.path());
    new Report(run, null, false).write();

    assertThat(Browser.open(Report.fileOf(run), folder))
        .contains(
            "data:image/jpeg;base64", "The whole picture is <a href=\"walk.gif\">walk.gif</a>");
    try (ReportServer server = ReportServer.listen(0)) {
      server.show(Report.fileOf(run));
      assertThat(Browser.open(URI.create(server.address()), folder))
          .contains("data:image/jpeg;base64", "The whole picture is walk.gif.")
          .doesNotContain("href=\"walk.gif\"");
    }
  }

  private RunFolder run() throws IOException {
    RunFolder run =
        RunFolder.create(folder, ConfigReader.resolve("notmnist-dcgan", null, Map.of()));
    Images one = Images.of(ImageShape.grey(28, 28), new byte[28 * 28]);
    ImageSet images = new ImageSet("data", one, new int[0], List.of(), List.of());
    Manifest.now(List.of("train"), "CPU", 1, images).write(run);
    return run;
  }

  @Test
  void page_shouldShowThem() throws Exception {
    RunFolder run = run();
    AnimatedGif.ofRun().write(2, i -> grey(30, 20), run.path().resolve("walk.gif"));
    Files.writeString(
        run.path().resolve("scores.json"),
        "{\"step\":4000,\"truncation\":2.0,\"neighbourTwoSample\":0.61,\"neighbourTwoSampleFloor\":0.5}");

    new Report(run, null, false).write();

    assertThat(Browser.open(Report.fileOf(run), folder))
        .contains("What else was made of it", "data:image/gif;base64", "0.610, of reals 0.500")
        .contains("Measured with evaluate: step 4000, truncation 2.0");
  }

  private CommandResults results() {
    return new CommandResults(folder, "77", problems);
  }

  private static BufferedImage grey(int width, int height) {
    return new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
  }
}
