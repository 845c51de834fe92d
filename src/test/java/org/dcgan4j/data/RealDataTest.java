package org.dcgan4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.dcgan4j.data.FoundSets.Split;
import org.junit.jupiter.api.Test;

/** The figures of the real data sets, where they are at hand. */
class RealDataTest {
  private static final Path DATA = Path.of("../shared/data");

  @Test
  void notmnist_archive_should_have_its_known_figures() {
    Path archive = present(DATA.resolve("notMNIST_small.tar.gz"));
    // Without the cache, so that it is the reader that is tested.
    Archive tree = new Archive(archive, FileKind.of(archive));
    ImageSet images = PictureSet.read(tree, PictureLayout.of(tree, Split.TRAIN), Wanted.ANY);
    DatasetReport report = DatasetReport.of(images);
    assertThat(report.count()).isEqualTo(18_724);
    assertThat(report.duplicates()).isEqualTo(492);
    assertThat(report.badFiles())
        .extracting(BadFile::name)
        .containsExactly(
            "A/RGVtb2NyYXRpY2FCb2xkT2xkc3R5bGUgQm9sZC50dGY=.png",
            "F/Q3Jvc3NvdmVyIEJvbGRPYmxpcXVlLnR0Zg==.png");
    assertThat(report.classCounts()).containsEntry("A", 1872).containsEntry("B", 1873).hasSize(10);
    // Of pixels and labels, as it ever was; and with the names of the classes.
    assertThat(images.contentSha256())
        .isEqualTo("c65ecaa131e3ca8ccbe4cb1c4d67ff41860b788707ccceaadf3d1c9f4567b7dd");
    assertThat(report.sha256())
        .isEqualTo("9cd23bd857102ba61cf95910a8a46f662ddd08b643eb2bbbeb0e076f841298e2");
  }

  @Test
  void mnist_should_have_its_known_figures() {
    ImageSet test = ImageSets.load(present(DATA.resolve("mnist")), Split.TEST, Wanted.ANY);
    assertThat(test.count()).isEqualTo(10_000);
    assertThat(DatasetReport.of(test).classCounts())
        .containsEntry("0", 980)
        .containsEntry("1", 1135)
        .containsEntry("9", 1009);
  }

  private static Path present(Path path) {
    assumeTrue(Files.exists(path), () -> path + " is not here");
    return path;
  }
}
