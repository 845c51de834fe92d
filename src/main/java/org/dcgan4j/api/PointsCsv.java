package org.dcgan4j.api;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;

/** Points as lines of decimal numbers, with a header {@code x} or {@code x,y}. */
final class PointsCsv implements AutoCloseable {
  private static final String[] NAMES = {"x", "y", "z"};

  private final Writer out;
  private final int dimensions;

  /**
   * @param dimensions numbers in a point, 1 or more
   */
  PointsCsv(Path file, int dimensions) throws IOException {
    this.dimensions = dimensions;
    this.out = Files.newBufferedWriter(file);
    for (int i = 0; i < dimensions; i++) {
      write(i, dimensions <= NAMES.length ? NAMES[i] : "x" + (i + 1));
    }
  }

  /**
   * @param points {@code [M, dimensions]}
   */
  void write(float[] points) throws IOException {
    for (int i = 0; i < points.length; i++) {
      write(i % dimensions, Float.toString(points[i]));
    }
  }

  private void write(int column, String text) throws IOException {
    out.write(text);
    out.write(column == dimensions - 1 ? '\n' : ',');
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
