package org.dcgan4j.image;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntFunction;
import org.dcgan4j.io.RunFiles;

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
    List<Path> files = List.copyOf(RunFiles.fakesIn(runFolder).values());
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
}
