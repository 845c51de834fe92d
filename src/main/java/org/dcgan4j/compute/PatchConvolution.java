package org.dcgan4j.compute;

import java.nio.FloatBuffer;
import java.util.Arrays;
import org.bytedeco.javacpp.FloatPointer;
import org.dcgan4j.compute.Backend.Geometry;
import org.dcgan4j.compute.Backend.Linear;
import org.dcgan4j.compute.Backend.Weights;
import org.dcgan4j.compute.Blas.Matrix;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Convolutions between an image of few channels and a map of many, such as a network's first or
 * last: too little arithmetic for oneDNN's blocked layouts, whose rearranging costs more than the
 * work itself. Each image's patches go through one small matrix product, images side by side on all
 * cores.
 *
 * <p>{@code map} is the smaller of the two grids, {@code [N, many, h, w]}, a convolution's output
 * and a deconvolution's input; {@code image} is the other, {@code [N, few, H, W]}. The weights are
 * {@code [many, few, k, k]} for both.
 */
final class PatchConvolution implements Linear {
  private static final int IMAGES_PER_TASK = 8;
  private static final int LARGEST_PATCH = 64;

  private final Geometry geometry;
  private final boolean transposed;
  private final ThreadLocal<Scratch> scratch = ThreadLocal.withInitial(Scratch::new);
  private Sizes sizes;

  /**
   * @param transposed whether it goes from the map to the image, a deconvolution
   */
  PatchConvolution(Geometry geometry, boolean transposed) {
    this.geometry = geometry;
    this.transposed = transposed;
  }

  @Override
  public void forward(INDArray x, Weights p, INDArray out) {
    if (transposed) {
      toImage(x, p.weights(), p.bias(), out);
    } else {
      toMap(x, p.weights(), p.bias(), out);
    }
  }

  @Override
  public void backwardData(INDArray gradient, Weights p, INDArray xGradient) {
    if (transposed) {
      toMap(gradient, p.weights(), null, xGradient);
    } else {
      toImage(gradient, p.weights(), null, xGradient);
    }
  }

  @Override
  public void backwardWeights(INDArray x, INDArray gradient, Weights p, Weights gradients) {
    if (!transposed) {
      weightGradient(gradient, x, gradients.weights(), gradients.bias());
      return;
    }
    weightGradient(x, gradient, gradients.weights(), null);
    if (gradients.bias() != null) {
      Nd4jBackend.sum(gradient, gradients.bias(), 0, 2, 3);
    }
  }

  /** Whether this way is the faster one. */
  static boolean suits(long few, Geometry geometry) {
    return few * geometry.kernel() * geometry.kernel() <= LARGEST_PATCH;
  }

  /** What follows from the shapes of the two grids. */
  private record Sizes(
      int many, int positions, int few, int height, int width, int patch, PatchTable table) {

    boolean fit(INDArray map, INDArray image) {
      return map.size(1) == many
          && map.size(2) * map.size(3) == positions
          && image.size(1) == few
          && image.size(2) == height
          && image.size(3) == width;
    }
  }

  private static final class Scratch {
    private float[] image = new float[0];
    private float[] patches = new float[0];
    private FloatPointer product = new FloatPointer(0L);

    /** The product has one more row than the patches, of ones. */
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

  /**
   * {@code map = weights * patches of the image + bias}.
   *
   * @param bias {@code [many]}, or null
   */
  private void toMap(INDArray image, INDArray weights, INDArray bias, INDArray map) {
    Sizes s = sizes(map, image);
    FloatBuffer images = HostFloats.of(image);
    FloatPointer maps = HostFloats.pointer(map);
    try (FloatPointer w = withBias(weights, bias, s)) {
      forEachImage(
          image.size(0),
          s,
          (n, t) -> {
            loadPatches(images, n, s, t);
            FloatPointer target = maps.getPointer((long) n * s.many * s.positions);
            Blas.product(
                new Matrix(w, s.patch + 1, false),
                new Matrix(t.product, s.positions, false),
                new Matrix(target, s.positions, false),
                s.many,
                s.positions,
                s.patch + 1,
                0);
          });
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

  /**
   * {@code image = overlapping sum of weights' * map + bias}.
   *
   * @param bias {@code [few]}, or null
   */
  private void toImage(INDArray map, INDArray weights, INDArray bias, INDArray image) {
    Sizes s = sizes(map, image);
    FloatPointer w = HostFloats.pointer(weights);
    FloatPointer maps = HostFloats.pointer(map);
    FloatBuffer images = HostFloats.of(image);
    float[] offsets = bias == null ? new float[s.few] : HostFloats.copyOf(bias);
    int area = s.height * s.width;
    forEachImage(
        image.size(0),
        s,
        (n, t) -> {
          FloatPointer source = maps.getPointer((long) n * s.many * s.positions);
          Blas.product(
              new Matrix(w, s.patch, true),
              new Matrix(source, s.positions, false),
              new Matrix(t.product, s.positions, false),
              s.patch,
              s.positions,
              s.many,
              0);
          t.product.get(t.patches, 0, t.patches.length);
          for (int c = 0; c < s.few; c++) {
            Arrays.fill(t.image, c * area, (c + 1) * area, offsets[c]);
          }
          s.table.scatter(t.patches, t.image);
          images.put(n * s.few * area, t.image, 0, s.few * area);
        });
  }

  /**
   * {@code weightGradient = map * patches'}, summed over the images.
   *
   * @param mapSums {@code [many]}, each channel's sum over the batch, written; or null
   */
  private void weightGradient(
      INDArray map, INDArray image, INDArray weightGradient, INDArray mapSums) {
    Sizes s = sizes(map, image);
    int count = Math.toIntExact(image.size(0));
    int tasks = (count + IMAGES_PER_TASK - 1) / IMAGES_PER_TASK;
    int length = s.many * (s.patch + 1);
    FloatPointer maps = HostFloats.pointer(map);
    FloatBuffer images = HostFloats.of(image);
    try (FloatPointer parts = new FloatPointer((long) tasks * length)) {
      FloatPointer.memset(parts, 0, (long) Float.BYTES * tasks * length);
      forEachImage(
          count,
          s,
          (n, t) -> {
            loadPatches(images, n, s, t);
            FloatPointer source = maps.getPointer((long) n * s.many * s.positions);
            FloatPointer part = parts.getPointer((long) (n / IMAGES_PER_TASK) * length);
            Blas.product(
                new Matrix(source, s.positions, false),
                new Matrix(t.product, s.positions, true),
                new Matrix(part, s.patch + 1, false),
                s.many,
                s.patch + 1,
                s.positions,
                1);
          });
      float[] sum = sumOfParts(parts.asBuffer(), tasks, length);
      writeGradients(sum, s, weightGradient, mapSums);
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

  private static void writeGradients(
      float[] sum, Sizes s, INDArray weightGradient, INDArray mapSums) {
    FloatBuffer weights = HostFloats.of(weightGradient);
    for (int m = 0; m < s.many; m++) {
      weights.put(m * s.patch, sum, m * (s.patch + 1), s.patch);
    }
    if (mapSums != null) {
      FloatBuffer sums = HostFloats.of(mapSums);
      for (int m = 0; m < s.many; m++) {
        sums.put(m, sum[m * (s.patch + 1) + s.patch]);
      }
    }
  }

  private static void loadPatches(FloatBuffer images, int n, Sizes s, Scratch t) {
    int length = s.table.imageLength();
    images.get(n * length, t.image, 0, length);
    t.image[length] = 0;
    s.table.gather(t.image, t.patches);
    t.product.put(t.patches, 0, t.patches.length);
  }

  private interface ImageBody {
    void accept(int image, Scratch scratch);
  }

  private void forEachImage(long count, Sizes s, ImageBody body) {
    Threads.forRanges(
        Math.toIntExact(count),
        IMAGES_PER_TASK,
        (from, to) -> {
          Scratch t = scratch.get();
          t.reserve(s.table.imageLength(), s.table.length(), s.positions);
          for (int n = from; n < to; n++) {
            body.accept(n, t);
          }
        });
  }

  private Sizes sizes(INDArray map, INDArray image) {
    if (sizes == null || !sizes.fit(map, image)) {
      int few = (int) image.size(1);
      int height = (int) image.size(2);
      int width = (int) image.size(3);
      int patchesY = (int) map.size(2);
      int patchesX = (int) map.size(3);
      sizes =
          new Sizes(
              (int) map.size(1),
              patchesY * patchesX,
              few,
              height,
              width,
              few * geometry.kernel() * geometry.kernel(),
              new PatchTable(geometry, few, height, width, patchesY, patchesX));
    }
    return sizes;
  }

  /**
   * Where the numbers of an image's patches come from: row {@code (channel, ky, kx)}, column {@code
   * (y, x)} of the patch matrix is pixel {@code (y stride + ky - padding, x stride + kx - padding)}
   * of the channel, or padding.
   */
  private static final class PatchTable {
    private final int[] sources;
    private final int imageLength;

    PatchTable(Geometry geometry, int channels, int height, int width, int patchesY, int patchesX) {
      int k = geometry.kernel();
      this.imageLength = channels * height * width;
      this.sources = new int[channels * k * k * patchesY * patchesX];
      int next = 0;
      for (int row = 0; row < channels * k * k; row++) {
        int channel = row / (k * k);
        int ky = row / k % k;
        int kx = row % k;
        for (int y = 0; y < patchesY; y++) {
          int sourceY = y * geometry.stride() + ky - geometry.padding();
          for (int x = 0; x < patchesX; x++) {
            int sourceX = x * geometry.stride() + kx - geometry.padding();
            boolean inside = sourceY >= 0 && sourceY < height && sourceX >= 0 && sourceX < width;
            sources[next++] = inside ? (channel * height + sourceY) * width + sourceX : imageLength;
          }
        }
      }
    }

    /** How many numbers all patches of an image have. */
    int length() {
      return sources.length;
    }

    int imageLength() {
      return imageLength;
    }

    /**
     * @param image {@code imageLength + 1} numbers, the last of them 0
     */
    void gather(float[] image, float[] patches) {
      for (int i = 0; i < sources.length; i++) {
        patches[i] = image[sources[i]];
      }
    }

    /**
     * Adds the patches up where they overlap.
     *
     * @param image {@code imageLength + 1} numbers, of which the last takes what falls on padding
     */
    void scatter(float[] patches, float[] image) {
      for (int i = 0; i < sources.length; i++) {
        image[sources[i]] += patches[i];
      }
    }
  }
}
