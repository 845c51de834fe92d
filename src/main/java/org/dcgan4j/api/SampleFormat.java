package org.dcgan4j.api;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.binding.Text;
import org.dcgan4j.data.IdxFile;
import org.dcgan4j.data.IdxImageWriter;
import org.dcgan4j.data.ImageShape;
import org.dcgan4j.image.ImageGrid;
import org.dcgan4j.image.PictureFile;
import org.dcgan4j.io.AtomicFile;
import org.dcgan4j.io.NpzWriter;
import org.dcgan4j.layer.DataShape;

/** The forms in which samples are written. */
public enum SampleFormat {
  /** All images in one picture. */
  GRID {
    @Override
    void write(Samples samples, Path out) throws IOException {
      ImageGrid grid = ImageGrid.holding(samples.count(), samples.shape());
      grid.withZoom(samples.count() <= ZOOMED ? 2 : 1).write(samples.images(), out);
    }
  },

  /** A folder with a file for each image. */
  PNG {
    @Override
    void write(Samples samples, Path out) throws IOException {
      Files.createDirectories(out);
      int[] next = {0};
      samples.drawInto(
          images -> {
            for (int i = 0; i < images.count(); i++) {
              Path file = out.resolve(Text.format("%06d.png", next[0]++));
              PictureFile.write(images, i, file);
            }
          });
    }
  },

  /** MNIST's format. */
  IDX {
    @Override
    void write(Samples samples, Path out) throws IOException {
      IdxFile.requireLabelsMayBeWritten(out, samples.labelled());
      AtomicFile.write(
          out,
          part -> {
            try (IdxImageWriter file = new IdxImageWriter(part, samples.count(), samples.shape())) {
              samples.drawInto(file::write);
            }
          });
      IdxFile.writeLabelsBeside(out, samples.labels(), samples.classNames());
    }
  },

  /** A NumPy archive. */
  NPZ {
    @Override
    void write(Samples samples, Path out) throws IOException {
      AtomicFile.write(
          out,
          part -> {
            try (NpzWriter file = new NpzWriter(part)) {
              ImageShape shape = samples.shape();
              file.beginUint8("images", shape.channelsLast(samples.count()));
              samples.drawInto(images -> file.write(images.channelsLast()));
              if (samples.labelled()) {
                file.beginUint8("labels", samples.count());
                file.write(samples.labels());
                file.writeTexts("class_names", samples.classNames());
              }
              file.finish();
            }
          });
    }
  },

  /** A text with a line for each point. */
  CSV {
    @Override
    void write(Samples samples, Path out) throws IOException {
      AtomicFile.write(
          out,
          part -> {
            try (PointsCsv file = new PointsCsv(part, samples.generator().output().length())) {
              samples.drawPointsInto(file::write);
            }
          });
    }
  };

  private static final int ZOOMED = 400;
  private static final int MOST = 10_000_000;

  abstract void write(Samples samples, Path out) throws IOException;

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
      throw new InvalidInputException(
          Text.format("--count: given %d, legal is 1 to %d", count, MOST));
    }
  }

  /** As the command line has it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
