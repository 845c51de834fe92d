package org.dcgan4j.image;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The frames of an animation, each made or read when it is its turn. */
public interface Frames {

  int count();

  /** Frame {@code index} from 0, 8-bit grey or RGB. */
  BufferedImage frame(int index) throws IOException;

  /** Frames that are computed. */
  static Frames of(int count, IntFunction<BufferedImage> frame) {
    return new Frames() {
      @Override
      public int count() {
        return count;
      }

      @Override
      public BufferedImage frame(int index) {
        return frame.apply(index);
      }
    };
  }

  /**
   * The pictures {@code fakes-init.png} and {@code fakes-NNNNNN.png} of a run folder, in the order
   * of their steps.
   */
  static Frames ofRun(Path runFolder) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.list(runFolder)) {
      files = all.filter(RunPicture::matches).sorted(RunPicture.BY_STEP).toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return new Frames() {
      @Override
      public int count() {
        return files.size();
      }

      @Override
      public BufferedImage frame(int index) throws IOException {
        return PictureFile.read(files.get(index));
      }
    };
  }

  /** The names of a run's pictures. */
  final class RunPicture {
    private static final Pattern NAME = Pattern.compile("fakes-(?:init|(\\d{1,18}))\\.png");
    private static final Comparator<Path> BY_STEP = Comparator.comparingLong(RunPicture::step);

    private RunPicture() {}

    private static boolean matches(Path file) {
      return NAME.matcher(file.getFileName().toString()).matches();
    }

    private static long step(Path file) {
      Matcher name = NAME.matcher(file.getFileName().toString());
      return name.matches() && name.group(1) != null ? Long.parseLong(name.group(1)) : -1;
    }
  }
}
