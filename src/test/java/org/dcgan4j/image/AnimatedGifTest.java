package org.dcgan4j.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageInputStream;
import org.apache.commons.io.function.IOFunction;
import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.data.ImageShape;
import org.dcgan4j.data.Images;
import org.dcgan4j.io.RunFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnimatedGifTest {
  private static final AnimatedGif GIF = new AnimatedGif(120, 2500);

  @TempDir Path folder;

  @Test
  void gif_shouldShowEveryFrameInItsGreyAndRestOnTheLast() throws Exception {
    Path gif = folder.resolve("a.gif");

    int count = GIF.write(3, i -> grey(i * 127, 5), gif);

    List<Frame> frames = read(gif);
    assertThat(count).isEqualTo(3);
    assertThat(frames).extracting(Frame::hundredths).containsExactly(12, 12, 250);
    assertThat(frames.get(0).grey()).isEqualTo(0);
    assertThat(frames.get(1).grey()).isBetween(123, 131);
    assertThat(frames.get(2).grey()).isBetween(247, 255);
  }

  /** Root may write to read-only folders, and nobody into /proc. */
  @Test
  void placeThatCannotBeWritten_shouldBeAnErrorOfTheFile() {
    Path nowhere = Path.of("/proc/a.gif");
    assumeTrue(Files.isDirectory(nowhere.getParent()), "skipped: no /proc here");
    assertThatThrownBy(() -> GIF.write(3, i -> grey(i, 5), nowhere))
        .isInstanceOf(IOException.class);
  }

  @Test
  void gif_shouldLoopWithoutEndAndSayItOnce() throws Exception {
    Path gif = folder.resolve("a.gif");
    GIF.write(3, i -> grey(i, 5), gif);

    String bytes = Files.readString(gif, StandardCharsets.ISO_8859_1);

    assertThat(bytes.split("NETSCAPE2\\.0\u0003\u0001\u0000\u0000\u0000", -1)).hasSize(2);
  }

  @Test
  void moreFramesThanTheLimit_shouldBeTakenEvenlyWithFirstAndLast() throws Exception {
    List<Integer> asked = new ArrayList<>();

    int count =
        GIF.write(
            1000,
            i -> {
              asked.add(i);
              return grey(i, 2);
            },
            folder.resolve("a.gif"));

    assertThat(count).isEqualTo(AnimatedGif.MAX_FRAMES);
    assertThat(asked).hasSize(AnimatedGif.MAX_FRAMES).isSorted().doesNotHaveDuplicates();
    assertThat(asked).startsWith(0, 5, 10).endsWith(999);
  }

  @Test
  void runFolder_shouldBeReadInTheOrderOfItsSteps() throws Exception {
    PictureFile.write(grey(255, 4), folder.resolve("fakes-1000000.png"));
    PictureFile.write(grey(128, 4), folder.resolve("fakes-200000.png"));
    PictureFile.write(grey(0, 4), folder.resolve("fakes-init.png"));
    PictureFile.write(grey(7, 9), folder.resolve("reals.png"));
    Path gif = folder.resolve("training.gif");

    GIF.writeRun(folder, gif);

    assertThat(read(gif)).extracting(Frame::grey).isSorted().hasSize(3).doesNotHaveDuplicates();
  }

  @Test
  void badFrames_shouldBeRefusedAndLeaveNoFile() throws Exception {
    Path gif = folder.resolve("a.gif");
    assertThatThrownBy(() -> GIF.writeRun(folder, gif)).isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> GIF.write(2, i -> grey(0, 4 + i), gif))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("picture 2")
        .hasMessageContaining("5 x 5");
    assertThat(folder).isEmptyDirectory();

    Files.writeString(folder.resolve("fakes-init.png"), "no picture");
    assertThatThrownBy(() -> GIF.writeRun(folder, gif))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("fakes-init.png");
  }

  @Test
  void unreadablePictureOfARun_shouldBeLeftOut() throws Exception {
    PictureFile.write(grey(255, 4), folder.resolve("fakes-init.png"));
    Files.writeString(folder.resolve("fakes-000100.png"), "no picture");
    PictureFile.write(grey(0, 4), folder.resolve("fakes-000200.png"));
    Files.writeString(folder.resolve("fakes-000300.png"), "");
    Path gif = folder.resolve("training.gif");

    GIF.writeRun(folder, gif);

    assertThat(read(gif)).extracting(Frame::grey).containsExactly(255, 0);
    assertThat(read(gif)).extracting(Frame::hundredths).containsExactly(12, 250);
  }

  @Test
  void pictureOfAnotherSizeInARun_shouldBeLeftOut() throws Exception {
    PictureFile.write(grey(99, 5), folder.resolve("fakes-init.png"));
    PictureFile.write(grey(255, 4), folder.resolve("fakes-000100.png"));
    PictureFile.write(grey(99, 9), folder.resolve("fakes-000200.png"));
    PictureFile.write(grey(0, 4), folder.resolve("fakes-000300.png"));
    Path gif = folder.resolve("training.gif");

    GIF.writeRun(folder, gif);

    assertThat(read(gif)).extracting(Frame::grey).containsExactly(255, 0);
    assertThat(read(gif)).extracting(Frame::hundredths).containsExactly(12, 250);
  }

  @Test
  void colours_shouldBeNearWhatTheyWere() throws Exception {
    Images red = Images.of(new ImageShape(3, 1, 1), new byte[] {(byte) 250, 60, 5});
    Path gif = folder.resolve("red.gif");

    GIF.write(1, i -> PictureFile.draw(red, 0), gif);

    Color seen = new Color(ImageIO.read(gif.toFile()).getRGB(0, 0));
    assertThat(seen).isEqualTo(new Color(250, 60, 5));
  }

  /** Each of some smooth pictures has colours of its own; no palette of all would do. */
  @Test
  void everyFrame_shouldHaveItsOwnPalette() throws Exception {
    Path gif = folder.resolve("colours.gif");
    int side = 64;
    IOFunction<Integer, BufferedImage> frames =
        frame -> {
          byte[] pixels = new byte[3 * side * side];
          for (int i = 0; i < pixels.length; i++) {
            int channel = i / side / side;
            int along = channel == 1 ? i % side : i / side % side;
            pixels[i] = (byte) (channel == frame ? 2 * along : 60 + along);
          }
          return PictureFile.draw(Images.of(new ImageShape(3, side, side), pixels), 0);
        };

    GIF.write(3, frames, gif);

    ImageReader reader = ImageIO.getImageReadersByFormatName("gif").next();
    try (ImageInputStream in = ImageIO.createImageInputStream(gif.toFile())) {
      reader.setInput(in);
      for (int frame = 0; frame < 3; frame++) {
        BufferedImage seen = reader.read(frame);
        BufferedImage drawn = frames.apply(frame);
        for (int i = 0; i < side * side; i++) {
          Color one = new Color(seen.getRGB(i % side, i / side));
          Color other = new Color(drawn.getRGB(i % side, i / side));
          assertThat(Math.abs(one.getRed() - other.getRed())).isLessThan(16);
          assertThat(Math.abs(one.getGreen() - other.getGreen())).isLessThan(16);
          assertThat(Math.abs(one.getBlue() - other.getBlue())).isLessThan(16);
        }
      }
    } finally {
      reader.dispose();
    }
  }

  @Test
  void runOfLargeColouredPictures_shouldTakeFewerOfThem() throws Exception {
    Images one = Images.of(new ImageShape(3, 1, 1), new byte[] {9, 99, 50});
    ImageGrid grid = ImageGrid.of(one.shape(), 1, 1).withZoom(2000);
    for (int step = 1; step <= 12; step++) {
      grid.write(one, folder.resolve(RunFiles.fakes(step)));
    }
    Path gif = folder.resolve("training.gif");

    GIF.writeRun(folder, gif);

    ImageReader reader = ImageIO.getImageReadersByFormatName("gif").next();
    try (ImageInputStream in = ImageIO.createImageInputStream(gif.toFile())) {
      reader.setInput(in);
      assertThat(reader.getNumImages(true)).isEqualTo((1 << 25) / (2004 * 2004));
    } finally {
      reader.dispose();
    }
  }

  @Test
  void cutPng_shouldBeNamed() throws Exception {
    Path png = folder.resolve("fakes-000100.png");
    PictureFile.write(Images.of(ImageShape.grey(16, 16), new byte[256]), 0, png);
    Files.write(png, Arrays.copyOf(Files.readAllBytes(png), 50));

    assertThatThrownBy(() -> PictureFile.read(png))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("fakes-000100.png is a damaged picture");
  }

  @Test
  void delaysOutOfRange_shouldBeRefused() {
    assertThatThrownBy(() -> new AnimatedGif(19, 100)).isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> new AnimatedGif(100, 60_001))
        .isInstanceOf(InvalidInputException.class);
  }

  private record Frame(int grey, int hundredths) {}

  private static BufferedImage grey(int grey, int size) {
    BufferedImage image = new BufferedImage(size, size, BufferedImage.TYPE_BYTE_GRAY);
    Arrays.fill(PictureFile.pixels(image), (byte) grey);
    return image;
  }

  private static int grey(int rgb) {
    assertThat(rgb >> 16 & 0xFF).isEqualTo(rgb >> 8 & 0xFF).isEqualTo(rgb & 0xFF);
    return rgb & 0xFF;
  }

  private static List<Frame> read(Path gif) throws Exception {
    List<Frame> frames = new ArrayList<>();
    ImageReader reader = ImageIO.getImageReadersByFormatName("gif").next();
    try (ImageInputStream in = ImageIO.createImageInputStream(gif.toFile())) {
      reader.setInput(in);
      for (int i = 0; i < reader.getNumImages(true); i++) {
        IIOMetadataNode root =
            (IIOMetadataNode) reader.getImageMetadata(i).getAsTree("javax_imageio_gif_image_1.0");
        IIOMetadataNode control =
            (IIOMetadataNode) root.getElementsByTagName("GraphicControlExtension").item(0);
        frames.add(
            new Frame(
                grey(reader.read(i).getRGB(1, 1)),
                Integer.parseInt(control.getAttribute("delayTime"))));
      }
    } finally {
      reader.dispose();
    }
    return frames;
  }
}
