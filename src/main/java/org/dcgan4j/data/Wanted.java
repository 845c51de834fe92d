package org.dcgan4j.data;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.dcgan4j.binding.Records;
import org.dcgan4j.config.Config;
import org.dcgan4j.config.DataConfig;
import org.dcgan4j.config.DataConfig.Colour;
import org.dcgan4j.config.DataConfig.Fit;

/**
 * The shape that pictures shall be brought to, as far as it was asked for.
 *
 * @param size the side of a square; 0 to choose one
 * @param forNetworks whether it must be a square that networks follow; else pictures of another
 *     shape that they have in common stay as they are
 */
public record Wanted(int size, Fit fit, Colour colour, boolean forNetworks) {
  /** Nothing is asked for. */
  public static final Wanted ANY = new Wanted(0, Fit.CROP, Colour.AUTO);

  private static final int LEAST_SIDE = 32;
  private static final List<Integer> SIDES = List.of(128, 64, LEAST_SIDE);

  /** Fewer in a hundred pictures that have a colour are no reason to learn colours. */
  private static final int COLOURED_PERCENT = 1;

  Wanted(int size, Fit fit, Colour colour) {
    this(size, fit, colour, false);
  }

  public static Wanted of(DataConfig config) {
    return new Wanted(config.size(), config.fit(), config.colour());
  }

  /** For training networks that may follow the pictures' shape. */
  public static Wanted of(Config config) {
    DataConfig data = config.data();
    return new Wanted(data.size(), data.fit(), data.colour(), config.width() > 0);
  }

  /** The same shape as that of others, reached in the same way. */
  public static Wanted like(ImageShape shape, Fit fit) {
    boolean square = shape.height() == shape.width() && shape.height() >= DataConfig.LEAST_SIZE;
    Colour colour = shape.isGrey() ? Colour.GREY : Colour.RGB;
    return new Wanted(square ? shape.height() : 0, fit, colour);
  }

  /** The same data in this size and these colours. */
  public DataConfig in(DataConfig config) {
    return Records.with(config, Map.of("size", size, "colour", colour));
  }

  /** Whether pictures that came out as {@code made} where {@code asked} was asked for are these. */
  boolean isMetBy(Wanted asked, ImageShape made) {
    boolean sameSide =
        size == 0
            ? asked.size == 0 && asked.forNetworks == forNetworks
            : made.height() == size && made.width() == size;
    boolean sameColour =
        colour == asked.colour || colour != Colour.AUTO && made.isGrey() == (colour == Colour.GREY);
    return sameSide && sameColour && fit == asked.fit;
  }

  void writeTo(DataOutput out) throws IOException {
    out.writeInt(size);
    out.writeUTF(fit.name());
    out.writeUTF(colour.name());
    out.writeBoolean(forNetworks);
  }

  static Wanted readFrom(DataInput in) throws IOException {
    return new Wanted(
        in.readInt(), Fit.valueOf(in.readUTF()), Colour.valueOf(in.readUTF()), in.readBoolean());
  }

  private int channels(boolean inColour) {
    return colour == Colour.RGB || colour == Colour.AUTO && inColour ? 3 : 1;
  }

  /** Whether so many of {@code count} pictures that have a colour make it a set in colour. */
  static boolean inColour(long coloured, long count) {
    return coloured > 0 && coloured * 100 >= COLOURED_PERCENT * count;
  }

  /** How many pictures have a pixel that is not grey. */
  static long coloured(Images images) {
    int area = images.shape().area();
    return IntStream.range(0, images.shape().isGrey() ? 0 : images.count())
        .mapToObj(images::image)
        .filter(image -> !Arrays.equals(image, 0, 2 * area, image, area, 3 * area))
        .count();
  }

  /**
   * The shape for pictures: the size that was asked for; else the one that three in four have, if
   * networks follow it or need not; else the greatest of 32, 64 and 128 that is not above the
   * median of their shorter sides.
   *
   * @param shapes of all pictures, as shown
   * @param inColour whether they are pictures in colour
   */
  ImageShape shape(List<ImageShape> shapes, boolean inColour) {
    int channels = channels(inColour);
    if (size > 0) {
      return new ImageShape(channels, size, size);
    }
    int[] shorter =
        shapes.stream().mapToInt(s -> Math.min(s.height(), s.width())).sorted().toArray();
    int median = shorter[shorter.length / 2];
    Map<ImageShape, Integer> counts = new LinkedHashMap<>();
    shapes.forEach(s -> counts.merge(s, 1, Integer::sum));
    ImageShape most = Collections.max(counts.entrySet(), Map.Entry.comparingByValue()).getKey();
    boolean common = 4L * counts.get(most) >= 3L * shapes.size();
    boolean own = !forNetworks && median < LEAST_SIDE || suits(most);
    return common && own
        ? new ImageShape(channels, most.height(), most.width())
        : chosen(channels, median);
  }

  private boolean suits(ImageShape shape) {
    boolean square = shape.height() == shape.width() && shape.height() <= DataConfig.GREATEST_SIZE;
    return square && !(forNetworks && shape.height() < DataConfig.LEAST_SIZE);
  }

  private static ImageShape chosen(int channels, int shorter) {
    int side = SIDES.stream().filter(s -> s <= shorter).findFirst().orElse(LEAST_SIDE);
    return new ImageShape(channels, side, side);
  }

  /**
   * Pictures that were read from an array, brought to the size and colours that were asked for;
   * they have one size, which networks were perhaps written for.
   */
  Images brought(Images images, long coloured, BiFunction<ImageShape, Integer, PixelStore> room) {
    ImageShape own = images.shape();
    int channels = channels(inColour(coloured, images.count()));
    ImageShape to =
        size > 0
            ? new ImageShape(channels, size, size)
            : forNetworks && !suits(own)
                ? chosen(channels, Math.min(own.height(), own.width()))
                : new ImageShape(channels, own.height(), own.width());
    return brought(images, to, fit, room);
  }

  /** The same pictures, made smaller where a side has more pixels than these. */
  public static Images within(int side, Images images) {
    ImageShape own = images.shape();
    double scale = Math.min(1, (double) side / Math.max(own.height(), own.width()));
    int height = (int) Math.max(1, Math.round(own.height() * scale));
    int width = (int) Math.max(1, Math.round(own.width() * scale));
    ImageShape to = new ImageShape(own.channels(), height, width);
    return brought(images, to, Fit.STRETCH, (s, n) -> new PixelStore(s, n, "pictures"));
  }

  private static Images brought(
      Images images, ImageShape to, Fit fit, BiFunction<ImageShape, Integer, PixelStore> room) {
    ImageShape own = images.shape();
    if (to.equals(own)) {
      return images;
    }
    try (PixelStore store = room.apply(to, images.count())) {
      byte[] made = new byte[to.pixels()];
      for (int i = 0; i < images.count(); i++) {
        byte[] image = images.image(i);
        for (int c = 0; c < to.channels(); c++) {
          byte[] plane = plane(image, own, to.channels(), c);
          byte[] brought = Resampling.plane(plane, own.height(), own.width(), to, fit);
          System.arraycopy(brought, 0, made, c * to.area(), to.area());
        }
        store.put(i, made);
      }
      return store.images();
    }
  }

  private static byte[] plane(byte[] image, ImageShape own, int channels, int c) {
    int area = own.area();
    if (own.channels() == channels || own.isGrey()) {
      int from = own.isGrey() ? 0 : c * area;
      return Arrays.copyOfRange(image, from, from + area);
    }
    byte[] grey = new byte[area];
    for (int i = 0; i < area; i++) {
      int red = image[i] & 0xFF;
      grey[i] = (byte) Picture.grey(red, image[i + area] & 0xFF, image[i + 2 * area] & 0xFF);
    }
    return grey;
  }
}
