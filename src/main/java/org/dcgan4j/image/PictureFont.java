package org.dcgan4j.image;

import java.awt.Font;
import java.awt.FontFormatException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The one font of every picture, Roboto from the class path: pictures look the same everywhere and
 * need no fonts on the machine.
 *
 * <p>On Linux, AWT asks the machine's fontconfig for its default fonts before it loads any font,
 * also one that is given to it, and fails where the machine has none, as small containers do. It
 * does not ask where the property {@code sun.awt.fontconfig} names a file of its own, and it tries
 * again after a failure: so a second try gets that file.
 */
final class PictureFont {
  private static final String FAMILY = "/com/formdev/flatlaf/fonts/roboto/Roboto-";
  private static final String FONT_CONFIGURATION = "sun.awt.fontconfig";

  private PictureFont() {}

  /**
   * @throws PictureException when no text can be drawn, for example without FreeType
   */
  static Font plain(float size) {
    return Faces.get().plain().deriveFont(size);
  }

  /**
   * @throws PictureException when no text can be drawn, for example without FreeType
   */
  static Font bold(float size) {
    return Faces.get().bold().deriveFont(size);
  }

  private record Faces(Font plain, Font bold) {
    private static Faces loaded;

    static synchronized Faces get() {
      if (loaded == null) {
        loaded = load();
      }
      return loaded;
    }

    private static Faces load() {
      // A DISPLAY that cannot be reached must not matter.
      if (System.getProperty("java.awt.headless") == null) {
        System.setProperty("java.awt.headless", "true");
      }
      try {
        return read();
      } catch (IOException | FontFormatException | RuntimeException | Error first) {
        return readWithoutFontconfig(first);
      }
    }

    private static Faces readWithoutFontconfig(Throwable first) {
      try {
        Path file = Files.createTempFile("dcgan4j-", "-fontconfig.properties");
        file.toFile().deleteOnExit();
        Files.writeString(file, "version=1\nsequence.allfonts=default\n");
        System.setProperty(FONT_CONFIGURATION, file.toString());
        return read();
      } catch (IOException | FontFormatException | RuntimeException | Error second) {
        second.addSuppressed(first);
        throw new PictureException("this Java cannot draw text: " + second, second);
      }
    }

    private static Faces read() throws IOException, FontFormatException {
      return new Faces(read("Regular.ttf"), read("Bold.ttf"));
    }

    private static Font read(String face) throws IOException, FontFormatException {
      try (InputStream in = PictureFont.class.getResourceAsStream(FAMILY + face)) {
        if (in == null) {
          throw new FileNotFoundException(FAMILY + face + " is not on the class path");
        }
        return Font.createFont(Font.TRUETYPE_FONT, in);
      }
    }
  }
}
