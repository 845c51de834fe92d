package org.dcgan4j.compute;

import java.nio.FloatBuffer;
import java.util.Arrays;
import org.bytedeco.javacpp.FloatPointer;
import org.dcgan4j.compute.Backend.Geometry;
import org.dcgan4j.compute.Blas.Matrix;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Convolutions between an image of few channels and a map of many, such as a network's first or
 * last: too little arithmetic for oneDNN's blocked layouts, whose rearranging costs more than the
 * work itself. Each image's patches go through one small matrix product, images side by side on all
 * cores.
 */
final class PatchConvolution extends MappedConvolution {
  private static final int IMAGES_PER_TASK = 8;
  private static final int LARGEST_PATCH = 64;

  private final ThreadLocal<Scratch> scratch = ThreadLocal.withInitial(Scratch::new);
  private Sizes sizes;
  private int[] sources;

  PatchConvolution(Geometry geometry) {
    super(geometry);
  }

  /** Whether this way is the faster one. */
  static boolean suits(long few, Geometry geometry) {
    return geometry.groups() == 1
        && few < FastBackend.MANY_CHANNELS
        && few * geometry.kernel() * geometry.kernel() <= LARGEST_PATCH;
  }

  /** The shapes of the two grids; a patch has {@code few * k * k} numbers. */
  private record Sizes(
      int many, int patchesY, int patchesX, int few, int height, int width, int patch) {

    int positions() {
      return patchesY * patchesX;
    }

    int imageLength() {
      return few * height * width;
    }
  }

  private Sizes sizes(INDArray map, INDArray image) {
    int few = (int) image.size(1);
    Sizes s =
        new Sizes(
            (int) map.size(1),
            (int) map.size(2),
            (int) map.size(3),
            few,
            (int) image.size(2),
            (int) image.size(3),
            few * geometry().kernel() * geometry().kernel());
    if (!s.equals(sizes)) {
      sizes = s;
      sources = sources(s);
    }
    return s;
  }

  /**
   * Where the numbers of an image's patches come from: row {@code (channel, ky, kx)}, column {@code
   * (y, x)} of the patch matrix is pixel {@code (y stride + ky - padding, x stride + kx - padding)}
   * of the channel, or padding, which lies behind the image.
   */
  private int[] sources(Sizes s) {
    int k = geometry().kernel();
    int[] table = new int[s.patch * s.positions()];
    for (int i = 0; i < table.length; i++) {
      int row = i / s.positions();
      int channel = row / (k * k);
      int y =
          i % s.positions() / s.patchesX * geometry().stride() + row / k % k - geometry().padding();
      int x = i % s.patchesX * geometry().stride() + row % k - geometry().padding();
      boolean inside = y >= 0 && y < s.height && x >= 0 && x < s.width;
      table[i] = inside ? (channel * s.height + y) * s.width + x : s.imageLength();
    }
    return table;
  }

  private static final class Scratch {
    private float[] image = new float[0];
    private float[] patches = new float[0];
    private FloatPointer product = new FloatPointer(0L);

    /** The image has one more number for padding, the product one more row than the patches. */
    void reserve(int imageLength, int patchesLength, int positions) {
      if (image.length != imageLength + 1 || patches.length != patchesLength) {
        image = new float[imageLength + 1];
        patches = new float[patchesLength];
        float[] ones = new float[positions];
        Arrays.fill(ones, 1);
        product = new FloatPointer((long) patchesLength + positions);
        product.getPointer(patchesLength).put(ones, 0, positions);
      }
    }
  }

  @Override
  void toMap(INDArray image, INDArray weights, INDArray bias, INDArray map) {
    Sizes s = sizes(map, image);
    FloatBuffer images = HostFloats.of(image);
    try (FloatPointer w = withBias(weights, bias, s)) {
      Matrix both = Matrix.of(w, s.many, s.patch + 1);
      forEachImage(
          map, s, (n, target, t) -> Blas.product(both, patchesAndOnes(images, n, s, t), target, 0));
    }
  }

  /** The weights with the bias, or 0, as one more column: it meets the ones below the patches. */
  private static FloatPointer withBias(INDArray weights, INDArray bias, Sizes s) {
    float[] w = HostFloats.copyOf(weights);
    float[] b = bias == null ? new float[s.many] : HostFloats.copyOf(bias);
    float[] both = new float[s.many * (s.patch + 1)];
    for (int m = 0; m < s.many; m++) {
      System.arraycopy(w, m * s.patch, both, m * (s.patch + 1), s.patch);
      both[m * (s.patch + 1) + s.patch] = b[m];
    }
    return new FloatPointer(both);
  }

  @Override
  void toImage(INDArray map, INDArray weights, INDArray bias, INDArray image) {
    Sizes s = sizes(map, image);
    Matrix w = Matrix.of(HostFloats.pointer(weights), s.many, s.patch).transpose();
    FloatBuffer images = HostFloats.of(image);
    float[] offsets = bias == null ? new float[s.few] : HostFloats.copyOf(bias);
    int area = s.height * s.width;
    int[] to = sources;
    forEachImage(
        map,
        s,
        (n, source, t) -> {
          Blas.product(w, source, Matrix.of(t.product, s.patch, s.positions()), 0);
          t.product.get(t.patches, 0, t.patches.length);
          for (int c = 0; c < s.few; c++) {
            Arrays.fill(t.image, c * area, (c + 1) * area, offsets[c]);
          }
          for (int i = 0; i < to.length; i++) {
            t.image[to[i]] += t.patches[i];
          }
          images.put(n * s.few * area, t.image, 0, s.few * area);
        });
  }

  @Override
  void weightGradient(INDArray map, INDArray image, INDArray weightGradient, INDArray mapSums) {
    Sizes s = sizes(map, image);
    int tasks = Math.toIntExact((map.size(0) + IMAGES_PER_TASK - 1) / IMAGES_PER_TASK);
    int length = s.many * (s.patch + 1);
    FloatBuffer images = HostFloats.of(image);
    try (FloatPointer parts = new FloatPointer((long) tasks * length)) {
      FloatPointer.memset(parts, 0, (long) Float.BYTES * tasks * length);
      forEachImage(
          map,
          s,
          (n, source, t) -> {
            FloatPointer part = parts.getPointer((long) (n / IMAGES_PER_TASK) * length);
            Matrix patches = patchesAndOnes(images, n, s, t);
            Blas.product(source, patches.transpose(), Matrix.of(part, s.many, s.patch + 1), 1);
          });
      float[] sum = sumOfParts(parts.asBuffer(), tasks, length);
      FloatBuffer weights = HostFloats.of(weightGradient);
      FloatBuffer sums = mapSums == null ? null : HostFloats.of(mapSums);
      for (int m = 0; m < s.many; m++) {
        weights.put(m * s.patch, sum, m * (s.patch + 1), s.patch);
        if (sums != null) {
          sums.put(m, sum[m * (s.patch + 1) + s.patch]);
        }
      }
    }
  }

  private static float[] sumOfParts(FloatBuffer parts, int tasks, int length) {
    float[] sum = new float[length];
    for (int i = 0; i < length; i++) {
      double total = 0;
      for (int task = 0; task < tasks; task++) {
        total += parts.get(task * length + i);
      }
      sum[i] = (float) total;
    }
    return sum;
  }

  /** The patches of image {@code n} as a matrix, with a row of ones below. */
  private Matrix patchesAndOnes(FloatBuffer images, int n, Sizes s, Scratch t) {
    int length = s.imageLength();
    int[] from = sources;
    images.get(n * length, t.image, 0, length);
    t.image[length] = 0;
    for (int i = 0; i < from.length; i++) {
      t.patches[i] = t.image[from[i]];
    }
    t.product.put(t.patches, 0, t.patches.length);
    return Matrix.of(t.product, s.patch + 1, s.positions());
  }

  private interface ImageBody {
    /** With the image's {@code map}, {@code [many, positions]}. */
    void accept(int image, Matrix map, Scratch scratch);
  }

  private void forEachImage(INDArray map, Sizes s, ImageBody body) {
    FloatPointer maps = HostFloats.pointer(map);
    boolean last = HostFloats.channelsLast(map);
    Threads.forRanges(
        Math.toIntExact(map.size(0)),
        IMAGES_PER_TASK,
        (from, to) -> {
          Scratch t = scratch.get();
          t.reserve(s.imageLength(), sources.length, s.positions());
          for (int n = from; n < to; n++) {
            FloatPointer start = maps.getPointer((long) n * s.many * s.positions());
            body.accept(
                n,
                last
                    ? Matrix.of(start, s.positions(), s.many).transpose()
                    : Matrix.of(start, s.many, s.positions()),
                t);
          }
        });
  }
}
