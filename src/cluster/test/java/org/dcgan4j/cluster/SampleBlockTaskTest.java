package org.dcgan4j.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.dcgan4j.config.Config;
import org.dcgan4j.data.ImageSet;
import org.dcgan4j.data.ImageShape;
import org.dcgan4j.data.Images;
import org.dcgan4j.model.Gan;
import org.dcgan4j.model.GanState;
import org.dcgan4j.model.Latents;
import org.dcgan4j.model.SmallGan;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class SampleBlockTaskTest {
  @Test
  void blocks_shouldTogetherBeAllImages() {
    ClusterSample.Task task = task(SmallGan.config(), 2500);

    assertThat(task.blocks()).containsExactly(0, 1, 2);
    assertThat(task.draw(1).count()).isEqualTo(1000);
    assertThat(task.draw(2).count()).isEqualTo(500);
    assertThat(task(SmallGan.config(), 1000).blocks()).containsExactly(0);
    assertThat(task(SmallGan.config(), 1).blocks()).containsExactly(0);
  }

  @Test
  void block_shouldDependOnItsNumberAlone() {
    ClusterSample.Task task = task(SmallGan.config(), 2500);
    byte[] second = task.draw(1).toArray();

    assertThat(task.draw(0).toArray()).isNotEqualTo(second);
    assertThat(task.draw(1).toArray()).isEqualTo(second);
    assertThat(task(SmallGan.config(), 2000).draw(1).toArray()).isEqualTo(second);
  }

  @Test
  void blocksOfOtherSeeds_shouldBeOthers() {
    Config config = SmallGan.config();
    GanState state = GanState.copyOf(SmallGan.create(config));

    byte[][] blocks = new byte[3][];
    for (int i = 0; i < blocks.length; i++) {
      blocks[i] =
          new ClusterSample.Task(config.json(), state, 1 + 31 * i, 3000).draw(2 - i).toArray();
    }

    assertThat(blocks[1]).isNotEqualTo(blocks[0]);
    assertThat(blocks[2]).isNotEqualTo(blocks[0]).isNotEqualTo(blocks[1]);
  }

  @Test
  void scores_shouldSayWhichSamplesWereMeasured() {
    ClusterEvaluate evaluate = new ClusterEvaluate();
    new CommandLine(evaluate).parseArgs("runs/00000-letters", "--count=2000", "--seed=3");
    Images black = Images.of(ImageShape.grey(2, 2), new byte[4]);
    ImageSet reals = new ImageSet("letters", black, new int[0], List.of(), List.of());

    assertThat(evaluate.sources(40, reals))
        .hasToString(
            "{\"samples\":\"runs/00000-letters\",\"step\":40,\"seed\":3,\"data\":\"letters\",\"dataSha256\":\""
                + reals.sha256()
                + "\"}");
  }

  @Test
  void told_shouldBeTheClassesThatAreDrawn() {
    Config config = SmallGan.config("training.conditional=true", "generator.classes=3");
    ClusterSample.Task task = task(config, 1010);

    int[] told = task.told(1);

    assertThat(told).startsWith(0, 1, 2, 0).hasSize(10);
    Gan gan = SmallGan.create(config);
    byte[] drawn =
        gan.sampler()
            .generateImages(
                new Latents(config.generator(), 7 + Worker.SEED_STEP).next(10, told), 10)
            .toArray();
    assertThat(task.draw(1).toArray()).isEqualTo(drawn);
    assertThat(task.told()).hasSize(1010).startsWith(0, 1, 2, 0).endsWith(0, 1, 2, 0);
    assertThat(task(SmallGan.config(), 1010).told()).isEmpty();

    int[] classes = new int[1010];
    Arrays.fill(classes, 1000, 1010, 2);
    ClusterSample.Task given = task(config, 1010, classes);
    assertThat(given.told(1)).hasSize(10).containsOnly(2);
    Arrays.fill(told, 2);
    byte[] ofTwo =
        gan.sampler()
            .generateImages(
                new Latents(config.generator(), 7 + Worker.SEED_STEP).next(10, told), 10)
            .toArray();
    assertThat(given.draw(1).toArray()).isEqualTo(ofTwo).isNotEqualTo(drawn);
  }

  @Test
  void pixels_shouldBeCutIntoBlocksOfWholeImages() {
    byte[] pixels = new byte[2100 * 4];
    pixels[4000] = 1;
    pixels[8399] = 2;

    List<Images> blocks = ClusterSample.Task.blocks(Images.of(ImageShape.grey(2, 2), pixels));

    assertThat(blocks).extracting(Images::count).containsExactly(1000, 1000, 100);
    assertThat(blocks.get(1).image(0)[0]).isEqualTo((byte) 1);
    assertThat(blocks.get(2).image(99)[3]).isEqualTo((byte) 2);
  }

  private static ClusterSample.Task task(Config config, int count, int... classes) {
    return new ClusterSample.Task(
        config.json(), GanState.copyOf(SmallGan.create(config)), 7, count, classes);
  }
}
