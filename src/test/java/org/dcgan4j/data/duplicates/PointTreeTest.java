package org.dcgan4j.data.duplicates;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PointTreeTest {
  /** Some of the points are the same, more than go into a leaf. */
  @ParameterizedTest
  @ValueSource(ints = {1, 16, 17, 1000})
  void within_shouldNameWhatComparingAllNames(int count) {
    int width = 3;
    Random random = new Random(count);
    float[] points = new float[count * width];
    for (int i = 0; i < points.length; i++) {
      points[i] = i < points.length / 4 ? 0.5f : (float) random.nextGaussian();
    }
    PointTree tree = new PointTree(points, width);
    for (int query = 0; query < 50; query++) {
      float[] point = {random.nextFloat(), random.nextFloat(), 0.5f};
      List<Integer> expected = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        float sum = 0;
        for (int c = 0; c < width; c++) {
          float d = point[c] - points[i * width + c];
          sum += d * d;
        }
        if (sum <= 0.25f) {
          expected.add(i);
        }
      }
      List<Integer> found = new ArrayList<>();
      tree.within(0.5f, point, found::add);
      assertThat(found).containsExactlyInAnyOrderElementsOf(expected);
    }
  }
}
