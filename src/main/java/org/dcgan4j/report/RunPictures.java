package org.dcgan4j.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeSet;
import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.data.Images;
import org.dcgan4j.data.Wanted;
import org.dcgan4j.image.AnimatedGif;
import org.dcgan4j.image.ImageGrid;
import org.dcgan4j.image.PictureFile;
import org.dcgan4j.image.PictureFile.GridPicture;
import org.dcgan4j.io.RunFiles;
import org.dcgan4j.run.Manifest;
import org.dcgan4j.run.Pictures;
import org.dcgan4j.run.RunFolder;

/**
 * The pictures of a run, small enough for one page: grids of images at their own size or of 64
 * pixels a side, which the page enlarges, grey as PNG and in colours as JPEG; other pictures as
 * they are.
 *
 * @param folder of the run
 * @param grid how its grids are laid out where they do not say; null where they are no grids
 * @param fakes by step, from 0
 * @param problems what is wrong with each that cannot be read and is left out
 */
record RunPictures(
    Path folder, ImageGrid grid, SortedMap<Long, Path> fakes, Map<Path, String> problems) {
  private static final int MOST_FRAMES = 30;
  private static final long LARGEST = 1_600_000;

  static RunPictures of(RunFolder run, Manifest manifest) throws IOException {
    return new RunPictures(
        run.path(),
        Pictures.oldGrid(manifest.data().shape(), run.config().generator().classes()).orElse(null),
        RunFiles.fakesIn(run.path()),
        new LinkedHashMap<>());
  }

  ObjectNode json() throws IOException {
    ObjectNode json = Report.JSON.createObjectNode().put("grid", grid != null);
    ArrayNode frames = json.putArray("frames");
    List<Long> steps = new ArrayList<>(fakes.keySet());
    int shown = Math.min(MOST_FRAMES, steps.size());
    List<BufferedImage> animated = new ArrayList<>();
    for (int i = 0; i < shown; i++) {
      int index = shown == 1 ? 0 : Math.round((float) i * (steps.size() - 1) / (shown - 1));
      long step = steps.get(index);
      Optional<BufferedImage> small = small(fakes.get(step));
      small.ifPresent(animated::add);
      Optional<byte[]> picture = bytes(fakes.get(step), small);
      picture.ifPresent(bytes -> frames.addObject().put("step", step).put("picture", bytes));
    }
    json.put("frameCount", steps.size());
    Path reals = folder.resolve(RunFiles.REALS);
    if (Files.exists(reals)) {
      bytes(reals, small(reals)).ifPresent(bytes -> json.put("reals", bytes));
    }
    Path pretraining = folder.resolve(RunFiles.PRETRAINING);
    if (Files.exists(pretraining)) {
      json.put("pretraining", Files.readAllBytes(pretraining));
    }
    pageGif(folder.resolve(RunFiles.ANIMATION), animated).ifPresent(gif -> json.put("gif", gif));
    return json;
  }

  /** The newest fakes that can be read; empty without any. */
  Optional<Images> newestFakes() throws IOException {
    for (long step : new TreeSet<>(fakes.keySet()).descendingSet()) {
      Optional<GridPicture> newest = read(fakes.get(step));
      if (!problems.containsKey(fakes.get(step))) {
        return newest.map(GridPicture::images);
      }
    }
    return Optional.empty();
  }

  /** Some of the reals; empty without any. */
  Optional<Images> reals() throws IOException {
    Path reals = folder.resolve(RunFiles.REALS);
    return Files.exists(reals) ? read(reals).map(GridPicture::images) : Optional.empty();
  }

  private Optional<GridPicture> read(Path png) throws IOException {
    try {
      return grid == null ? Optional.empty() : PictureFile.readGrid(png, grid);
    } catch (InvalidInputException e) {
      problems.put(png, e.getMessage() + "; it is left out.");
      return Optional.empty();
    }
  }

  /** A grid of small images; empty where it is none. */
  private Optional<BufferedImage> small(Path png) throws IOException {
    return read(png).map(RunPictures::small);
  }

  private static BufferedImage small(GridPicture picture) {
    Images images = Wanted.within(ImageGrid.SEEN, picture.images());
    ImageGrid grid = picture.grid();
    return ImageGrid.of(images.shape(), grid.rows(), grid.columns()).draw(images);
  }

  /** Empty where it cannot be read. */
  private Optional<byte[]> bytes(Path png, Optional<BufferedImage> small) throws IOException {
    if (small.isPresent()) {
      BufferedImage grid = small.get();
      boolean grey = grid.getType() == BufferedImage.TYPE_BYTE_GRAY;
      return Optional.of(grey ? PictureFile.encode(grid) : PictureFile.encodeJpeg(grid));
    }
    return problems.containsKey(png) ? Optional.empty() : Optional.of(Files.readAllBytes(png));
  }

  /**
   * The animation of a training, small enough for a page: the run's own, or where that is too large
   * one of these frames, if they are grey; those in colours would be too large again.
   *
   * @param small frames at their own size; empty where they have none
   * @return empty where the run has none yet, or none is small enough
   */
  private static Optional<byte[]> pageGif(Path gif, List<BufferedImage> small) throws IOException {
    if (!Files.exists(gif)) {
      return Optional.empty();
    }
    if (Files.size(gif) <= LARGEST || small.isEmpty()) {
      return within(gif);
    }
    BufferedImage newest = small.get(small.size() - 1);
    if (newest.getType() != BufferedImage.TYPE_BYTE_GRAY) {
      return Optional.empty();
    }
    List<BufferedImage> alike =
        small.stream()
            .filter(f -> f.getWidth() == newest.getWidth() && f.getHeight() == newest.getHeight())
            .toList();
    Path made = Files.createTempFile("dcgan4j-report", ".gif");
    try {
      AnimatedGif.ofRun().write(alike.size(), alike::get, made);
      return within(made);
    } finally {
      Files.deleteIfExists(made);
    }
  }

  private static Optional<byte[]> within(Path gif) throws IOException {
    return Files.size(gif) <= LARGEST ? Optional.of(Files.readAllBytes(gif)) : Optional.empty();
  }
}
