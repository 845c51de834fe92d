package org.dcgan4j.analysis;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.config.Config;
import org.dcgan4j.config.DataConfig.PixelRange;
import org.dcgan4j.data.ImageSet;
import org.dcgan4j.data.ImageShape;
import org.dcgan4j.data.Images;
import org.dcgan4j.io.AtomicFile;
import org.dcgan4j.io.NpzWriter;
import org.dcgan4j.io.NpzWriter.NpyHeader;
import org.dcgan4j.layer.DataShape;
import org.dcgan4j.metrics.Points;
import org.dcgan4j.model.Activations;
import org.dcgan4j.model.Activations.Tap;
import org.dcgan4j.model.Gan;

/**
 * A discriminator's features of images: what each convolution layer makes of them, max-pooled to a
 * grid of 4x4, flattened and put side by side (Radford, Metz and Chintala, "Unsupervised
 * representation learning with deep convolutional generative adversarial networks", 2016, section
 * 5.1). Of a network without convolutions, its hidden layers as they are.
 */
public final class PooledFeatures {
  private static final int GRID = 4;
  private static final int AT_ONCE = 256;

  /** Numbers in the examples of a batch, about. */
  private static final int NUMBERS = 1 << 18;

  private final Activations network;
  private final PixelRange range;

  /**
   * @param config that the GAN was made of
   * @throws InvalidInputException if its discriminator judges no images, or has logits alone
   */
  public PooledFeatures(Gan gan, Config config) {
    if (!gan.generator().output().isImage()) {
      throw new InvalidInputException(
          "the run is on points, and only of images does a discriminator have features");
    }
    network = new Activations(gan, config);
    range = config.data().pixelRange();
    if (network.taps().isEmpty()) {
      throw new InvalidInputException(
          "the discriminator has no layer below its logits, and so no features");
    }
  }

  Activations network() {
    return network;
  }

  /** The shape of the images that it takes. */
  public ImageShape images() {
    int[] d = network.input().dimensions();
    return new ImageShape(d[0], d[1], d[2]);
  }

  /** How many numbers describe an image. */
  public int width() {
    return network.taps().stream().mapToInt(tap -> pooled(tap).length()).sum();
  }

  /** The layers in their order, each with the shape of what is taken: {@code d.conv1 64x4x4}. */
  public List<String> layers() {
    return network.taps().stream().map(tap -> tap.name() + " " + pooled(tap)).toList();
  }

  private static DataShape pooled(Tap tap) {
    int[] d = tap.shape().dimensions();
    return tap.shape().isImage()
        ? DataShape.image(d[0], Math.min(GRID, d[1]), Math.min(GRID, d[2]))
        : tap.shape();
  }

  /** Images' features, {@code [N, width]}. */
  public Points of(Images images) {
    int width = width();
    float[] features = new float[Math.multiplyExact(images.count(), width)];
    int most = atOnce();
    for (int from = 0; from < images.count(); from += most) {
      int n = Math.min(most, images.count() - from);
      float[][] outputs = network.of(scaled(images, from, n), n);
      int column = 0;
      for (int i = 0; i < outputs.length; i++) {
        Tap tap = network.taps().get(i);
        float[] pooled = pool(outputs[i], n, tap.shape());
        int each = pooled.length / n;
        for (int row = 0; row < n; row++) {
          System.arraycopy(pooled, row * each, features, (from + row) * width + column, each);
        }
        column += each;
      }
    }
    return new Points(images.count(), width, features);
  }

  /**
   * The same, of length 1 over the channels of each cell of a layer's grid, without what a leaky
   * rectifier lets through below 0: what is seen there, and not how strong. Where nothing is, there
   * is 0. A layer that is no image is one cell.
   */
  public Points normalised(Images images) {
    Points features = of(images);
    float[] values = features.values();
    int at = 0;
    for (int row = 0; row < features.count(); row++) {
      for (Tap tap : network.taps()) {
        int length = pooled(tap).length();
        int cells = length / tap.channels();
        float least = tap.rectified() ? 0 : Float.NEGATIVE_INFINITY;
        for (int cell = 0; cell < cells; cell++) {
          normalise(values, at + cell, tap.channels(), cells, least);
        }
        at += length;
      }
    }
    return features;
  }

  /**
   * Brings numbers to at least {@code least}, and all together to a length of 1.
   *
   * @param first where the first is
   * @param apart how far each is behind the one before
   */
  static void normalise(float[] values, int first, int count, int apart, float least) {
    double square = 0;
    for (int i = 0, at = first; i < count; i++, at += apart) {
      values[at] = Math.max(least, values[at]);
      square += (double) values[at] * values[at];
    }
    double length = Math.max(Math.sqrt(square), Float.MIN_NORMAL);
    for (int i = 0, at = first; i < count; i++, at += apart) {
      values[at] /= (float) length;
    }
  }

  /** How many images go through the network at once. */
  int atOnce() {
    return Math.max(1, Math.min(AT_ONCE, NUMBERS / network.input().length()));
  }

  /** Images as the discriminator was shown them in training, {@code [n, C, H, W]}. */
  float[] scaled(Images images, int from, int n) {
    int length = images.shape().pixels();
    byte[] pixels = new byte[n * length];
    for (int i = 0; i < n; i++) {
      images.copyTo(from + i, pixels, i * length);
    }
    float[] scaled = new float[pixels.length];
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] = range.scaled(pixels[i] & 0xFF);
    }
    return scaled;
  }

  /**
   * The greatest number of each cell of a grid of {@code min(4, H)} by {@code min(4, W)}. Cell i of
   * a side goes from {@code floor(i H / 4)} to {@code ceil((i + 1) H / 4)}: where 4 does not divide
   * it, neighbours share a row.
   *
   * @param values {@code [n, C, H, W]}; of vectors they are handed on
   */
  static float[] pool(float[] values, int n, DataShape shape) {
    if (!shape.isImage()) {
      return values;
    }
    int[] d = shape.dimensions();
    int rows = Math.min(GRID, d[1]);
    int columns = Math.min(GRID, d[2]);
    float[] pooled = new float[n * d[0] * rows * columns];
    for (int i = 0; i < pooled.length; i++) {
      int plane = i / (rows * columns);
      int row = i / columns % rows;
      int column = i % columns;
      float most = Float.NEGATIVE_INFINITY;
      for (int y = row * d[1] / rows; y < ((row + 1) * d[1] + rows - 1) / rows; y++) {
        for (int x = column * d[2] / columns;
            x < ((column + 1) * d[2] + columns - 1) / columns;
            x++) {
          most = Math.max(most, values[(plane * d[1] + y) * d[2] + x]);
        }
      }
      pooled[i] = most;
    }
    return pooled;
  }

  /**
   * Writes the features of a set as a NumPy archive, a part at a time: {@code features}, float32
   * {@code [N, width]}; {@code layers}, the names and shapes side by side; where the set has labels
   * {@code labels}, int32 {@code [N]}, and {@code class_names}.
   */
  public void write(ImageSet set, Path npz) throws IOException {
    AtomicFile.write(
        npz,
        part -> {
          try (NpzWriter file = new NpzWriter(part)) {
            file.begin("features", NpyHeader.FLOAT32, set.count(), width());
            int most = atOnce();
            for (int from = 0; from < set.count(); from += most) {
              int to = Math.min(set.count(), from + most);
              file.write(of(set.images().range(from, to)).values());
            }
            file.writeTexts("layers", layers());
            if (set.labelled()) {
              file.begin("labels", NpyHeader.INT32, set.count());
              file.write(set.labels());
              file.writeTexts("class_names", set.classNames());
            }
            file.finish();
          }
        });
  }

  @Override
  public String toString() {
    return String.join(", ", layers());
  }
}
