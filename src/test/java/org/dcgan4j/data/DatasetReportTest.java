package org.dcgan4j.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DatasetReportTest {
  private static final byte[] PIXELS = {0, 100, 0, 100, 100, 0};

  @Test
  void report_should_count_classes_duplicates_and_bad_files() {
    DatasetReport report = DatasetReport.of(set(PIXELS, 1, 1, 0));
    assertThat(report.count()).isEqualTo(3);
    assertThat(report.duplicates()).isEqualTo(1);
    assertThat(report.classCounts())
        .containsExactly(Map.entry("A", 1), Map.entry("B", 2), Map.entry("C", 0));
    assertThat(report.meanPixel()).isEqualTo(50);
    assertThat(report.lines())
        .contains("readable    3 images of 2x1 pixels", "  B         2", "  C/x.png: empty")
        .anyMatch(line -> line.contains("1 (2 distinct"));
  }

  @Test
  void namesWithControls_shouldNotReachATerminalAsCommands() {
    List<BadFile> bad = List.of(new BadFile("a\nb.png", "empty"));
    ImageSet set =
        new ImageSet(
            "here",
            Images.of(ImageShape.grey(1, 2), PIXELS),
            new int[] {0, 1, 0},
            List.of("A\u001b[2J", "B\nC"),
            bad);
    assertThat(DatasetReport.of(set).lines())
        .contains("  A\\u001b[2J 2", "  B\\nC       1", "  a\\nb.png: empty");
    assertThat(bad.get(0).skipped()).isEqualTo("skipped a\\nb.png: empty");
  }

  @Test
  void hash_should_depend_on_pixels_labels_and_shape() {
    ImageSet set = set(PIXELS, 1, 1, 0);
    ImageSet upright =
        new ImageSet(
            "",
            Images.of(ImageShape.grey(2, 1), PIXELS),
            new int[] {1, 1, 0},
            List.of(),
            List.of());
    assertThat(set.sha256()).hasSize(64).isEqualTo(set(PIXELS.clone(), 1, 1, 0).sha256());
    assertThat(set.sha256())
        .isNotEqualTo(set(PIXELS, 1, 0, 0).sha256())
        .isNotEqualTo(set(new byte[6], 1, 1, 0).sha256())
        .isNotEqualTo(upright.sha256());
  }

  private static ImageSet set(byte[] pixels, int... labels) {
    List<BadFile> bad = List.of(new BadFile("C/x.png", "empty"));
    return new ImageSet(
        "here", Images.of(ImageShape.grey(1, 2), pixels), labels, List.of("A", "B", "C"), bad);
  }
}
