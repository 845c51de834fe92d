package org.dcgan4j.config;

import org.dcgan4j.binding.ConfigWord;
import org.dcgan4j.binding.FieldType.Default;
import org.dcgan4j.binding.FieldType.Nullable;
import org.dcgan4j.binding.FieldType.Range;
import org.dcgan4j.binding.Records;

/**
 * The real examples.
 *
 * @param set what is looked for or drawn when {@code dir} is not given
 * @param dir a folder or file with the data set; nothing when none was named
 * @param onlyClass the one class of a labelled set that is learned; nothing for all
 * @param size the side of the square that pictures are brought to; 0 is their own, where that is
 *     one, or else the nearest of 32, 64 and 128 that is not above their median
 * @param fit how a picture that is no square becomes one
 * @param colour whether pictures are learned in colour
 * @param flips whether a picture is mirrored, left to right, every other time it is seen
 * @param pixelRange what the networks see for a pixel
 * @param stratified whether every batch has the classes in about their shares of the whole, where
 *     there are labels
 * @param rendered how many letters are rendered, where these are asked for or notMNIST is not there
 * @param renderedSeed the seed of their variation
 * @param gaussian what is drawn for the Gaussian sets
 */
public record DataConfig(
    DataSet set,
    @Nullable String dir,
    @Nullable String onlyClass,
    @Default("0") @Range(from = 0, to = GREATEST_SIZE) int size,
    @Default("crop") Fit fit,
    @Default("auto") Colour colour,
    @Default("false") boolean flips,
    PixelRange pixelRange,
    boolean stratified,
    @Range(from = 1, to = 1_000_000) int rendered,
    long renderedSeed,
    GaussianConfig gaussian) {
  public DataConfig {
    Records.check(
        set,
        dir,
        onlyClass,
        size,
        fit,
        colour,
        flips,
        pixelRange,
        stratified,
        rendered,
        renderedSeed,
        gaussian);
    Records.require(
        size == 0 || size >= LEAST_SIZE,
        "size: given " + size + ", legal is 0, or " + LEAST_SIZE + " to " + GREATEST_SIZE);
    Records.require(
        !set.isDrawn() || dir == null && onlyClass == null,
        set.word() + " is drawn, and not read: legal are no data.dir and no data.onlyClass");
  }

  /** The smallest side that networks are made for. */
  public static final int LEAST_SIZE = 8;

  /** The greatest. */
  public static final int GREATEST_SIZE = 256;

  /** How a picture becomes a square. */
  public enum Fit implements ConfigWord {
    /** The square around its middle. */
    CROP,
    /** All of it, with black beside it. */
    PAD,
    /** All of it, drawn out. */
    STRETCH
  }

  /** Whether pictures are learned in colour. */
  public enum Colour implements ConfigWord {
    /** Where at least one in a hundred of them has a colour. */
    AUTO,
    GREY,
    RGB
  }

  /**
   * The normal distributions to learn: {@code mu + sigma z} on the line, and {@code (z1, z2) A + b}
   * in the plane, with z of N(0, 1).
   *
   * @param points drawn once, of which the batches are made; 0 draws each batch anew
   * @param seed of the points that are drawn once
   * @param sorted whether a batch on the line is in ascending order
   * @param mu the mean on the line
   * @param sigma the standard deviation on the line
   * @param a11 of the matrix A, first row, first column
   * @param a12 of the matrix A, first row, second column
   * @param a21 of the matrix A, second row, first column
   * @param a22 of the matrix A, second row, second column
   * @param b1 the mean's first coordinate in the plane
   * @param b2 the mean's second coordinate in the plane
   */
  public record GaussianConfig(
      @Range(from = 0, to = 10_000_000) int points,
      long seed,
      boolean sorted,
      @Range(from = -1000, to = 1000) double mu,
      @Range(from = 0, to = 1000, fromIncluded = false) double sigma,
      @Range(from = -1000, to = 1000) double a11,
      @Range(from = -1000, to = 1000) double a12,
      @Range(from = -1000, to = 1000) double a21,
      @Range(from = -1000, to = 1000) double a22,
      @Range(from = -1000, to = 1000) double b1,
      @Range(from = -1000, to = 1000) double b2) {
    public GaussianConfig {
      Records.check(points, seed, sorted, mu, sigma, a11, a12, a21, a22, b1, b2);
    }
  }

  /** What the real examples are, when no folder is given. */
  public enum DataSet implements ConfigWord {
    /** Letters A to J, 28x28; rendered ones where they are not there. */
    NOTMNIST,
    /** Rendered letters A to J, of any size, grey or in colours. */
    LETTERS,
    /** Handwritten digits, 28x28. */
    MNIST,
    /** Numbers of a normal distribution. */
    GAUSSIAN_1D,
    /** Points of a correlated normal distribution in the plane. */
    GAUSSIAN_2D;

    /** Whether the examples are drawn, and not read. */
    public boolean isDrawn() {
      return this == GAUSSIAN_1D || this == GAUSSIAN_2D;
    }
  }

  /** The numbers that the networks see for a pixel of 0 (black) to 255 (white). */
  public enum PixelRange implements ConfigWord {
    /** -1 to 1, for a generator that ends in tanh. */
    SIGNED,
    /** 0 to 1, for a generator that ends in a sigmoid. */
    UNIT;

    /** From black to white. */
    public double width() {
      return this == SIGNED ? 2 : 1;
    }

    /** Of a grey between them. */
    public double middle() {
      return this == SIGNED ? 0 : 0.5;
    }

    /** The number for a pixel of 0 to 255. */
    public float scaled(int pixel) {
      return (float) (this == SIGNED ? pixel / 127.5 - 1 : pixel / 255.0);
    }

    /** The nearest pixel, 0 to 255, for a number. */
    public int pixel(float value) {
      float level = this == SIGNED ? (value + 1) * 127.5f : value * 255;
      return Math.max(0, Math.min(255, Math.round(level)));
    }
  }
}
