package org.dcgan4j.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.dcgan4j.data.ImageSet;
import org.dcgan4j.data.ImageShape;
import org.dcgan4j.data.Images;
import org.dcgan4j.image.ImageGrid;

/** Some images of a set, a row for each class. */
final class ContactSheet {
  private static final int COLUMNS = 20;
  private static final int ROWS_WITHOUT_LABELS = 10;

  private ContactSheet() {}

  static void write(ImageSet images, Path png) throws IOException {
    List<String> names = images.classNames();
    int rows = images.labelled() ? names.size() : ROWS_WITHOUT_LABELS;
    ImageShape shape = images.images().shape();
    byte[] pixels = new byte[rows * COLUMNS * shape.pixels()];
    int[] filled = new int[rows];
    for (int i = 0; i < images.count(); i++) {
      int row = images.labelled() ? images.label(i) : Math.min(i / COLUMNS, rows - 1);
      if (filled[row] < COLUMNS) {
        int place = row * COLUMNS + filled[row]++;
        images.images().copyTo(i, pixels, place * shape.pixels());
      }
    }
    ImageGrid grid = ImageGrid.of(shape, rows, COLUMNS);
    (images.labelled() ? grid.withCaptions(names) : grid).write(Images.of(shape, pixels), png);
  }
}
