package org.dcgan4j.data.duplicates;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import org.dcgan4j.data.ImageSet;
import org.dcgan4j.data.ImageShape;
import org.dcgan4j.data.Images;

/**
 * Pictures with copies of some of them behind: shifted by a pixel, with Gaussian noise of 5%, as
 * JPEG of the JDK's usual quality, and all of these together, in turn.
 *
 * @param images the originals and then the copies
 * @param originals of which each copy is
 */
record PlantedCopies(Images images, int[] originals) {
  static final List<String> KINDS =
      List.of("shift", "noise", "jpeg", "shift+noise", "shift+jpeg", "noise+jpeg", "all");

  static PlantedCopies in(Images some, int count, long seed) {
    Random random = new Random(seed);
    ImageShape shape = some.shape();
    byte[] pixels = new byte[(some.count() + count) * shape.pixels()];
    System.arraycopy(some.toArray(), 0, pixels, 0, some.count() * shape.pixels());
    int[] originals = random.ints(0, some.count()).distinct().limit(count).toArray();
    for (int i = 0; i < count; i++) {
      String kind = KINDS.get(i % KINDS.size());
      byte[] copy = some.image(originals[i]);
      if (kind.contains("shift") || kind.equals("all")) {
        int shift = random.nextInt(8);
        int place = shift < 4 ? shift : shift + 1;
        copy = shifted(copy, shape, place / 3 - 1, place % 3 - 1);
      }
      if (kind.contains("noise") || kind.equals("all")) {
        copy = noisy(copy, random);
      }
      if (kind.contains("jpeg") || kind.equals("all")) {
        copy = packed(Images.of(shape, copy));
      }
      System.arraycopy(copy, 0, pixels, (some.count() + i) * shape.pixels(), copy.length);
    }
    return new PlantedCopies(Images.of(shape, pixels), originals);
  }

  /** With what was at the border again where nothing comes in. */
  static byte[] shifted(byte[] image, ImageShape shape, int down, int right) {
    byte[] shifted = new byte[image.length];
    for (int i = 0; i < image.length; i++) {
      int y = Math.max(0, Math.min(shape.height() - 1, i / shape.width() % shape.height() - down));
      int x = Math.max(0, Math.min(shape.width() - 1, i % shape.width() - right));
      shifted[i] = image[i / shape.area() * shape.area() + y * shape.width() + x];
    }
    return shifted;
  }

  static byte[] noisy(byte[] image, Random random) {
    byte[] noisy = new byte[image.length];
    for (int i = 0; i < image.length; i++) {
      double value = (image[i] & 0xFF) + 0.05 * 255 * random.nextGaussian();
      noisy[i] = (byte) Math.round(Math.max(0, Math.min(255, value)));
    }
    return noisy;
  }

  private static byte[] packed(Images one) {
    ImageShape shape = one.shape();
    int type = shape.isGrey() ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_INT_RGB;
    BufferedImage picture = new BufferedImage(shape.width(), shape.height(), type);
    byte[] from = one.image(0);
    int last = from.length / shape.area() - 1;
    for (int i = 0; i < shape.area(); i++) {
      int x = i % shape.width();
      int y = i / shape.width();
      if (shape.isGrey()) {
        picture.getRaster().setSample(x, y, 0, from[i] & 0xFF);
      } else {
        int green = from[shape.area() + i] & 0xFF;
        int blue = from[last * shape.area() + i] & 0xFF;
        picture.setRGB(x, y, (from[i] & 0xFF) << 16 | green << 8 | blue);
      }
    }
    try {
      ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
      ImageIO.write(picture, "jpeg", jpeg);
      BufferedImage back = ImageIO.read(new ByteArrayInputStream(jpeg.toByteArray()));
      byte[] to = new byte[from.length];
      for (int i = 0; i < shape.area(); i++) {
        int x = i % shape.width();
        int y = i / shape.width();
        for (int c = 0; c <= last; c++) {
          to[c * shape.area() + i] =
              (byte)
                  (shape.isGrey()
                      ? back.getRaster().getSample(x, y, 0)
                      : back.getRGB(x, y) >> 16 - 8 * c);
        }
      }
      return to;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  ImageSet set() {
    return new ImageSet("planted", images, new int[0], List.of(), List.of());
  }

  /** How many copies are in the group of their original. */
  int found(NearDuplicates duplicates) {
    int[] groups = groups(duplicates);
    int found = 0;
    for (int i = 0; i < originals.length; i++) {
      int group = groups[images.count() - originals.length + i];
      found += group > 0 && group == groups[originals[i]] ? 1 : 0;
    }
    return found;
  }

  /** The number of each picture's group, from 1; 0 without one. */
  int[] groups(NearDuplicates duplicates) {
    int[] groups = new int[images.count()];
    for (int g = 0; g < duplicates.groups().size(); g++) {
      for (int member : duplicates.groups().get(g).members()) {
        groups[member] = g + 1;
      }
    }
    return groups;
  }

  /**
   * The oracle, which shares nothing with what it judges: the least root of the mean squared
   * difference of all pixels as they are, over shifts of up to two pixels, 0 to 1.
   */
  static double distance(Images images, int one, int other) {
    ImageShape shape = images.shape();
    byte[] a = images.image(one);
    byte[] b = images.image(other);
    double least = 1;
    for (int shift = 0; shift < 25; shift++) {
      int down = shift / 5 - 2;
      int right = shift % 5 - 2;
      long sum = 0;
      int count = 0;
      for (int i = 0; i < a.length; i++) {
        int y = i / shape.width() % shape.height() + down;
        int x = i % shape.width() + right;
        if (y >= 0 && y < shape.height() && x >= 0 && x < shape.width()) {
          int d =
              (a[i] & 0xFF) - (b[i / shape.area() * shape.area() + y * shape.width() + x] & 0xFF);
          sum += (long) d * d;
          count++;
        }
      }
      least = Math.min(least, Math.sqrt((double) sum / count) / 255);
    }
    return least;
  }
}
