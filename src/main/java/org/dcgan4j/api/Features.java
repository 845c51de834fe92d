package org.dcgan4j.api;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.dcgan4j.analysis.FeaturePictures;
import org.dcgan4j.analysis.PooledFeatures;
import org.dcgan4j.analysis.Probe;
import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.binding.Text;
import org.dcgan4j.checkpoint.CheckpointChoice;
import org.dcgan4j.config.DataConfig;
import org.dcgan4j.config.DataConfig.Fit;
import org.dcgan4j.data.ImageSet;
import org.dcgan4j.data.ImageSets;
import org.dcgan4j.data.Images;
import org.dcgan4j.data.Progress;
import org.dcgan4j.data.SeededRandom;
import org.dcgan4j.data.Wanted;
import org.dcgan4j.host.NativeStart;
import org.dcgan4j.io.RunFiles;
import org.dcgan4j.job.ReferenceData;
import org.dcgan4j.job.TrainedRun;
import org.dcgan4j.metrics.Points;
import org.dcgan4j.metrics.RealHalves.LabelledSplit;
import org.dcgan4j.metrics.classifier.ClassifierStore;
import org.dcgan4j.run.Manifest;

/**
 * What a trained discriminator sees in images, as {@code features} has it. A discriminator that was
 * told classes has a logit for each above these layers, so that none has to be told here.
 *
 * <p>Not for two threads at once; load one for each.
 */
public final class Features {
  /** Images that are searched for what excites the network. */
  private static final int SEARCHED = 2000;

  private final TrainedRun run;
  private final PooledFeatures features;

  private Features(TrainedRun run) {
    this.run = run;
    this.features = new PooledFeatures(run.gan(), run.config());
  }

  /**
   * Opens the discriminator of a run's newest checkpoint.
   *
   * @throws InvalidInputException if it is no run on images, or has no such checkpoint
   */
  public static Features load(Path run) {
    return load(run, CheckpointChoice.NEWEST, Map.of(), warning -> {});
  }

  /**
   * The same of another checkpoint.
   *
   * @param settings keys that replace the run's, as {@code training.backend}
   * @param warnings gets a line if the newest checkpoint is damaged and an older one is taken
   */
  public static Features load(
      Path run,
      CheckpointChoice checkpoint,
      Map<String, String> settings,
      Consumer<String> warnings) {
    NativeStart.prepareToCompute(OptionalInt.empty(), note -> {});
    return new Features(TrainedRun.withDiscriminator(run, settings, checkpoint, warnings));
  }

  /** The step of the checkpoint. */
  public long step() {
    return run.step();
  }

  /** How many numbers describe an image. */
  public int width() {
    return features.width();
  }

  /** The layers whose numbers stand side by side: {@code d.conv1 64x4x4}. */
  public List<String> layers() {
    return features.layers();
  }

  /**
   * The features of images of the run's shape.
   *
   * @param images {@code [N][C * H * W]}, planar, row by row, 0 black to 255 white
   * @return {@code [N][width]}
   */
  public float[][] of(byte[][] images) {
    int length = features.images().pixels();
    byte[] all = new byte[Math.multiplyExact(images.length, length)];
    for (int i = 0; i < images.length; i++) {
      if (images[i].length != length) {
        throw InvalidInputException.of(
            "image %d has %d pixels, legal is %d", i, images[i].length, length);
      }
      System.arraycopy(images[i], 0, all, i * length, length);
    }
    Points points = features.of(Images.of(features.images(), all));
    float[][] each = new float[images.length][];
    Arrays.setAll(each, i -> points.range(i, i + 1).values());
    return each;
  }

  /**
   * Writes the features of a data set as a NumPy archive; see {@link PooledFeatures#write}.
   *
   * @param data brought to the run's shape as its training images were; null for those
   */
  public void write(Path data, Path npz, Consumer<String> notes) throws IOException {
    features.write(learned(data, notes), npz);
  }

  /**
   * Fits linear classifiers on few labelled images, see {@link Probe}.
   *
   * @param data with labels; null for the run's
   * @param labels how many images to learn from; 0 for all
   * @throws InvalidInputException if there are no labels of several classes, or not so many images
   */
  public Probe probe(Path data, int labels, long seed, Consumer<String> notes) {
    Fit fit = run.config().data().fit();
    ImageSet images = load(data, notes);
    Probe.requireClasses(images);
    LabelledSplit split = LabelledSplit.of(images, fit);
    int count = labels == 0 ? split.training().count() : labels;
    Probe.requireCount(split.training(), count);
    String one = run.config().data().onlyClass();
    ImageSet own = one != null && images.classNames().contains(one) ? images.only(one) : images;
    boolean same = own.hasSha256(Manifest.read(run.folder()).data().sha256());
    if (same && !run.classes().isEmpty()) {
      notes.accept(
          Text.format(
              "the discriminator was told the classes of all %,d training images: its features know"
                  + " more than the labels that a linear classifier gets here",
              own.count()));
    }
    if (same && !split.own()) {
      notes.accept(
          "the data have no test images with the same classes: the classifiers are judged by a half"
              + " that they do not learn from, but the discriminator has seen "
              + (own == images ? "it" : "that of class " + one)
              + " in training");
    }
    return Probe.of(
        features,
        new PooledFeatures(run.untrained(), run.config()),
        split,
        count,
        seed,
        new ClassifierStore(notes).classifierFor(images, fit).origin(),
        notes);
  }

  /**
   * Draws what the discriminator looks for; see {@link FeaturePictures}.
   *
   * @param data images to search, of which 2,000 are taken; null for the run's
   * @param png null for {@code features.png} in the run folder
   * @return the file
   */
  public Path pictures(Path data, Path png, Consumer<String> notes) throws IOException {
    ImageSet set = learned(data, notes);
    int n = Math.min(SEARCHED, set.count());
    int[] some = SeededRandom.choose(n, set.count(), SeededRandom.of(1, 0));
    Path file = png == null ? run.folder().path().resolve(RunFiles.FEATURES) : png;
    FeaturePictures.write(
        features,
        new PooledFeatures(run.untrained(), run.config()),
        set.images().select(IntStream.of(some).sorted().toArray()),
        file);
    return file;
  }

  /** The same, of the run's own only what it learned from, where that is one class. */
  private ImageSet learned(Path data, Consumer<String> notes) {
    ImageSet all = load(data, notes);
    String one = run.config().data().onlyClass();
    return data != null || one == null ? all : all.only(one);
  }

  /** Images of the run's shape: those that it was trained on, or others brought to it. */
  private ImageSet load(Path data, Consumer<String> notes) {
    DataConfig config = run.config().data();
    if (data == null) {
      return ReferenceData.wholeOf(
          run.folder(), Dcgan.renderProgress(config.rendered(), notes), notes);
    }
    Wanted wanted = Wanted.like(features.images(), config.fit());
    ImageSet set = ImageSets.load(data, wanted, Progress.lines(notes));
    if (!set.images().shape().equals(features.images())) {
      throw new InvalidInputException(
          Text.format(
              "%s: its images are %s, those of the run are %s",
              set.origin(), set.images().shape(), features.images()));
    }
    set.say(notes);
    return set;
  }
}
