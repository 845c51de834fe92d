package org.dcgan4j.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.dcgan4j.data.Images;
import org.dcgan4j.image.ImageGrid;
import org.dcgan4j.image.PictureFile;
import org.dcgan4j.io.RunFiles;
import org.dcgan4j.run.Manifest;
import org.dcgan4j.run.Pictures;
import org.dcgan4j.run.RunFolder;

/**
 * The pictures of a run, small enough for one page: grids of images at their own size, the page
 * enlarges them; other pictures as they are.
 *
 * @param folder of the run
 * @param grid how its grids are laid out where they do not say; empty where they are no grids
 * @param fakes by step, from 0
 */
record RunPictures(Path folder, Optional<ImageGrid> grid, SortedMap<Long, Path> fakes) {
  private static final int MOST_FRAMES = 30;

  static RunPictures of(RunFolder run, Manifest manifest) throws IOException {
    return new RunPictures(
        run.path(),
        Pictures.gridOf(manifest.data().shape(), run.config().generator().classes()),
        RunFiles.fakesIn(run.path()));
  }

  ObjectNode json() throws IOException {
    ObjectNode json = Report.JSON.createObjectNode().put("grid", grid.isPresent());
    ArrayNode frames = json.putArray("frames");
    List<Long> steps = new ArrayList<>(fakes.keySet());
    int shown = Math.min(MOST_FRAMES, steps.size());
    List<BufferedImage> animated = new ArrayList<>();
    for (int i = 0; i < shown; i++) {
      int index = shown == 1 ? 0 : Math.round((float) i * (steps.size() - 1) / (shown - 1));
      long step = steps.get(index);
      frames.addObject().put("step", step).put("png", small(fakes.get(step)));
      read(fakes.get(step)).map(RunPictures::atOwnSize).ifPresent(animated::add);
    }
    json.put("frameCount", steps.size());
    Path reals = folder.resolve(RunFiles.REALS);
    if (Files.exists(reals)) {
      json.put("reals", small(reals));
    }
    Path pretraining = folder.resolve(RunFiles.PRETRAINING);
    if (Files.exists(pretraining)) {
      json.put("pretraining", Files.readAllBytes(pretraining));
    }
    PageGif.of(folder.resolve(RunFiles.ANIMATION), animated).ifPresent(gif -> json.put("gif", gif));
    return json;
  }

  /** The newest fakes; empty without any. */
  Optional<Images> newestFakes() throws IOException {
    return fakes.isEmpty()
        ? Optional.empty()
        : read(fakes.get(fakes.lastKey())).map(ImageGrid.Picture::images);
  }

  /** Some of the reals; empty without any. */
  Optional<Images> reals() throws IOException {
    Path reals = folder.resolve(RunFiles.REALS);
    return Files.exists(reals) ? read(reals).map(ImageGrid.Picture::images) : Optional.empty();
  }

  private Optional<ImageGrid.Picture> read(Path png) throws IOException {
    return grid.isEmpty() ? Optional.empty() : ImageGrid.read(png, grid.get());
  }

  private byte[] small(Path png) throws IOException {
    Optional<ImageGrid.Picture> picture = read(png);
    return picture.isEmpty()
        ? Files.readAllBytes(png)
        : PictureFile.encode(atOwnSize(picture.get()));
  }

  private static BufferedImage atOwnSize(ImageGrid.Picture picture) {
    return picture.grid().withZoom(1).draw(picture.images());
  }
}
