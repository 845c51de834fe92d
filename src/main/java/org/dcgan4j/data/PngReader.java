package org.dcgan4j.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.dcgan4j.binding.InvalidInputException;

/**
 * Decodes a set of PNG files on all cores, each once, into one {@link ImageSet}. What cannot be
 * read is left out and listed.
 */
final class PngReader {

  private final String origin;
  private final List<String> classNames;
  private final List<PngFile> files;
  private final PngStructure.Size[] sizes;
  private final String[] problems;

  private PngReader(String origin, PngSource.Contents contents) {
    this.origin = origin;
    this.classNames = contents.classNames();
    this.files = contents.files();
    this.sizes = new PngStructure.Size[files.size()];
    this.problems = new String[files.size()];
  }

  /**
   * @throws InvalidInputException if the images differ in size, none is readable, or they are too
   *     many for one array
   */
  static ImageSet read(PngSource source) {
    CompletableFuture<Void> library = CompletableFuture.runAsync(OpenCv::load);
    PngSource.Contents contents = source.read();
    library.join();
    return new PngReader(source.path().toString(), contents).decode();
  }

  private ImageSet decode() {
    IntStream.range(0, files.size()).parallel().forEach(this::check);
    int[] readable = readable();
    PngStructure.Size size = commonSize(readable);
    int area = size.height() * size.width();
    if ((long) area * readable.length > Limits.PIXELS) {
      throw new InvalidInputException(
          "%s: %d images of %s pixels are too many, legal are %d pixels in all"
              .formatted(origin, readable.length, size, Limits.PIXELS));
    }
    byte[] pixels = new byte[area * readable.length];
    IntStream.range(0, readable.length)
        .parallel()
        .forEach(i -> decode(readable[i], pixels, i * area, size));
    return imageSet(readable, pixels, size);
  }

  private void check(int index) {
    PngFile file = files.get(index);
    problems[index] = file.problem();
    if (file.problem() == null) {
      try {
        sizes[index] = PngStructure.check(file.bytes());
      } catch (UnreadableImageException e) {
        problems[index] = e.getMessage();
      }
    }
  }

  private void decode(int index, byte[] pixels, int offset, PngStructure.Size size) {
    try {
      new PngDecoder().decode(files.get(index).bytes(), pixels, offset, size);
    } catch (UnreadableImageException e) {
      problems[index] = e.getMessage();
    }
  }

  private int[] readable() {
    int[] readable = IntStream.range(0, files.size()).filter(i -> problems[i] == null).toArray();
    if (readable.length == 0) {
      throw new InvalidInputException(
          "%s: none of its %d images is readable; the first, %s: %s"
              .formatted(origin, files.size(), files.get(0).name(), problems[0]));
    }
    return readable;
  }

  private PngStructure.Size commonSize(int[] readable) {
    int first = readable[0];
    for (int index : readable) {
      if (!sizes[index].equals(sizes[first])) {
        throw new InvalidInputException(
            "%s: images differ in size: %s has %s pixels, but %s has %s"
                .formatted(
                    origin,
                    files.get(index).name(),
                    sizes[index],
                    files.get(first).name(),
                    sizes[first]));
      }
    }
    return sizes[first];
  }

  private ImageSet imageSet(int[] decoded, byte[] pixels, PngStructure.Size size) {
    int area = size.height() * size.width();
    int count = readable().length;
    byte[] kept = pixels;
    if (count < decoded.length) {
      kept = new byte[count * area];
      int next = 0;
      for (int i = 0; i < decoded.length; i++) {
        if (problems[decoded[i]] == null) {
          System.arraycopy(pixels, i * area, kept, area * next++, area);
        }
      }
    }
    return new ImageSet(
        origin, size.height(), size.width(), kept, labels(), classNames, badFiles());
  }

  private int[] labels() {
    return classNames.isEmpty() ? new int[0] : Arrays.stream(readable()).map(this::label).toArray();
  }

  private int label(int index) {
    return classNames.indexOf(files.get(index).className());
  }

  private List<BadFile> badFiles() {
    List<BadFile> bad = new ArrayList<>();
    for (int i = 0; i < problems.length; i++) {
      if (problems[i] != null) {
        bad.add(new BadFile(files.get(i).name(), problems[i]));
      }
    }
    return bad;
  }
}
