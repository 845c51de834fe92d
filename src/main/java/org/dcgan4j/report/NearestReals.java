package org.dcgan4j.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import org.dcgan4j.data.ImageSet;
import org.dcgan4j.image.GreyPng;

/**
 * For some fakes the training image that is nearest to each: a generator that learned by heart
 * shows the same picture twice.
 */
final class NearestReals {
  private static final int SHOWN = 10;

  private NearestReals() {}

  /** Empty where there are no fakes yet. */
  static ArrayNode of(ImageSet images, RunPictures pictures) throws IOException {
    ArrayNode pairs = Report.JSON.createArrayNode();
    Optional<byte[]> fakes = pictures.newestFakes();
    int area = images.height() * images.width();
    for (int i = 0; fakes.isPresent() && i < SHOWN; i++) {
      byte[] fake = Arrays.copyOfRange(fakes.get(), i * area, (i + 1) * area);
      int nearest = nearest(fake, images);
      byte[] real = Arrays.copyOfRange(images.pixels(), nearest * area, (nearest + 1) * area);
      ObjectNode pair = pairs.addObject();
      pair.put("fake", png(fake, images)).put("real", png(real, images));
      pair.put("distance", distance(fake, 0, real, 0, area));
      if (images.labelled()) {
        pair.put("label", images.classNames().get(images.label(nearest)));
      }
    }
    return pairs;
  }

  /** The root of the mean squared difference of pixels, 0 for equal to 1 for black and white. */
  static double distance(byte[] a, int fromA, byte[] b, int fromB, int area) {
    return Math.sqrt(squares(a, fromA, b, fromB, area, Long.MAX_VALUE) / (double) area) / 255;
  }

  private static int nearest(byte[] fake, ImageSet images) {
    long least = Long.MAX_VALUE;
    int nearest = 0;
    for (int i = 0; i < images.count(); i++) {
      long squares = squares(fake, 0, images.pixels(), i * fake.length, fake.length, least);
      if (squares < least) {
        least = squares;
        nearest = i;
      }
    }
    return nearest;
  }

  /** The sum of squared differences, or any number from {@code enough} on. */
  private static long squares(byte[] a, int fromA, byte[] b, int fromB, int area, long enough) {
    long sum = 0;
    for (int i = 0; i < area && sum < enough; i++) {
      int difference = (a[fromA + i] & 0xFF) - (b[fromB + i] & 0xFF);
      sum += difference * difference;
    }
    return sum;
  }

  private static byte[] png(byte[] pixels, ImageSet images) throws IOException {
    BufferedImage image =
        new BufferedImage(images.width(), images.height(), BufferedImage.TYPE_BYTE_GRAY);
    byte[] target = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
    System.arraycopy(pixels, 0, target, 0, pixels.length);
    return GreyPng.encode(image);
  }
}
