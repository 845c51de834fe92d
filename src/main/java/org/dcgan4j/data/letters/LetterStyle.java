package org.dcgan4j.data.letters;

import java.util.SplittableRandom;

/**
 * How one letter differs from its font: all that is drawn by chance.
 *
 * @param slant shear to the right per unit of height, negative to the left
 * @param rotation in radians
 * @param taper how much wider the foot is than the head, as a share of the width
 * @param waist how far down the middle of the letter moves, as a share of the height
 * @param weight from -1, as thin as its hairlines allow, over 0, as the font is, to 1, as bold as
 *     its counters allow
 * @param contrast how many times more the weight changes across than down
 * @param roundCorners whether a bolder letter's corners are round
 * @param widening at most so many times wider than the font has it, for its height
 * @param width of the letter's box, as a share of the image's
 * @param height of the letter's box, as a share of the image's
 * @param x the box's place in the room that is left, 0 left to 1 right
 * @param y the box's place in the room that is left, 0 top to 1 bottom
 */
record LetterStyle(
    double slant,
    double rotation,
    double taper,
    double waist,
    double weight,
    double contrast,
    boolean roundCorners,
    double widening,
    double width,
    double height,
    double x,
    double y) {

  /** The largest share of the image by which a letter's box falls short of it. */
  static final double MARGIN = 0.12;

  static LetterStyle draw(SplittableRandom random) {
    return new LetterStyle(
        sometimes(random, 0.5) * between(random, -0.1, 0.35),
        Math.toRadians(between(random, -2, 2) + between(random, -2, 2)),
        sometimes(random, 0.4) * between(random, -0.25, 0.25),
        sometimes(random, 0.6) * between(random, -0.09, 0.09),
        between(random, -1, 1),
        Math.exp(between(random, -0.7, 0.7)),
        random.nextBoolean(),
        between(random, 2, 3.2),
        1 - MARGIN * square(random.nextDouble()),
        1 - MARGIN * square(random.nextDouble()),
        random.nextDouble(),
        random.nextDouble());
  }

  private static double between(SplittableRandom random, double low, double high) {
    return low + (high - low) * random.nextDouble();
  }

  /** 1 with the given chance, otherwise 0. */
  private static int sometimes(SplittableRandom random, double chance) {
    return random.nextDouble() < chance ? 1 : 0;
  }

  private static double square(double value) {
    return value * value;
  }
}
