package org.dcgan4j.data.duplicates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.dcgan4j.data.ImageSet;
import org.dcgan4j.data.ImageSets;
import org.dcgan4j.data.ImageShape;
import org.dcgan4j.data.Images;
import org.dcgan4j.data.duplicates.NearDuplicates.Group;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NearDuplicatesTest {
  private static final Path DATA = Path.of("../shared/data");
  private static final ImageShape GREY = ImageShape.grey(28, 28);

  @ParameterizedTest
  @ValueSource(strings = {"notMNIST_small.tar.gz", "mnist", "emoji64.tar.gz"})
  void plantedCopies_shouldBeFound_andHardlyAnythingElse(String name) {
    assumeTrue(Files.exists(DATA.resolve(name)), DATA.resolve(name) + " is not there");
    Images all = ImageSets.load(DATA.resolve(name)).images();
    int[] first = all.firstEqual();
    int[] some = IntStream.iterate(0, i -> i + 3).limit(1000).filter(i -> first[i] == i).toArray();
    PlantedCopies planted = PlantedCopies.in(all.select(some), 210, 1);

    NearDuplicates found = NearDuplicates.of(planted.set());

    assertThat(planted.found(found)).isGreaterThanOrEqualTo(208);
    int removed = planted.images().count() - found.kept().length;
    assertThat(removed - 210).isLessThan(10);
  }

  /** A shape of which another one differs in a part: a clock, by its hand. */
  @Test
  void differentDrawings_shouldBeNoCopies() {
    byte[][] clocks =
        IntStream.range(0, 12).mapToObj(NearDuplicatesTest::clock).toArray(byte[][]::new);

    assertThat(NearDuplicates.of(set(clocks)).groups()).isEmpty();
  }

  @Test
  void whiteNoise_shouldBeACopyOfItselfAlone() {
    Random random = new Random(1);
    byte[][] noise = new byte[50][GREY.pixels()];
    for (byte[] one : noise) {
      random.nextBytes(one);
    }
    noise[49] = PlantedCopies.noisy(PlantedCopies.shifted(noise[7], GREY, 1, 0), random);

    List<Group> groups = NearDuplicates.of(set(noise)).groups();

    assertThat(groups).hasSize(1);
    assertThat(groups.get(0).members()).containsExactly(7, 49);
  }

  @Test
  void plainPictures_shouldBeCopiesByTheirShadeAlone() {
    byte[][] plain = new byte[5][GREY.pixels()];
    Arrays.fill(plain[1], (byte) 1);
    Arrays.fill(plain[2], (byte) 128);
    Arrays.fill(plain[3], (byte) 255);
    plain[4] = PlantedCopies.noisy(plain[3], new Random(1));

    assertThat(NearDuplicates.of(set(plain)).groups())
        .extracting(Group::members)
        .containsExactly(new int[] {0, 1}, new int[] {3, 4});
  }

  /** 1 is between 0 and 2, which are no copies of each other. */
  @Test
  void copiesOfCopies_shouldBeOneGroup() {
    byte[] clock = clock(3);
    byte[] once = PlantedCopies.shifted(clock, GREY, 1, 0);
    byte[] twice = PlantedCopies.shifted(once, GREY, 1, 0);

    assertThat(NearDuplicates.of(set(clock, twice)).groups()).isEmpty();
    List<Group> groups = NearDuplicates.of(set(clock, twice, once)).groups();
    assertThat(groups).hasSize(1);
    assertThat(groups.get(0).members()).containsExactly(0, 1, 2);
    assertThat(groups.get(0).difference()).isZero();
  }

  @Test
  void classes_shouldEachKeepTheirFirst() {
    byte[] a = clock(3);
    byte[] b = clock(6);
    byte[] pixels = new byte[5 * GREY.pixels()];
    byte[][] all = {a, b, a, a, a};
    for (int i = 0; i < all.length; i++) {
      System.arraycopy(all[i], 0, pixels, i * GREY.pixels(), GREY.pixels());
    }
    int[] labels = {0, 0, 1, 0, 1};
    ImageSet set =
        new ImageSet("clocks", Images.of(GREY, pixels), labels, List.of("x", "y"), List.of());

    NearDuplicates found = NearDuplicates.of(set);

    assertThat(found.acrossClasses()).hasSize(1);
    assertThat(found.removed(found.groups().get(0))).containsExactly(3, 4);
    assertThat(found.kept()).containsExactly(0, 1, 2);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5, 9, 300})
  void everySize_shouldBeCompared(int side) {
    ImageShape shape = new ImageShape(3, side, Math.max(1, side - 1));
    byte[] pixels = new byte[4 * shape.pixels()];
    new Random(side).nextBytes(pixels);
    System.arraycopy(pixels, 0, pixels, 3 * shape.pixels(), shape.pixels());
    ImageSet set =
        new ImageSet("noise", Images.of(shape, pixels), new int[0], List.of(), List.of());

    assertThat(NearDuplicates.of(set).groups())
        .extracting(Group::members)
        .containsExactly(new int[] {0, 3});
  }

  /** Frames of a film that stands still: there are as many copies as pairs of them. */
  @Test
  void alikeFrames_shouldNeedNoMemoryForTheirPairs() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx24m",
                "-cp",
                System.getProperty("java.class.path"),
                NearDuplicatesTest.class.getName())
            .redirectErrorStream(true)
            .start();

    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    assertThat(said).contains("1 group of 2000");
  }

  /** Compares such frames, in a process of little memory. */
  public static void main(String... args) {
    ImageShape shape = ImageShape.grey(3, 3);
    byte[] pixels = new byte[2000 * shape.pixels()];
    for (int i = 0; i < pixels.length; i++) {
      int frame = i / shape.pixels();
      pixels[i] = (byte) (100 + (int) (frame / Math.pow(3, i % shape.pixels())) % 3);
    }
    ImageSet still =
        new ImageSet("still", Images.of(shape, pixels), new int[0], List.of(), List.of());
    List<Group> groups = NearDuplicates.of(still).groups();
    System.out.println(groups.size() + " group of " + groups.get(0).members().length);
  }

  @Test
  void oneImage_shouldBeKept() {
    assertThat(NearDuplicates.of(set(clock(1))).kept()).containsExactly(0);
  }

  private static ImageSet set(byte[]... images) {
    byte[] pixels = new byte[images.length * GREY.pixels()];
    for (int i = 0; i < images.length; i++) {
      System.arraycopy(images[i], 0, pixels, i * GREY.pixels(), GREY.pixels());
    }
    return new ImageSet("set", Images.of(GREY, pixels), new int[0], List.of(), List.of());
  }

  /** A ring with a hand. */
  private static byte[] clock(int hour) {
    byte[] clock = new byte[GREY.pixels()];
    double angle = Math.PI * hour / 6;
    for (int i = 0; i < clock.length; i++) {
      double x = i % 28 - 13.5;
      double y = i / 28 - 13.5;
      double along = x * Math.sin(angle) - y * Math.cos(angle);
      double across = x * Math.cos(angle) + y * Math.sin(angle);
      boolean hand = Math.abs(across) < 1 && along > 0 && along < 8;
      clock[i] = (byte) (Math.abs(Math.hypot(x, y) - 11) < 1 || hand ? 255 : 0);
    }
    return clock;
  }
}
