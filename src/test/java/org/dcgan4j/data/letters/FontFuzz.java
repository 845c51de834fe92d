package org.dcgan4j.data.letters;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import org.dcgan4j.fuzz.FuzzTarget;

/** Font files, from the smallest of those on the class path. */
public final class FontFuzz {
  private static final int FONTS = 3;

  private FontFuzz() {}

  public static List<FuzzTarget> targets() {
    return List.of(new Target());
  }

  private static final class Target implements FuzzTarget {
    @Override
    public String name() {
      return "font";
    }

    @Override
    public List<byte[]> corpus() throws IOException {
      return FontFaces.bundledResources().stream()
          .map(FontFuzz::bytes)
          .sorted(Comparator.comparingInt(font -> font.length))
          .limit(FONTS)
          .toList();
    }

    @Override
    public void read(byte[] input, Path scratch) throws IOException {
      FontReader.read("font", input);
    }
  }

  private static byte[] bytes(String resource) {
    try (InputStream in = FontFuzz.class.getResourceAsStream("/" + resource)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
