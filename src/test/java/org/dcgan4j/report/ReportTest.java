package org.dcgan4j.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.binding.Text;
import org.dcgan4j.config.ConfigReader;
import org.dcgan4j.data.ImageSet;
import org.dcgan4j.data.ImageShape;
import org.dcgan4j.data.Images;
import org.dcgan4j.image.ImageGrid;
import org.dcgan4j.report.Report.Looked;
import org.dcgan4j.run.Manifest;
import org.dcgan4j.run.RunFolder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {
  private static final String EVIL = "</script><script>document.title='evil'</script>&\"'<b>";
  private static final int AREA = 28 * 28;

  @TempDir private Path folder;
  private RunFolder run;
  private ImageSet images;

  @BeforeEach
  void makeRun() throws IOException {
    run = RunFolder.create(folder, ConfigReader.resolve("notmnist-dcgan", null, Map.of()));
    byte[] pixels = new byte[100 * AREA];
    int[] labels = new int[100];
    for (int i = 0; i < 100; i++) {
      Arrays.fill(pixels, i * AREA, (i + 1) * AREA, (byte) (2 * i));
      labels[i] = i < 30 ? 0 : 1;
    }
    images =
        new ImageSet(
            EVIL,
            Images.of(ImageShape.grey(28, 28), pixels),
            labels,
            List.of("A", EVIL),
            List.of());
    Manifest.now(List.of("train", "--data", EVIL), "CPU", 1, images).write(run);
  }

  @Test
  void emptyRun_shouldBeShownAsNotBegun() throws Exception {
    JsonNode data = write(null);

    assertThat(data.at("/warnings/0").asText()).startsWith("There are no figures yet");
    assertThat(data.at("/pictures/frames")).isEmpty();
    assertThat(Browser.open(Report.fileOf(run), folder))
        .contains("data-ready=\"yes\"", "not begun");
  }

  @Test
  void report_shouldShowWhatTheFolderHolds() throws Exception {
    fill();

    JsonNode data = write(images);

    assertThat(data.at("/facts/step").asInt()).isEqualTo(300);
    assertThat(data.at("/pictures/frames")).hasSize(3);
    assertThat(data.at("/curves/ticks")).hasSize(3);
    assertThat(data.at("/curves/measures/frechet")).hasSize(2);
    assertThat(data.at("/curves/measures/frechetFloor/1/1").asDouble()).isEqualTo(1.5);
    assertThat(data.at("/classes/0/count").asInt()).isEqualTo(30);
    assertThat(data.at("/drawn/1/share").asDouble()).isEqualTo(0.01);
    assertThat(data.at("/warnings").toString())
        .contains("hardly draws class <")
        .doesNotContain("class A");
  }

  @Test
  void gifThatIsTooLargeForThePage_shouldBeMadeAnewAtItsOwnSize() throws Exception {
    fill();
    assertThat(write(null).at("/pictures/gif").isMissingNode()).as("not yet").isTrue();
    Path gif = run.path().resolve("training.gif");
    Files.write(gif, new byte[] {1, 2, 3});
    assertThat(write(null).at("/pictures/gif").binaryValue()).containsExactly(1, 2, 3);

    Files.write(gif, new byte[2_000_000]);

    byte[] made = write(null).at("/pictures/gif").binaryValue();
    BufferedImage first = ImageIO.read(new ByteArrayInputStream(made));
    assertThat(first.getWidth())
        .isEqualTo(ImageGrid.of(ImageShape.grey(28, 28), 10, 10).draw(images.images()).getWidth());
  }

  @Test
  void largeColouredPictures_shouldBeSmallJpegsOnThePage() throws Exception {
    fill();
    ImageShape shape = new ImageShape(3, 128, 128);
    Images two = Images.of(shape, new byte[2 * shape.pixels()]);
    ImageGrid.of(shape, 1, 2).write(two, run.path().resolve("fakes-000300.png"));

    byte[] shown = write(null).at("/pictures/frames/2/picture").binaryValue();

    assertThat(shown).startsWith(0xFF, 0xD8);
    assertThat(ImageIO.read(new ByteArrayInputStream(shown)).getWidth()).isEqualTo(2 + 2 * 66);
  }

  @Test
  void pictureOfAnotherSize_shouldBeNoFrameOfTheGifOfThePage() throws Exception {
    fill();
    Images few = images.images().range(0, 4);
    ImageGrid.of(few.shape(), 2, 2).write(few, run.path().resolve("fakes-000200.png"));
    Files.write(run.path().resolve("training.gif"), new byte[2_000_000]);

    byte[] made = write(null).at("/pictures/gif").binaryValue();

    assertThat(ImageIO.read(new ByteArrayInputStream(made)).getWidth())
        .isEqualTo(ImageGrid.of(few.shape(), 10, 10).draw(images.images()).getWidth());
  }

  /** Each fake is one of the reals, so that the nearest is known. */
  @Test
  void nearest_shouldBeTheSameImageWhereItIsInTheData() throws Exception {
    fill();

    JsonNode nearest = write(images).at("/nearest");

    assertThat(nearest).hasSize(10);
    for (JsonNode pair : nearest) {
      assertThat(pair.path("distance").asDouble()).isZero();
      assertThat(pair.path("real").asText()).isEqualTo(pair.path("fake").asText());
      assertThat(pair.path("label").asText()).isEqualTo("A");
    }
  }

  /** Which a training that goes on would be slowed down by. */
  @Test
  void veryManyImages_shouldBeLookedThroughAtTheEndAlone() {
    int n = images.count();
    ImageSet many = images.select(IntStream.range(0, 100_000).map(i -> i % n).toArray());

    int[] running = Looked.of(many, true).indices();

    assertThat(running).hasSize(64 * 1024 * 1024 / 784).startsWith(0, 1).isSorted();
    assertThat(running[running.length - 1]).isBetween(99_990, 99_999);
    assertThat(Looked.of(many, false).indices()).hasSize(100_000).endsWith(99_999);
    assertThat(Looked.of(images, true).indices()).hasSize(n);
  }

  @Test
  void gridsOfAnotherZoomOrWithCaptions_shouldNotBreakThePage() throws Exception {
    fill();
    ImageGrid other = ImageGrid.of(ImageShape.grey(28, 28), 10, 10).withZoom(3);
    List<String> captions = Collections.nCopies(10, "row");
    other.withCaptions(captions).write(images.images(), run.path().resolve("fakes-000300.png"));

    JsonNode data = write(images);

    assertThat(data.at("/nearest/9/distance").asDouble(1)).isZero();
    byte[] shown = data.at("/pictures/frames/2/picture").binaryValue();
    assertThat(ImageIO.read(new ByteArrayInputStream(shown)).getWidth()).isEqualTo(302);
  }

  @Test
  void recolouredGrid_shouldBeShownAsItIs() throws Exception {
    fill();
    Path png = run.path().resolve("fakes-000300.png");
    ImageIO.write(new BufferedImage(9, 9, BufferedImage.TYPE_INT_RGB), "png", png.toFile());

    JsonNode data = write(images);

    assertThat(data.at("/pictures/frames/2/picture").binaryValue())
        .isEqualTo(Files.readAllBytes(png));
    assertThat(data.at("/nearest")).isEmpty();
  }

  @Test
  void unreadablePicture_shouldBeLeftOutAndNamed() throws Exception {
    fill();
    Path cut = Files.writeString(run.path().resolve("fakes-000300.png"), "cut");

    JsonNode data = write(images);

    assertThat(data.at("/pictures/frames")).hasSize(2);
    assertThat(data.at("/warnings").toString())
        .contains(cut + " is no PNG picture; it is left out");
    assertThat(data.at("/nearest")).hasSize(10);
  }

  @Test
  void page_shouldLoadAndStayClosedToWhatUsersNamed() throws Exception {
    fill();
    write(images);

    String dom = Browser.open(Report.fileOf(run), folder);

    assertThat(dom)
        .contains("data-ready=\"yes\"")
        .contains("<title>00000-notmnist-dcgan: dcgan4j report</title>")
        .contains("aria-valuetext=\"step 300\"")
        .doesNotContain("<script>document.title");
    assertThat(dom.split("<svg", -1)).as("charts").hasSizeGreaterThan(4);
  }

  @Test
  void page_shouldMoveThroughTheStepsWithItsSlider() throws Exception {
    fill();
    write(images);
    Path page = Report.fileOf(run);
    String moving =
        """
        <script>
        {
        const slider = document.querySelector("input[type=range]");
        const image = document.querySelector("figure img");
        const last = image.src;
        slider.value = 0;
        slider.dispatchEvent(new Event("input"));
        document.body.dataset.moved = image.src !== last && image.alt.endsWith("before the first step");
        const chart = document.querySelector(".chart svg");
        chart.focus();
        chart.dispatchEvent(new KeyboardEvent("keydown", {key: "Home"}));
        document.body.dataset.spoken = document.querySelector(".chart .sr").textContent;
        }
        </script>
        """;
    Files.writeString(page, Files.readString(page).replace("</body>", moving + "</body>"));

    assertThat(Browser.open(page, folder))
        .contains("data-moved=\"true\"")
        .contains("data-spoken=\"Step 100: discriminator 1.00, generator 0.900\"");
  }

  @Test
  void page_shouldNeedNoNetwork() throws Exception {
    fill();
    write(images);

    assertThat(Files.readString(Report.fileOf(run)))
        .doesNotContainPattern("(src|href)=\"?https?:")
        .contains("default-src 'none'");
  }

  @Test
  void damagedManifest_shouldBeNamed() throws IOException {
    Path manifest = Files.writeString(run.path().resolve("manifest.json"), "{");

    assertThatThrownBy(() -> new Report(run, null, false).write())
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(manifest + " is no manifest of a run");
  }

  @Test
  void listener_shouldNotFailWhatItWatches() throws IOException {
    Files.delete(run.path().resolve("manifest.json"));

    new ReportListener(run, null, problem -> {}).close();

    assertThat(Report.fileOf(run)).doesNotExist();
  }

  @Test
  void listener_shouldWriteThePageWhileTheTrainingGoesOn() throws Exception {
    fill();
    try (ReportListener listener = new ReportListener(run, images, problem -> {}, Duration.ZERO)) {
      listener.onTick(null, null);
      for (int i = 0; i < 100 && !Files.exists(Report.fileOf(run)); i++) {
        Thread.sleep(100);
      }
      assertThat(Files.readString(Report.fileOf(run))).contains("\"running\":true");
    }
    assertThat(Files.readString(Report.fileOf(run))).contains("\"running\":false");
  }

  @Test
  void listener_shouldNotWriteAtEveryTick() throws Exception {
    fill();
    try (ReportListener listener =
        new ReportListener(run, images, problem -> {}, Duration.ofHours(1))) {
      listener.onStart(null);
      for (int i = 0; i < 100 && !Files.exists(Report.fileOf(run)); i++) {
        Thread.sleep(100);
      }
      Files.delete(Report.fileOf(run));

      listener.onTick(null, null);
      Thread.sleep(500);

      assertThat(Report.fileOf(run)).doesNotExist();
    }
  }

  /** Three ticks, their fakes, and measures at two of them. */
  private void fill() throws IOException {
    StringBuilder metrics = new StringBuilder();
    ImageGrid grid = ImageGrid.of(ImageShape.grey(28, 28), 10, 10).withZoom(2);
    for (int step = 0; step <= 300; step += 100) {
      if (step != 200) {
        String name = step == 0 ? "init" : Text.format("%06d", step);
        byte[] pixels = step == 300 ? images.images().toArray() : new byte[100 * AREA];
        pixels[0] = step == 300 ? pixels[0] : (byte) step;
        grid.write(Images.of(grid.shape(), pixels), run.path().resolve("fakes-" + name + ".png"));
      }
      if (step > 0) {
        metrics.append(
            Text.format(
                """
            {"step":%d,"epoch":2.5,"images":6400,"seconds":10.0,"imagesPerSecond":640.0,\
            "dLoss":1.0,"gLoss":0.9,"dOfX":0.6,"dOfGz":0.4}
            """,
                step));
      }
    }
    grid.write(images.images(), run.path().resolve("reals.png"));
    Files.writeString(run.path().resolve("metrics.jsonl"), metrics);
    Files.writeString(
        run.path().resolve("measures.jsonl"),
        """
        {"step":100,"frechet":20.5,"frechetFloor":1.5,"coverage":0.4}
        {"step":300,"frechet":9.5,"frechetFloor":1.5,"coverage":0.7,"classShares":[0.99,0.01],"realShares":[0.3,0.7]}
        {"step":30""");
  }

  private JsonNode write(ImageSet data) throws IOException {
    new Report(run, data, false).write();
    String page = Files.readString(Report.fileOf(run));
    String open = "<script type=\"application/json\" id=\"data\">";
    int from = page.indexOf(open) + open.length();
    return new ObjectMapper().readTree(page.substring(from, page.indexOf("</script>", from)));
  }
}
