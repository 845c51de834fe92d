package org.dcgan4j.analysis;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.dcgan4j.data.ImageShape;
import org.dcgan4j.data.Images;
import org.dcgan4j.image.ImageGrid;
import org.dcgan4j.image.Panels;
import org.dcgan4j.image.Panels.Panel;
import org.dcgan4j.image.PictureFile;
import org.dcgan4j.metrics.Points;
import org.dcgan4j.model.Activations;
import org.dcgan4j.model.Activations.Tap;

/**
 * What a discriminator looks for, as pictures: the weights of its first layer, and what excites
 * channels of the last layer below its logits, as figure 5 of the DCGAN paper has it.
 *
 * @param network whose layers are looked at
 * @param images that are searched for those which excite it
 */
public record FeaturePictures(PooledFeatures network, Images images) {
  /** Channels that are shown of the last layer, and images of each. */
  private static final int CHANNELS = 8;

  private static final int EXAMPLES = 4;
  private static final int MOST_FILTERS = 64;
  private static final int FILTER_SEEN = 36;
  private static final double GREY = 127.5;

  /**
   * Writes a PNG of both networks: the first layer's weights, each by itself from black to white;
   * below, a row for each of eight channels of the last layer, with the four images that excite it
   * most, each followed by its guided gradient. Grey is 0.
   */
  public static void write(
      PooledFeatures trained, PooledFeatures untrained, Images images, Path png)
      throws IOException {
    FeaturePictures after = new FeaturePictures(trained, images);
    FeaturePictures before = new FeaturePictures(untrained, images);
    List<List<Panel>> rows = new ArrayList<>();
    String first = trained.network().taps().get(0).name();
    BufferedImage filters = after.filters();
    if (filters != null) {
      rows.add(
          List.of(
              new Panel("Weights of " + first, filters),
              new Panel("the same before training", before.filters())));
    }
    rows.add(
        List.of(
            new Panel("What excites " + after.top().name(), after.excitations()),
            new Panel("the same before training", before.excitations())));
    PictureFile.write(new Panels(rows).draw(), png);
  }

  private Activations layers() {
    return network.network();
  }

  private Tap top() {
    return layers().taps().get(layers().taps().size() - 1);
  }

  /** Null where the first layer's weights are no pictures. */
  private BufferedImage filters() {
    float[][] weights = layers().firstWeights();
    int channels = network.images().channels();
    int count = Math.min(MOST_FILTERS, weights.length);
    if (count == 0) {
      return null;
    }
    int side = (int) Math.round(Math.sqrt(weights[0].length / (double) channels));
    boolean square = channels * side * side == weights[0].length;
    ImageShape shape = square ? new ImageShape(channels, side, side) : network.images();
    if (shape.pixels() != weights[0].length) {
      return null;
    }
    byte[] pixels = new byte[count * shape.pixels()];
    for (int i = 0; i < count; i++) {
      paint(weights[i], 0, shape.pixels(), pixels, i * shape.pixels());
    }
    return ImageGrid.holding(count, shape).enlargedTo(FILTER_SEEN).draw(Images.of(shape, pixels));
  }

  /** Signed numbers as pixels: 0 is grey, the greatest of either sign black or white. */
  static void paint(float[] values, int from, int length, byte[] pixels, int to) {
    float most = Float.MIN_NORMAL;
    for (int i = from; i < from + length; i++) {
      most = Math.max(most, Math.abs(values[i]));
    }
    for (int i = 0; i < length; i++) {
      pixels[to + i] = (byte) Math.round(GREY + GREY * values[from + i] / most);
    }
  }

  private BufferedImage excitations() {
    Points responses = responses();
    int[] channels = outstanding(responses);
    ImageShape shape = images.shape();
    byte[] pixels = new byte[channels.length * EXAMPLES * 2 * shape.pixels()];
    int at = 0;
    List<String> captions = new ArrayList<>();
    for (int channel : channels) {
      captions.add(Integer.toString(channel));
      Images found = images.select(strongest(responses, channel));
      int n = found.count();
      float[] gradients = layers().guidedGradient(network.scaled(found, 0, n), n, channel);
      for (int i = 0; i < n; i++) {
        found.copyTo(i, pixels, at);
        at += shape.pixels();
        paint(gradients, i * shape.pixels(), shape.pixels(), pixels, at);
        at += shape.pixels();
      }
      at += (EXAMPLES - n) * 2 * shape.pixels(); // of fewer images, the rest of the row
    }
    return ImageGrid.of(shape, channels.length, 2 * EXAMPLES)
        .enlargedTo(ImageGrid.SEEN)
        .withCaptions(captions)
        .draw(Images.of(shape, pixels));
  }

  /** The greatest number of each channel of the last layer in each image, {@code [N, channels]}. */
  private Points responses() {
    int channels = top().channels();
    int plane = top().shape().length() / channels;
    float[] responses = new float[images.count() * channels];
    int most = network.atOnce();
    for (int from = 0; from < images.count(); from += most) {
      int n = Math.min(most, images.count() - from);
      float[][] outputs = layers().of(network.scaled(images, from, n), n);
      float[] last = outputs[outputs.length - 1];
      for (int i = 0; i < n * channels; i++) {
        float greatest = Float.NEGATIVE_INFINITY;
        for (int j = i * plane; j < (i + 1) * plane; j++) {
          greatest = Math.max(greatest, last[j]);
        }
        responses[from * channels + i] = greatest;
      }
    }
    return new Points(images.count(), channels, responses);
  }

  /** Those channels whose strongest responses stand out most from the usual, in deviations. */
  private static int[] outstanding(Points responses) {
    double[] score = new double[responses.width()];
    for (int c = 0; c < score.length; c++) {
      int channel = c;
      double[] all =
          IntStream.range(0, responses.count())
              .mapToDouble(i -> responses.values()[i * responses.width() + channel])
              .toArray();
      double mean = Arrays.stream(all).average().orElse(0);
      double square = Arrays.stream(all).map(v -> (v - mean) * (v - mean)).average().orElse(0);
      double top = Arrays.stream(strongest(responses, c)).mapToDouble(i -> all[i]).min().orElse(0);
      // A channel that never lights up has no gradient to show.
      score[c] = top > 0 && square > 0 ? (top - mean) / Math.sqrt(square) : 0;
    }
    return IntStream.range(0, score.length)
        .boxed()
        .sorted(Comparator.comparingDouble(c -> -score[c]))
        .limit(CHANNELS)
        .mapToInt(c -> c)
        .sorted()
        .toArray();
  }

  /** The images in which a channel is greatest, the strongest first. */
  static int[] strongest(Points responses, int channel) {
    return IntStream.range(0, responses.count())
        .boxed()
        .sorted(
            Comparator.comparingDouble(i -> -responses.values()[i * responses.width() + channel]))
        .limit(EXAMPLES)
        .mapToInt(i -> i)
        .toArray();
  }
}
