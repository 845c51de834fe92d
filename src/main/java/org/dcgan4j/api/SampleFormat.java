package org.dcgan4j.api;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.io.function.IOConsumer;
import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.binding.Text;
import org.dcgan4j.data.ImageSet;
import org.dcgan4j.data.ImageShape;
import org.dcgan4j.data.Images;
import org.dcgan4j.data.PixelStore;
import org.dcgan4j.export.SetFiles;
import org.dcgan4j.image.ImageGrid;
import org.dcgan4j.image.PictureFile;
import org.dcgan4j.io.AtomicFile;
import org.dcgan4j.layer.DataShape;
import org.dcgan4j.model.Latents;

/** The forms in which samples are written. */
public enum SampleFormat {
  /** All images in one picture. */
  GRID,

  /** A folder with a file for each image. */
  PNG,

  /** MNIST's format, for grey images. */
  IDX,

  /** A NumPy archive. */
  NPZ,

  /** A text with a line for each point, and a header {@code x} or {@code x,y}. */
  CSV;

  /** What names of IDX files end in, before that of gzip. */
  private static final String IDX_NAMES = ".*(\\.gz|idx3?|ubyte)";

  private static final String OTHERS_PACKED = ".*\\.(tar|npz|npy|csv|png|gif|zip)\\.gz";

  /**
   * The form for what a generator makes: what the user chose or, for null, what the file's name
   * says. A name without an ending is one for every form.
   */
  static SampleFormat forOutput(SampleFormat chosen, DataShape output, Path out) {
    String name = nameOf(out);
    SampleFormat named = ofName(name);
    boolean says = named != null || name.contains(".");
    SampleFormat format = chosen != null ? chosen : output.isImage() ? named : CSV;
    if (format == null && !says) {
      format = GRID;
    }
    if (format == null) {
      throw InvalidInputException.of(
          "--out: given %s, legal is a name in .png, .npz or idx3-ubyte, or --format png for a folder",
          out);
    }
    boolean grey = output.isImage() && output.dimensions()[0] == 1;
    boolean fits = format == CSV ? !output.isImage() : format == IDX ? grey : output.isImage();
    if (!fits) {
      String legal =
          grey
              ? "images are grid, png, idx, npz"
              : output.isImage() ? "images in colour are grid, png, npz" : "points is csv";
      String given = chosen == null ? "--out: given " + out + ", the name of " : "--format: given ";
      throw new InvalidInputException(given + format + ", legal for " + legal);
    }
    format.requireNameOf(out);
    return format;
  }

  /**
   * Refuses a file whose name says another form than this. A name without an ending says none, and
   * a folder may have any.
   */
  public void requireNameOf(Path out) {
    String name = nameOf(out);
    SampleFormat named = ofName(name);
    if (this != PNG && named != this && (named != null || name.contains("."))) {
      throw InvalidInputException.of(
          "--out: given %s, legal for %s is a name in %s",
          out, this, this == GRID ? ".png" : this == IDX ? "idx3-ubyte or .gz" : "." + this);
    }
  }

  private static String nameOf(Path out) {
    return String.valueOf(out.getFileName()).toLowerCase(Locale.ROOT);
  }

  /** What a name in small letters says; null if nothing that is known. */
  private static SampleFormat ofName(String name) {
    return Stream.of(GRID, NPZ, CSV, IDX).filter(form -> form.has(name)).findFirst().orElse(null);
  }

  /** Whether a name in small letters ends as those of this form do. */
  private boolean has(String name) {
    return switch (this) {
      case GRID -> name.endsWith(".png");
      case IDX -> name.matches(IDX_NAMES) && !name.matches(OTHERS_PACKED);
      case PNG -> false;
      case NPZ, CSV -> name.endsWith("." + this);
    };
  }

  /** Refuses more than can be drawn at once. */
  public static void requireCount(int count) {
    if (count < 1 || count > 10_000_000) {
      throw InvalidInputException.of("--count: given %d, legal is 1 to %d", count, 10_000_000);
    }
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** So many images or points, drawn a part at a time, so that any number fits into memory. */
  record Samples(
      org.dcgan4j.model.Generator generator, Latents latents, List<String> classNames, int count) {
    private static final int PART = 1024;

    /** Numbers that a part may have: 16 MiB. */
    private static final int NUMBERS = 1 << 22;

    private static final String[] AXES = {"x", "y", "z"};
    private static final int ZOOMED = 400;

    void write(SampleFormat format, Path out) throws IOException {
      switch (format) {
        case GRID -> grid().write(images("the grid"), out);
        case PNG -> AtomicFile.writeNewFolder(out, false, this::writePngs);
        case IDX -> files().writeIdx(out);
        case NPZ -> files().writeNpz(out);
        case CSV -> AtomicFile.write(out, this::writeCsv);
      }
    }

    private ImageGrid grid() {
      try {
        return ImageGrid.holding(count, shape()).enlargedTo(count <= ZOOMED ? ImageGrid.SEEN : 1);
      } catch (InvalidInputException e) {
        String line = e.getMessage() + "; ask for fewer, or for --format png, idx or npz";
        throw new InvalidInputException(line, e);
      }
    }

    private void writePngs(Path folder) throws IOException {
      int[] next = {0};
      drawInto(
          images -> {
            for (int i = 0; i < images.count(); i++) {
              PictureFile.write(images, i, folder.resolve(Text.format("%06d.png", next[0]++)));
            }
          });
    }

    private SetFiles files() {
      return new SetFiles(shape(), count, labels(), classNames, this::drawInto);
    }

    private void writeCsv(Path part) throws IOException {
      int n = generator.output().length();
      try (Writer file = Files.newBufferedWriter(part)) {
        for (int i = 0; i < n; i++) {
          file.append(n <= AXES.length ? AXES[i] : "x" + (i + 1)).append(i < n - 1 ? ',' : '\n');
        }
        for (int done = 0; done < count; done += PART) {
          int m = Math.min(PART, count - done);
          float[] points = generator.generate(latents.next(m), m);
          for (int i = 0; i < points.length; i++) {
            file.append(Float.toString(points[i])).append(i % n < n - 1 ? ',' : '\n');
          }
        }
      }
    }

    private ImageShape shape() {
      return generator.imageShape();
    }

    /** The classes, one byte each: empty without any. */
    private byte[] labels() {
      ByteArrayOutputStream labels = new ByteArrayOutputStream();
      IntStream.of(latents.classesOf(count)).forEach(labels::write);
      return labels.toByteArray();
    }

    /** All at once, with where they come from, for messages. */
    ImageSet set(String origin) throws IOException {
      int[] classes = latents.classesOf(count);
      return new ImageSet(origin, images(origin), classes, classNames, List.of());
    }

    private Images images(String origin) throws IOException {
      try (PixelStore store = new PixelStore(shape(), count, origin)) {
        int[] next = {0};
        drawInto(
            images -> {
              for (int i = 0; i < images.count(); i++) {
                store.put(next[0]++, images.image(i));
              }
            });
        return store.images();
      }
    }

    private void drawInto(IOConsumer<Images> sink) throws IOException {
      int part = Math.max(1, Math.min(PART, NUMBERS / shape().pixels()));
      for (int done = 0; done < count; done += part) {
        int n = Math.min(part, count - done);
        sink.accept(generator.generateImages(latents.next(n), n));
      }
    }
  }
}
