package org.dcgan4j.api;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.dcgan4j.analysis.LatentExpression;
import org.dcgan4j.analysis.Projector;
import org.dcgan4j.analysis.Projector.Options;
import org.dcgan4j.api.LatentArithmetic.Drawing;
import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.checkpoint.CheckpointChoice;
import org.dcgan4j.config.GeneratorConfig;
import org.dcgan4j.config.GeneratorConfig.LatentDistribution;
import org.dcgan4j.data.ImageSet;
import org.dcgan4j.data.ImageShape;
import org.dcgan4j.data.Images;
import org.dcgan4j.export.NamedArray;
import org.dcgan4j.export.OnnxModel;
import org.dcgan4j.export.ParameterFiles;
import org.dcgan4j.host.NativeStart;
import org.dcgan4j.image.ImageGrid;
import org.dcgan4j.image.PictureFile;
import org.dcgan4j.job.TrainedRun;
import org.dcgan4j.layer.LayerSpec;
import org.dcgan4j.model.Gan;
import org.dcgan4j.model.Latents;
import org.dcgan4j.run.Manifest;
import org.dcgan4j.run.Manifest.BuildInfo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A trained generator of images, or of points, which can only be written and exported. With an
 * average of the weights, it is that average.
 *
 * <p>For any number of threads at once: they take turns, and each gets the bits that it would get
 * alone. One that is to draw beside another, and not after it, loads one of its own.
 */
public final class Generator {
  private static final Logger LOG = LoggerFactory.getLogger(Generator.class);

  final TrainedRun run;
  final org.dcgan4j.model.Generator network;
  private final Projecting projecting;
  private final String only;
  private final Double truncation;

  private Generator(
      TrainedRun run,
      org.dcgan4j.model.Generator network,
      Projecting projecting,
      String only,
      Double truncation) {
    this.run = run;
    this.network = network;
    this.projecting = projecting;
    this.only = only;
    this.truncation = truncation;
  }

  /**
   * Opens the newest checkpoint of a run.
   *
   * @throws InvalidInputException if it is no run, has no checkpoint that can be read, or makes no
   *     images
   */
  public static Generator load(Path run) {
    Generator generator = load(run, CheckpointChoice.NEWEST, false, LOG::warn);
    if (!generator.network.output().isImage()) {
      throw new InvalidInputException(run + " makes points, and no images");
    }
    return generator;
  }

  /**
   * Opens a checkpoint of a run on images or points.
   *
   * @param raw whether it shall be the weights as trained, and not their average
   * @param warnings gets a line if the newest checkpoint is damaged and an older one is taken
   * @throws InvalidInputException if there is no such run or checkpoint
   */
  public static Generator load(
      Path run, CheckpointChoice checkpoint, boolean raw, Consumer<String> warnings) {
    return load(run, checkpoint, raw, Map.of(), warnings);
  }

  /** The same with other settings than the run's, such as {@code training.backend}. */
  public static Generator load(
      Path run,
      CheckpointChoice checkpoint,
      boolean raw,
      Map<String, String> settings,
      Consumer<String> warnings) {
    NativeStart.prepareToCompute(OptionalInt.empty(), note -> {});
    TrainedRun trained = TrainedRun.open(run, settings, checkpoint, warnings);
    Projecting projecting = new Projecting(trained, checkpoint, raw, settings, warnings);
    return new Generator(trained, trained.drawing(raw), projecting, null, null);
  }

  /** The same, drawing one class alone, given by its name or index; refuses where there is none. */
  public Generator ofClass(String name) {
    run.latents(0, name);
    return new Generator(run, network, projecting, name, truncation);
  }

  /**
   * The same, drawing latents without numbers farther than this from 0: fewer kinds of pictures,
   * each better.
   *
   * @param most 0.1 to 10, in standard deviations
   * @throws InvalidInputException if it is another, or the latents are not from N(0, 1)
   */
  public Generator truncated(double most) {
    Generator truncated = new Generator(run, network, projecting, only, most);
    truncated.latents(0);
    return truncated;
  }

  /** What it draws otherwise than its run does, as {@link Scores} have it; empty if nothing. */
  ObjectNode choices() {
    ObjectNode choices = JsonNodeFactory.instance.objectNode();
    if (network != run.gan().sampler()) {
      choices.put("raw", true);
    }
    if (only != null) {
      choices.put("class", only);
    }
    if (truncation != null) {
      choices.put("truncation", truncation);
    }
    return choices;
  }

  /** What it draws of. */
  Latents latents(long seed) {
    Latents latents = run.latents(seed, only);
    return truncation == null ? latents : latents.truncated(truncation);
  }

  /** What it draws of to be measured: where it draws all classes, in the shares that reals have. */
  Latents latentsLike(ImageSet reals, long seed, int count) {
    Latents latents = latents(seed);
    return only == null ? latents.inShares(reals.countsOf(classes()), count) : latents;
  }

  /** The step of the checkpoint that it is of. */
  public long step() {
    return run.step();
  }

  /** The names of the classes that it is told, in the order of their indices; empty if none. */
  public List<String> classes() {
    return run.classes();
  }

  /**
   * Writes samples, a part at a time, so that any number fits into memory.
   *
   * @param count 1 to 10,000,000
   * @param format null for what the file's name says: of images in .npz, .idx, idx3-ubyte or .gz,
   *     else a grid of them; of points always a text
   * @param out the file; for {@link SampleFormat#PNG} the folder
   * @throws InvalidInputException if the format is none for what the generator makes, or the file's
   *     name is one for another
   */
  public void write(int count, long seed, SampleFormat format, Path out) throws IOException {
    SampleFormat.requireCount(count);
    SampleFormat chosen = SampleFormat.forOutput(format, network.output(), out);
    new SampleFormat.Samples(network, latents(seed), classes(), count).write(chosen, out);
  }

  /** Draws walks from latent to latent, and writes them; refuses points. */
  public void interpolate(Walks walks) throws IOException {
    if (!network.output().isImage()) {
      throw new InvalidInputException(
          "the run makes points, and only images can be walked through");
    }
    walks.write(run.config().generator(), latents(walks.seed()), network);
  }

  /**
   * Draws a walk between two pictures, through what {@link #project} finds for them: a GIF goes
   * there and back, a PNG has one row with the pictures themselves at its ends.
   *
   * @param ends of two pictures
   * @param steps images from one to the other, 1 to 100
   * @param out the file, in .gif or .png
   */
  public void interpolate(Projections ends, int steps, Path out) throws IOException {
    Walks.between(this, ends, steps, out);
  }

  /**
   * Finds the latents, and the classes, whose pictures are nearest to given ones; refuses points.
   *
   * @param pictures files or folders as training reads them, and fitted like its data
   * @param notes gets a line for what is changed or passed over
   * @throws InvalidInputException if there is no picture
   */
  public synchronized Projections project(
      List<Path> pictures, Options options, Consumer<String> notes) {
    requireAll();
    return Projections.of(this, pictures, options, notes);
  }

  /**
   * The same of the two ends of a walk, a picture each; it is said before the projecting, which
   * takes a while, where one is not.
   */
  public synchronized Projections projectEnds(
      Path from, Path to, Options options, Consumer<String> notes) {
    requireAll();
    return Projections.ofEnds(this, from, to, options, notes);
  }

  /**
   * Sums latents and classes: {@code a.png - A + B} gives the picture in a.png as a B.
   *
   * @param notes gets a line for what is changed or assumed
   * @throws InvalidInputException if a name in it is neither a class nor a file, or no class is
   *     left where the generator is told one
   */
  public LatentArithmetic arithmetic(
      LatentExpression expression, Drawing drawing, Consumer<String> notes) {
    return LatentArithmetic.of(this, expression, drawing, notes);
  }

  /** What is looked for may be anywhere. */
  private void requireAll() {
    if (only != null || truncation != null) {
      throw new InvalidInputException(
          "a generator of one class, or with truncated latents, projects nothing; take the run's own");
    }
  }

  /**
   * What {@link Options#prior} weighs in {@link #project}: nothing where latents are not drawn from
   * a normal distribution.
   */
  public double prior(Options options) {
    return Projector.prior(run.config().generator(), options);
  }

  Projector projector(Options options, Consumer<String> notes) {
    return projecting.open(options, notes);
  }

  ImageShape imageShape() {
    if (!network.output().isImage()) {
      throw new InvalidInputException("the run makes points, and this needs images");
    }
    return network.imageShape();
  }

  /** What one makes of latents, {@code [N][latentSize]}. */
  Images images(float[][] inputs) {
    float[] flat = new float[inputs.length * latentSize()];
    for (int i = 0; i < inputs.length; i++) {
      System.arraycopy(inputs[i], 0, flat, i * latentSize(), latentSize());
    }
    return network.generateImages(flat, inputs.length);
  }

  /**
   * Writes the generator itself for other programs: a file, or the folder for a hub, which has to
   * be new or empty.
   */
  public void export(ExportFormat format, Path out) throws IOException {
    if (format == ExportFormat.HUB) {
      new HubFolder(this, Manifest.read(run.folder())).write(out);
      return;
    }
    switch (format) {
      case ONNX -> {
        if (network.output().isImage()) {
          OnnxModel.requirePlaceForPage(out);
        }
        // What the generator is given, which may be more than the latent itself.
        int inputs = latentSize();
        GeneratorConfig config = run.config().generator();
        new OnnxModel(
                config.layers(),
                NamedArray.of(network.graph()),
                inputs,
                config.normalisedClasses(),
                metadata())
            .write(BuildInfo.load().version(), out);
        if (network.output().isImage()) {
          OnnxModel.writePage(run.config(), classes(), inputs, network.output(), out);
        }
      }
      case SAFETENSORS -> {
        Map<String, String> metadata = metadata();
        metadata.putAll(Map.of("format", "pt", "program", "dcgan4j"));
        ParameterFiles.safetensors(NamedArray.of(network.graph()), metadata, out);
      }
      case NPZ -> ParameterFiles.npz(NamedArray.of(network.graph()), out);
      case DL4J -> ParameterFiles.dl4j(Gan.stockGenerator(network, run.config().generator()), out);
      case HUB -> throw new AssertionError(format);
    }
  }

  /** What a reader of the parameters needs to know besides the numbers. */
  private Map<String, String> metadata() {
    List<String> layers = run.config().generator().layers().stream().map(LayerSpec::text).toList();
    Map<String, String> metadata = new TreeMap<>();
    metadata.put("step", Long.toString(step()));
    metadata.put("generator.layers", String.join(", ", layers));
    if (!classes().isEmpty()) {
      metadata.put("generator.classes", new ObjectMapper().valueToTree(classes()).toString());
    }
    LatentDistribution latent = run.config().generator().drawnFrom();
    metadata.put("generator.latent", latent.word());
    if (latent == LatentDistribution.STRATIFIED) {
      metadata.put("generator.latentRange", "" + run.config().generator().latentRange());
    }
    return metadata;
  }

  /** Pixels from top to bottom. */
  public int height() {
    return imageShape().height();
  }

  /** Pixels from left to right. */
  public int width() {
    return imageShape().width();
  }

  /** Numbers in one latent, with those of a one-hot class behind it where it is told one. */
  public int latentSize() {
    return run.latents(0, null).size();
  }

  /**
   * Draws images. The same count and seed give the same ones, and the first of a larger count are
   * those of a smaller.
   *
   * @param count at least 1, and no more than fit into one array
   * @return {@code [count][C * H * W]}, planar, row by row, 0 black to 255 white
   */
  public byte[][] sample(int count, long seed) {
    return split(network.generateImages(latents(count, seed), count));
  }

  /**
   * Draws what one makes of latents.
   *
   * @param latents {@code [N][latentSize]}
   * @return {@code [N][C * H * W]}, planar, row by row, 0 black to 255 white
   */
  public byte[][] generate(float[][] latents) {
    for (int i = 0; i < latents.length; i++) {
      if (latents[i].length != latentSize()) {
        throw InvalidInputException.of(
            "latent %d has %d numbers, legal is %d", i, latents[i].length, latentSize());
      }
    }
    return latents.length == 0 ? new byte[0][] : split(images(latents));
  }

  /** The images of {@link #sample} as 8-bit pictures, grey or in colour. */
  public List<BufferedImage> pictures(int count, long seed) {
    Images images = network.generateImages(latents(count, seed), count);
    return IntStream.range(0, count).mapToObj(i -> PictureFile.draw(images, i)).toList();
  }

  /** The images of {@link #sample} in one 8-bit picture, as near to a square as they go. */
  public BufferedImage grid(int count, long seed) {
    Images images = network.generateImages(latents(count, seed), count);
    return ImageGrid.holding(count, images.shape()).enlargedTo(ImageGrid.SEEN).draw(images);
  }

  private float[] latents(int count, long seed) {
    int most = Integer.MAX_VALUE / Math.max(latentSize(), imageShape().pixels());
    if (count < 1 || count > most) {
      throw InvalidInputException.of(
          "count: given %d, legal are 1 to %d; write(…) takes more", count, most);
    }
    return latents(seed).next(count);
  }

  private static byte[][] split(Images images) {
    byte[][] each = new byte[images.count()][];
    Arrays.setAll(each, images::image);
    return each;
  }
}
