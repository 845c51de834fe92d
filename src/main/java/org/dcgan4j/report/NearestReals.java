package org.dcgan4j.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Optional;
import org.dcgan4j.data.ImageSet;
import org.dcgan4j.data.Images;
import org.dcgan4j.image.PictureFile;
import org.dcgan4j.metrics.NearestImages;

/**
 * For some fakes the training image that is nearest to each: a generator that learned by heart
 * shows the same picture twice.
 */
final class NearestReals {
  private static final int SHOWN = 10;

  private NearestReals() {}

  /** Empty where there are no fakes yet. */
  static ArrayNode of(ImageSet images, RunPictures pictures) throws IOException {
    ArrayNode pairs = Report.JSON.createArrayNode();
    Images reals = images.images();
    Optional<Images> drawn = pictures.newestFakes().filter(f -> f.shape().equals(reals.shape()));
    if (drawn.isEmpty()) {
      return pairs;
    }
    Images fakes = drawn.get().range(0, Math.min(SHOWN, drawn.get().count()));
    NearestImages nearest = NearestImages.of(fakes, reals);
    for (int i = 0; i < fakes.count(); i++) {
      int real = nearest.indices()[i];
      ObjectNode pair = pairs.addObject();
      pair.put("fake", PictureFile.encode(PictureFile.draw(fakes, i)));
      pair.put("real", PictureFile.encode(PictureFile.draw(reals, real)));
      pair.put("distance", nearest.distances()[i]);
      if (images.labelled()) {
        pair.put("label", images.classNames().get(images.label(real)));
      }
    }
    return pairs;
  }
}
