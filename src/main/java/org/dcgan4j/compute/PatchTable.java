package org.dcgan4j.compute;

import org.dcgan4j.compute.NativeConvolution.Geometry;

/**
 * Where the numbers of an image's patches come from: row {@code (channel, ky, kx)}, column {@code
 * (y, x)} of the patch matrix is pixel {@code (y stride + ky - padding, x stride + kx - padding)}
 * of the channel, or padding.
 */
final class PatchTable {
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
