package org.dcgan4j.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import org.dcgan4j.data.ImageSet;

/** How many images each class has. */
final class Classes {
  private Classes() {}

  /** Empty for images without labels. */
  static ArrayNode of(ImageSet images) {
    ArrayNode classes = Report.JSON.createArrayNode();
    if (images.labelled()) {
      int[] counts = new int[images.classNames().size()];
      for (int i = 0; i < images.count(); i++) {
        counts[images.label(i)]++;
      }
      for (int i = 0; i < counts.length; i++) {
        classes.addObject().put("name", images.classNames().get(i)).put("count", counts[i]);
      }
    }
    return classes;
  }
}
