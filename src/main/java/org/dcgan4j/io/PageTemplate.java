package org.dcgan4j.io;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * A web page from the class path with one place for data: {@code <script type="application/json"
 * id="data">{{DATA}}</script>}. The page's own script reads them and never has them parsed as HTML.
 */
public final class PageTemplate {
  private static final String PLACE = "{{DATA}}";

  private PageTemplate() {}

  /**
   * @param owner a class of the package that the page lies in
   * @param json one JSON value; whatever it says, it cannot end the script that it is put into
   */
  public static String fill(Class<?> owner, String page, String json) {
    String text = read(owner, page);
    int place = text.indexOf(PLACE);
    if (place < 0) {
      throw new IllegalStateException(page + " has no place for data");
    }
    return text.substring(0, place) + inScript(json) + text.substring(place + PLACE.length());
  }

  private static String inScript(String json) {
    return json.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026");
  }

  private static String read(Class<?> owner, String page) {
    try (InputStream in = owner.getResourceAsStream(page)) {
      return new String(Objects.requireNonNull(in, page).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
