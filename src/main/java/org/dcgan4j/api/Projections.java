package org.dcgan4j.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.dcgan4j.analysis.Projector;
import org.dcgan4j.analysis.Projector.Found;
import org.dcgan4j.analysis.Projector.Options;
import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.binding.Text;
import org.dcgan4j.config.DataConfig;
import org.dcgan4j.config.DataConfig.PixelRange;
import org.dcgan4j.data.ImageSet;
import org.dcgan4j.data.ImageSets;
import org.dcgan4j.data.ImageShape;
import org.dcgan4j.data.Images;
import org.dcgan4j.data.PictureFiles;
import org.dcgan4j.data.Progress;
import org.dcgan4j.data.Wanted;
import org.dcgan4j.image.ImageGrid;
import org.dcgan4j.io.AtomicFile;
import org.dcgan4j.io.NpzWriter;
import org.dcgan4j.io.NpzWriter.NpyHeader;

/**
 * The latents whose pictures are nearest to given ones, for {@link Generator#project}.
 *
 * @param all in the order of the pictures
 * @param given the pictures, as training would see them
 * @param found what the generator makes of the latents
 */
public record Projections(List<Projection> all, Images given, Images found) {
  /** Pictures that one strip shows, the first. */
  private static final int SHOWN = 100;

  /** The most pictures that are projected at once. */
  private static final int MOST = 10_000;

  /** In nanoseconds. */
  private static final long BETWEEN_NOTES = 10_000_000_000L;

  /** The grey of no difference. */
  private static final int MIDDLE = 128;

  public Projections {
    all = List.copyOf(all);
  }

  /**
   * One of them.
   *
   * @param picture its file; in a folder or archive, with its own name behind that, and of several
   *     in one file with its number from 0
   * @param className the class whose pictures come nearest; null where the generator is told none
   * @param rmse the root of the mean square of the pixels' differences, of 0 black to 1 white
   * @param input the generator's: the latent, and the one-hot class behind it
   */
  public record Projection(String picture, String className, double rmse, float[] input) {

    /** As a line for people. */
    public String text() {
      String told = className == null ? "" : "class " + className + ", ";
      return Text.escaped(Text.format("%s: %sdistance %.4f", picture, told, rmse));
    }
  }

  static Projections of(
      Generator generator, List<Path> paths, Options options, Consumer<String> notes) {
    List<String> names = new ArrayList<>();
    List<ImageSet> sets = new ArrayList<>();
    int count = 0;
    for (Path path : paths) {
      ImageSet set = load(generator, path, notes);
      count += set.count();
      if (count > MOST) {
        throw InvalidInputException.of(
            "%s: with it there are %,d pictures, legal are 1 to %,d", path, count, MOST);
      }
      names.addAll(namesOf(path, set));
      sets.add(set);
    }
    return of(generator, names, sets, options, notes);
  }

  private static List<String> namesOf(Path path, ImageSet set) {
    try (PictureFiles files = PictureFiles.of(set).orElse(null)) {
      IntFunction<String> behind =
          files != null ? i -> "#" + files.name(i) : set.count() == 1 ? i -> "" : i -> "#" + i;
      return IntStream.range(0, set.count()).mapToObj(i -> path + behind.apply(i)).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Of one picture each. */
  static Projections ofEnds(
      Generator generator, Path from, Path to, Options options, Consumer<String> notes) {
    List<ImageSet> ends =
        List.of(end(generator, "--from", from, notes), end(generator, "--to", to, notes));
    return of(generator, List.of(from.toString(), to.toString()), ends, options, notes);
  }

  private static ImageSet end(
      Generator generator, String option, Path path, Consumer<String> notes) {
    ImageSet set = load(generator, path, notes);
    if (set.count() != 1) {
      throw InvalidInputException.of(
          "%s: given %s with %,d pictures, legal is one", option, path, set.count());
    }
    return set;
  }

  private static ImageSet load(Generator generator, Path path, Consumer<String> notes) {
    ImageShape shape = generator.imageShape();
    DataConfig data = generator.run.config().data();
    ImageSet set = ImageSets.load(path, Wanted.like(shape, data.fit()), Progress.lines(notes));
    requireShape(path, set, shape);
    set.sayFlaws(line -> notes.accept(path + ": " + line));
    return set;
  }

  private static Projections of(
      Generator generator,
      List<String> names,
      List<ImageSet> sets,
      Options options,
      Consumer<String> notes) {
    if (sets.size() == 1) {
      return of(generator, names, sets.get(0).images(), options, notes);
    }
    ImageShape shape = generator.imageShape();
    byte[] pixels = new byte[names.size() * shape.pixels()];
    int at = 0;
    for (ImageSet set : sets) {
      for (int i = 0; i < set.count(); i++, at += shape.pixels()) {
        set.images().copyTo(i, pixels, at);
      }
    }
    return of(generator, names, Images.of(shape, pixels), options, notes);
  }

  private static void requireShape(Path path, ImageSet set, ImageShape shape) {
    if (!set.images().shape().equals(shape)) {
      throw InvalidInputException.of(
          "%s: its pictures are %s and cannot be brought to the generator's %s",
          path, set.images().shape(), shape);
    }
  }

  private static Projections of(
      Generator generator,
      List<String> names,
      Images given,
      Options options,
      Consumer<String> notes) {
    Projector projector = generator.projector(options, notes);
    long[] next = {System.nanoTime() + BETWEEN_NOTES};
    List<Found> found =
        projector.project(
            given.count(),
            i -> scaled(given.image(i), generator.run.config().data().pixelRange()),
            done -> {
              if (System.nanoTime() > next[0]) {
                notes.accept(Text.format("projected %,d of %,d pictures", done, names.size()));
                next[0] = System.nanoTime() + BETWEEN_NOTES;
              }
            });
    List<String> classes = generator.classes();
    List<Projection> all = new ArrayList<>();
    float[][] inputs = new float[found.size()][];
    for (int i = 0; i < inputs.length; i++) {
      Found one = found.get(i);
      inputs[i] = one.input();
      String className = one.told() < 0 ? null : classes.get(one.told());
      all.add(new Projection(names.get(i), className, one.rmse(), one.input()));
    }
    return new Projections(all, given, generator.images(inputs));
  }

  private static float[] scaled(byte[] pixels, PixelRange range) {
    float[] scaled = new float[pixels.length];
    for (int i = 0; i < pixels.length; i++) {
      scaled[i] = range.scaled(pixels[i] & 0xFF);
    }
    return scaled;
  }

  /** Writes rows of a picture, the one found, and their difference, of which grey is none. */
  public void writeStrip(Path png) throws IOException {
    int count = Math.min(SHOWN, all.size());
    int size = given.shape().pixels();
    byte[] pixels = new byte[3 * count * size];
    for (int i = 0; i < count; i++) {
      byte[] one = given.image(i);
      byte[] other = found.image(i);
      System.arraycopy(one, 0, pixels, 3 * i * size, size);
      System.arraycopy(other, 0, pixels, (3 * i + 1) * size, size);
      for (int k = 0; k < size; k++) {
        int apart = (other[k] & 0xFF) - (one[k] & 0xFF);
        pixels[(3 * i + 2) * size + k] = (byte) Math.max(0, Math.min(255, MIDDLE + apart / 2));
      }
    }
    int columns = (int) Math.max(1, Math.ceil(Math.sqrt(count / 3.0)));
    int rows = (count + columns - 1) / columns;
    ImageGrid.of(given.shape(), rows, 3 * columns)
        .enlargedTo(ImageGrid.SEEN)
        .write(Images.of(given.shape(), pixels), png);
  }

  /**
   * Writes a NumPy archive: {@code latents}, float32 {@code [N, size]}, with the one-hot class
   * behind it where the generator is told one; {@code distances}, float32 {@code [N]}; {@code
   * pictures}, their names.
   */
  public void writeLatents(Path npz) throws IOException {
    AtomicFile.write(
        npz,
        part -> {
          try (NpzWriter file = new NpzWriter(part)) {
            file.begin("latents", NpyHeader.FLOAT32, all.size(), all.get(0).input().length);
            for (Projection one : all) {
              file.write(one.input());
            }
            file.begin("distances", NpyHeader.FLOAT32, all.size());
            for (Projection one : all) {
              file.write(new float[] {(float) one.rmse()});
            }
            file.writeTexts("pictures", all.stream().map(Projection::picture).toList());
            file.finish();
          }
        });
  }

  /** The mean of the distances. */
  public double meanDistance() {
    return all.stream().mapToDouble(Projection::rmse).average().orElse(Double.NaN);
  }

  /** One flat object: {@code pictures}, {@code distances} and {@code classes} of the same order. */
  public ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("n", all.size()).put("meanDistance", meanDistance());
    ArrayNode pictures = json.putArray("pictures");
    ArrayNode distances = json.putArray("distances");
    all.forEach(
        one -> {
          pictures.add(one.picture());
          distances.add(one.rmse());
        });
    if (all.stream().allMatch(one -> one.className() != null)) {
      ArrayNode classes = json.putArray("classes");
      all.forEach(one -> classes.add(one.className()));
    }
    return json;
  }
}
