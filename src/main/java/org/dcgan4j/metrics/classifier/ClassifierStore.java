package org.dcgan4j.metrics.classifier;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.commons.codec.digest.DigestUtils;
import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.binding.Text;
import org.dcgan4j.config.DataConfig.Fit;
import org.dcgan4j.data.DecodedCache;
import org.dcgan4j.data.ImageSet;
import org.dcgan4j.io.AtomicFile;
import org.dcgan4j.io.IoProblem;
import org.dcgan4j.io.OwnFiles;
import org.dcgan4j.metrics.classifier.Classifier.Origin;
import org.dcgan4j.metrics.classifier.Classifier.Task;
import org.nd4j.linalg.api.rng.Random;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Finds the classifier of a data set, or trains and keeps it: beside the data, or in the user's
 * cache folder where that cannot be written.
 *
 * <p>The file is magic, version, origin, shape, parameters, and the SHA-256 of all that. Numbers
 * are big-endian, the parameters little-endian floats. The network itself is code, so nothing in
 * the file can name a class.
 */
public final class ClassifierStore {
  /** The seed of every classifier, so that scores can be compared. */
  public static final long SEED = 1;

  private static final int FIFTHS = 5;

  /** The version of the format and of the network and its training together. */
  private static final int VERSION = 3;

  private static final int SHA256_BYTES = 32;
  private static final long LARGEST = 1L << 28;
  private static final long MAGIC = 0x444347414E344A4CL;

  /** The data sets for which it is known how good a classifier has to be. */
  enum KnownSet {
    /** The 18,724 readable images of notMNIST small. */
    NOTMNIST("c65ecaa131e3ca8ccbe4cb1c4d67ff41860b788707ccceaadf3d1c9f4567b7dd", 0.92),
    /** The 60,000 training images of MNIST. */
    MNIST("1afb0bbe1a9b0ee00e192f097bf3d233a5fc5eeaea39e50f780000793240fda7", 0.985);

    private final String sha256;
    private final double leastAccuracy;

    KnownSet(String sha256, double leastAccuracy) {
      this.sha256 = sha256;
      this.leastAccuracy = leastAccuracy;
    }

    static Optional<KnownSet> of(String sha256) {
      return Arrays.stream(values()).filter(set -> set.sha256.equals(sha256)).findFirst();
    }

    /** Below this a classifier is not to be used, in [0, 1]. */
    double leastAccuracy() {
      return leastAccuracy;
    }
  }

  private final Consumer<String> notes;
  private int fifths;

  /**
   * @param notes gets a line for what a user should know
   */
  public ClassifierStore(Consumer<String> notes) {
    this.notes = notes;
  }

  /**
   * The classifier of a data set, whose pictures were brought to their shape by {@code fit}. ND4J's
   * random numbers are afterwards as they were.
   *
   * @throws InvalidInputException if the classifier of a data set that is known to us is worse than
   *     it should be
   */
  public Classifier classifierFor(ImageSet images, Fit fit) {
    Random random = Nd4j.getRandom();
    long root = random.rootState();
    long node = random.nodeState();
    try {
      return find(images, fit);
    } finally {
      random.setStates(root, node);
    }
  }

  private Classifier find(ImageSet images, Fit fit) {
    Optional<ImageSet> test = TestImages.of(images, fit, notes);
    String dataSha256 = images.contentSha256();
    String testSha256 = test.map(ImageSet::contentSha256).orElse("");
    List<Path> places = places(images, dataSha256, testSha256);
    Classifier classifier =
        stored(places, images, dataSha256, testSha256)
            .orElseGet(() -> trained(places, ClassifierTraining.of(images, test, SEED)));
    judge(classifier.origin(), images);
    return classifier;
  }

  private static List<Path> places(ImageSet images, String dataSha256, String testSha256) {
    String key = dataSha256 + testSha256 + SEED + "/" + VERSION;
    byte[] hash = DigestUtils.sha256(key.getBytes(StandardCharsets.US_ASCII));
    String name = HexFormat.of().formatHex(hash, 0, 8) + "." + OwnFiles.CLASSIFIER;
    return DecodedCache.places(Path.of(images.origin()), name);
  }

  private Optional<Classifier> stored(
      List<Path> places, ImageSet images, String dataSha256, String testSha256) {
    Task task = Task.of(images);
    for (Path place : places) {
      if (!Files.isRegularFile(place)) {
        continue;
      }
      try {
        Classifier classifier = read(place, task);
        Origin origin = classifier.origin();
        if (origin.dataSha256().equals(dataSha256) && origin.testSha256().equals(testSha256)) {
          return Optional.of(classifier);
        }
      } catch (IOException e) {
        notes.accept(place + " is damaged, the classifier is trained again: " + IoProblem.of(e));
      }
    }
    return Optional.empty();
  }

  private Classifier trained(List<Path> places, ClassifierTraining training) {
    fifths = 0;
    Classifier classifier = training.run(this::progress);
    for (Path place : places) {
      try {
        DecodedCache.expectWritable(place);
        write(place, classifier);
        return classifier;
      } catch (IOException e) {
        // Not writable here; the next place may be.
        continue;
      }
    }
    notes.accept("the classifier could not be kept: nothing is writable beside the data");
    return classifier;
  }

  private void progress(double share) {
    int now = (int) (FIFTHS * share);
    if (now > fifths) {
      fifths = now;
      notes.accept("training the classifier: " + 100 * now / FIFTHS + "%");
    }
  }

  private void judge(Origin origin, ImageSet images) {
    String found = images.origin() + ": " + origin.text();
    double least = KnownSet.of(origin.dataSha256()).map(KnownSet::leastAccuracy).orElse(0.0);
    if (origin.accuracy() < least) {
      throw new InvalidInputException(
          Text.format("%s, legal is %.1f%% or more", found, 100 * least));
    }
    notes.accept(found);
  }

  static void write(Path file, Classifier classifier) throws IOException {
    Origin origin = classifier.origin();
    Task task = classifier.task();
    float[] parameters = classifier.parameters();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeLong(MAGIC);
    out.writeInt(VERSION);
    out.writeUTF(origin.target().word());
    out.writeInt(origin.answers());
    out.writeUTF(origin.dataSha256());
    out.writeUTF(origin.testSha256());
    out.writeLong(origin.seed());
    out.writeDouble(origin.accuracy());
    out.writeDouble(origin.guessing());
    out.writeInt(origin.heldOut());
    out.writeUTF(task.images().toString());
    out.writeFloat(classifier.featureScale());
    out.writeInt(parameters.length);
    out.write(bytes(parameters));
    out.write(DigestUtils.sha256(bytes.toByteArray()));
    AtomicFile.write(file, part -> Files.write(part, bytes.toByteArray()));
  }

  /**
   * Reads a classifier of a known shape.
   *
   * @throws IOException if the file is not whole, or of another version or shape
   */
  static Classifier read(Path file, Task task) throws IOException {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(checked(file)))) {
      expect(in.readLong() == MAGIC, "it is no classifier");
      int version = in.readInt();
      expect(version == VERSION, "it is of version " + version + ", expected " + VERSION);
      String found = in.readUTF() + " " + in.readInt();
      String expected = task.target().word() + " " + task.answers();
      expect(found.equals(expected), "it tells " + found + ", expected " + expected);
      Origin origin =
          new Origin(
              task.target(),
              task.answers(),
              in.readUTF(),
              in.readUTF(),
              in.readLong(),
              in.readDouble(),
              in.readDouble(),
              in.readInt());
      String shape = in.readUTF();
      expect(
          shape.equals(task.images().toString()),
          "it is for " + shape + ", expected " + task.images());
      Classifier untrained = new Classifier(task, origin.seed());
      float featureScale = in.readFloat();
      float[] parameters = new float[untrained.length()];
      expect(in.readInt() == parameters.length, "it has another number of parameters");
      byte[] bytes = in.readNBytes(Math.multiplyExact(Float.BYTES, parameters.length));
      expect(bytes.length == Float.BYTES * parameters.length, "it ends too early");
      ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(parameters);
      untrained.setParameters(parameters);
      return untrained.with(origin, featureScale);
    }
  }

  /** The file's bytes before the SHA-256 at its end, which they match. */
  private static byte[] checked(Path file) throws IOException {
    expect(Files.size(file) <= LARGEST, "it is too large to be a classifier");
    byte[] bytes = Files.readAllBytes(file);
    int length = bytes.length - SHA256_BYTES;
    expect(length > 0, "it ends too early");
    byte[] body = Arrays.copyOf(bytes, length);
    byte[] sha256 = Arrays.copyOfRange(bytes, length, bytes.length);
    expect(Arrays.equals(DigestUtils.sha256(body), sha256), "it does not match its SHA-256");
    return body;
  }

  private static void expect(boolean good, String problem) throws IOException {
    if (!good) {
      throw new IOException(problem);
    }
  }

  static String sha256(float... parameters) {
    return DigestUtils.sha256Hex(bytes(parameters));
  }

  private static byte[] bytes(float... floats) {
    ByteBuffer bytes =
        ByteBuffer.allocate(Math.multiplyExact(Float.BYTES, floats.length))
            .order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(floats);
    return bytes.array();
  }
}
