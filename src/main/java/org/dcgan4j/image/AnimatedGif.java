package org.dcgan4j.image;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.FileImageOutputStream;
import javax.imageio.stream.ImageOutputStream;
import org.apache.commons.io.function.IOFunction;
import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.binding.Text;
import org.dcgan4j.io.AtomicFile;
import org.dcgan4j.io.RunFiles;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes frames as an endlessly looping GIF, two of them in memory at a time. The whole file is
 * written anew each time, so a training should do it once, at its end.
 *
 * <p>By the JDK's GIF writer, which takes greys as they are and searches 256 colours for each frame
 * by an octree (Gervautz and Purgathofer 1988), without dithering. The library that comes with
 * XChart searches by a neural network, which costs time and loses exact greys.
 *
 * @param delayMillis how long a frame is seen, 20 to 60000; GIF counts in hundredths of a second
 * @param lastDelayMillis how long the last frame is seen, 20 to 60000
 */
public record AnimatedGif(int delayMillis, int lastDelayMillis) {
  private static final Logger LOG = LoggerFactory.getLogger(AnimatedGif.class);

  /** Of more frames, this many are taken at even distances, the first and the last among them. */
  public static final int MAX_FRAMES = 200;

  /** Pixels of a run's animation in colours, which takes up to a byte and 0.5 us for each. */
  private static final int MAX_COLOURED = 1 << 25;

  // Browsers slow delays under 20 ms down to 100 ms.
  private static final int MIN_DELAY = 20;
  private static final int MAX_DELAY = 60_000;

  /** Enough for the eye; less than half the bytes of 256 greys, whose noise does not compress. */
  private static final int GREYS = 32;

  private static final IndexColorModel PALETTE = palette();
  private static final String IMAGE_FORMAT = "javax_imageio_gif_image_1.0";

  public AnimatedGif {
    for (int millis : new int[] {delayMillis, lastDelayMillis}) {
      if (millis < MIN_DELAY || millis > MAX_DELAY) {
        throw new InvalidInputException(
            Text.format(
                "a frame's delay of %d ms; legal is %d to %d", millis, MIN_DELAY, MAX_DELAY));
      }
    }
  }

  /** Quick enough to see a run in some seconds, with a rest at the end. */
  public static AnimatedGif ofRun() {
    return new AnimatedGif(120, 2500);
  }

  /**
   * Writes the pictures {@code fakes-init.png} and {@code fakes-NNNNNN.png} of a run folder, in the
   * order of their steps; one that cannot be read, or has another size than most have, is left out
   * with a warning. Of pictures in colours so many are taken that they have 33 million pixels.
   *
   * @throws InvalidInputException as {@link #write} does, and when none can be read
   */
  public void writeRun(Path runFolder, Path gif) throws IOException {
    List<Path> files = List.copyOf(RunFiles.fakesIn(runFolder).values());
    Map<PictureFile.Size, Integer> sizes = new LinkedHashMap<>();
    for (Path file : files) {
      PictureFile.size(file).ifPresent(size -> sizes.merge(size, 1, Integer::sum));
    }
    Optional<PictureFile.Size> most =
        sizes.entrySet().stream().max(Entry.comparingByValue()).map(Entry::getKey);
    AtomicInteger read = new AtomicInteger();
    IOFunction<Integer, BufferedImage> frames =
        index -> {
          try {
            BufferedImage frame = PictureFile.read(files.get(index));
            PictureFile.Size own = PictureFile.size(frame);
            PictureFile.Size legal = most.orElse(own);
            if (!own.equals(legal)) {
              throw new InvalidInputException(
                  Text.format(
                      "%s has %s, most pictures of its run %s", files.get(index), own, legal));
            }
            read.incrementAndGet();
            return frame;
          } catch (InvalidInputException e) {
            if (read.get() == 0 && index == files.size() - 1) {
              throw e;
            }
            LOG.warn("{}; {} goes without it", e.getMessage(), gif.getFileName());
            return null;
          }
        };
    long pixels = most.filter(PictureFile.Size::coloured).map(PictureFile.Size::pixels).orElse(1L);
    int atMost = (int) Math.max(2, Math.min(MAX_FRAMES, MAX_COLOURED / pixels));
    write(files.size(), atMost, frames, gif);
  }

  /**
   * Writes the GIF, whole or not at all.
   *
   * @param frames makes or reads a frame, 8-bit grey or RGB, from 0, when it is its turn; null for
   *     one to leave out
   * @return of how many frames it was made
   * @throws InvalidInputException when there is no frame, or one is not of the first one's size
   */
  public int write(int available, IOFunction<Integer, BufferedImage> frames, Path gif)
      throws IOException {
    return write(available, MAX_FRAMES, frames, gif);
  }

  private int write(int available, int atMost, IOFunction<Integer, BufferedImage> frames, Path gif)
      throws IOException {
    if (available < 1) {
      throw new InvalidInputException(gif + " needs at least one picture to show; there is none");
    }
    int count = Math.min(available, atMost);
    AtomicFile.write(
        gif,
        part -> {
          ImageWriter writer = ImageIO.getImageWritersByFormatName("gif").next();
          try (ImageOutputStream out = new FileImageOutputStream(part.toFile())) {
            writer.setOutput(out);
            writer.prepareWriteSequence(null);
            write(available, count, frames, writer);
            writer.endWriteSequence();
          } finally {
            writer.dispose();
          }
        });
    return count;
  }

  private void write(
      int available, int count, IOFunction<Integer, BufferedImage> frames, ImageWriter writer)
      throws IOException {
    BufferedImage shown = null;
    boolean first = true;
    for (int i = 0; i < count; i++) {
      int index = (int) Math.round((double) i * (available - 1) / Math.max(1, count - 1));
      BufferedImage frame = frames.apply(index);
      if (frame == null) {
        continue;
      }
      if (shown != null) {
        int[] size = {frame.getWidth(), frame.getHeight(), shown.getWidth(), shown.getHeight()};
        if (size[0] != size[2] || size[1] != size[3]) {
          throw new InvalidInputException(
              Text.format(
                  "picture %d of an animation has %d x %d pixels, its first one %d x %d",
                  i + 1, size[0], size[1], size[2], size[3]));
        }
        add(writer, shown, delayMillis, first);
        first = false;
      }
      shown = frame;
    }
    add(writer, shown, lastDelayMillis, first);
  }

  /** Adds an 8-bit frame, grey or RGB. */
  private static void add(ImageWriter writer, BufferedImage picture, int delayMillis, boolean first)
      throws IOException {
    BufferedImage frame = indexed(picture);
    ImageWriteParam param = writer.getDefaultWriteParam();
    param.setProgressiveMode(ImageWriteParam.MODE_DISABLED);
    // Not createFromRenderedImage: that answers with the palette of the web for every indexed
    // image.
    IIOMetadata metadata = writer.getDefaultImageMetadata(new ImageTypeSpecifier(frame), param);
    IIOMetadataNode root = new IIOMetadataNode(IMAGE_FORMAT);
    IIOMetadataNode control = child(root, "GraphicControlExtension");
    control.setAttribute("disposalMethod", "none");
    control.setAttribute("userInputFlag", "FALSE");
    control.setAttribute("transparentColorFlag", "FALSE");
    control.setAttribute("transparentColorIndex", "0");
    control.setAttribute("delayTime", Integer.toString(delayMillis / 10));
    if (first) { // "again, without end": a file says it once
      IIOMetadataNode loop = child(child(root, "ApplicationExtensions"), "ApplicationExtension");
      loop.setAttribute("applicationID", "NETSCAPE");
      loop.setAttribute("authenticationCode", "2.0");
      loop.setUserObject(new byte[] {1, 0, 0});
    }
    metadata.mergeTree(IMAGE_FORMAT, root);
    writer.writeToSequence(new IIOImage(frame, null, metadata), param);
  }

  private static IIOMetadataNode child(IIOMetadataNode parent, String name) {
    IIOMetadataNode node = new IIOMetadataNode(name);
    parent.appendChild(node);
    return node;
  }

  /** A grey picture in few levels; one in colours as it is. */
  private static BufferedImage indexed(BufferedImage picture) {
    if (picture.getType() != BufferedImage.TYPE_BYTE_GRAY) {
      return picture;
    }
    BufferedImage frame =
        new BufferedImage(
            picture.getWidth(), picture.getHeight(), BufferedImage.TYPE_BYTE_INDEXED, PALETTE);
    byte[] from = PictureFile.pixels(picture);
    byte[] to = PictureFile.pixels(frame);
    for (int i = 0; i < to.length; i++) {
      to[i] = (byte) ((from[i] & 0xFF) * GREYS / 256);
    }
    return frame;
  }

  private static IndexColorModel palette() {
    int[] greys =
        IntStream.range(0, GREYS).map(i -> 0x010101 * Math.round(i * 255f / (GREYS - 1))).toArray();
    return new IndexColorModel(8, GREYS, greys, 0, false, -1, DataBuffer.TYPE_BYTE);
  }
}
