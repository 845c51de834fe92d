package org.dcgan4j.io;

import org.dcgan4j.binding.Text;

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
    String text = Text.resource(owner, page);
    if (!text.contains(PLACE)) {
      throw new IllegalStateException(page + " has no place for data");
    }
    String inScript = json.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026");
    return text.replace(PLACE, inScript);
  }
}
