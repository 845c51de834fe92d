package org.dcgan4j.api;

import java.util.Locale;
import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.layer.DataShape;

/** The forms in which samples are written. */
public enum SampleFormat {
  /** All images in one picture. */
  GRID,

  /** A folder with a file for each image. */
  PNG,

  /** MNIST's format. */
  IDX,

  /** A NumPy archive. */
  NPZ,

  /** A text with a line for each point, and a header {@code x} or {@code x,y}. */
  CSV;

  private static final int MOST = 10_000_000;

  /**
   * The form for what a generator makes.
   *
   * @param chosen by the user; null for none
   * @throws InvalidInputException if it is none for that
   */
  static SampleFormat forOutput(SampleFormat chosen, DataShape output) {
    SampleFormat format = chosen != null ? chosen : output.isImage() ? GRID : CSV;
    if (output.isImage() == (format == CSV)) {
      throw new InvalidInputException(
          output.isImage()
              ? "--format: given csv, legal for images are grid, png, idx, npz"
              : "--format: given " + format + ", legal for points is csv");
    }
    return format;
  }

  /**
   * @throws InvalidInputException if so many cannot be drawn at once
   */
  public static void requireCount(int count) {
    if (count < 1 || count > MOST) {
      throw InvalidInputException.of("--count: given %d, legal is 1 to %d", count, MOST);
    }
  }

  /** As the command line has it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
