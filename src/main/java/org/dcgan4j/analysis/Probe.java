package org.dcgan4j.analysis;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.binding.Text;
import org.dcgan4j.data.ImageSet;
import org.dcgan4j.data.Images;
import org.dcgan4j.data.SeededRandom;
import org.dcgan4j.metrics.LinearClassifier;
import org.dcgan4j.metrics.LinearClassifier.Choice;
import org.dcgan4j.metrics.LinearExamples;
import org.dcgan4j.metrics.Points;
import org.dcgan4j.metrics.RealHalves.LabelledSplit;
import org.dcgan4j.metrics.classifier.Classifier.Origin;

/**
 * How well a linear classifier tells classes by a discriminator's features of few labelled images,
 * beside how well it does by other numbers.
 *
 * @param labels images that it learned from
 * @param tests other images that it was judged by
 * @param ownTests whether those came with the data as test images
 * @param results the discriminator's first
 * @param layers what the features are of
 * @param supervised a network that was taught all labels, as {@code evaluate} uses it
 */
public record Probe(
    int labels,
    int tests,
    boolean ownTests,
    List<Result> results,
    List<String> layers,
    Origin supervised) {
  /** Images that are described at once; the scaling is learned from the first of them. */
  private static final int AT_ONCE = 2000;

  /** More test images than this say no more. */
  private static final int MOST_TESTS = 10_000;

  /** Pixels of larger images than this are taken as means of squares. */
  private static final int SIDE = 64;

  private static final String ROW = "%-40s %8s   %s";

  public Probe {
    results = List.copyOf(results);
    layers = List.copyOf(layers);
  }

  /**
   * A linear classifier on one kind of numbers.
   *
   * @param name stable, for JSON
   * @param label for people
   * @param width how many numbers describe an image
   * @param error the share of test images read wrong
   * @param choice how it was fitted
   */
  public record Result(String name, String label, int width, double error, Choice choice) {}

  /** Refuses before long work what a probe cannot learn from. */
  public static void requireClasses(ImageSet images) {
    int[] labels = images.labels();
    if (labels.length == 0 || Arrays.stream(labels).allMatch(label -> label == labels[0])) {
      throw new InvalidInputException(
          images.origin() + ": has no labels of several classes, and --probe learns these");
    }
  }

  /** Refuses to learn from more images than there are, or from fewer than two of each class. */
  public static void requireCount(ImageSet pool, int count) {
    int least = 2 * pool.classNames().size();
    if (pool.count() < least) {
      throw InvalidInputException.of(
          "%s: has %d labelled images to learn from, and --probe needs %d or more, two of each"
              + " class",
          pool.origin(), pool.count(), least);
    }
    if (count < least || count > pool.count()) {
      throw InvalidInputException.of(
          "--labels: %d are no number for %s, which takes %d to %d, or 0 for all",
          count, pool.origin(), least, pool.count());
    }
  }

  /**
   * Fits and judges.
   *
   * @param split see {@link #requireClasses}
   * @param count see {@link #requireCount}: how many labelled images to learn from: each class has
   *     as many, as far as it goes
   * @param seed which ones
   * @param notes hears how far it is
   */
  public static Probe of(
      PooledFeatures trained,
      PooledFeatures untrained,
      LabelledSplit split,
      int count,
      long seed,
      Origin supervised,
      Consumer<String> notes) {
    ImageSet pool = split.training();
    ImageSet learned = pool.select(stratified(pool, count, seed));
    ImageSet all = split.test();
    int tests = Math.min(MOST_TESTS, all.count());
    ImageSet test = all.select(SeededRandom.choose(tests, all.count(), SeededRandom.of(seed, 1)));
    int side = Math.max(pool.images().shape().height(), pool.images().shape().width());
    int square = (side + SIDE - 1) / SIDE;
    List<Result> results = new ArrayList<>();
    add(results, "discriminator", "its features", trained::normalised, learned, test, notes);
    String before = "features before training";
    add(results, "untrained", before, untrained::normalised, learned, test, notes);
    String pixels = square == 1 ? "pixels" : "means of " + square + "x" + square + " pixels";
    add(results, "pixels", pixels, i -> Points.ofPixels(i, square), learned, test, notes);
    return new Probe(count, tests, split.own(), results, trained.layers(), supervised);
  }

  private static void add(
      List<Result> results,
      String name,
      String label,
      Function<Images, Points> described,
      ImageSet learned,
      ImageSet test,
      Consumer<String> notes) {
    notes.accept("a linear classifier on " + label);
    int[] labels = learned.labels();
    Points first = part(learned.images(), 0, described);
    LinearExamples training = new LinearExamples(first);
    training.add(first);
    for (int from = AT_ONCE; from < learned.count(); from += AT_ONCE) {
      training.add(part(learned.images(), from, described));
    }
    Choice choice = LinearClassifier.choose(training, labels);
    LinearClassifier classifier = LinearClassifier.fit(training, choice, labels);
    double wrong = 0;
    for (int from = 0; from < test.count(); from += AT_ONCE) {
      Points part = part(test.images(), from, described);
      int[] right = Arrays.copyOfRange(test.labels(), from, from + part.count());
      wrong += part.count() * classifier.error(part, right);
    }
    double error = wrong / test.count();
    notes.accept(Text.format("%s: %s wrong", label, percent(error)));
    results.add(new Result(name, label, first.width(), error, choice));
  }

  private static Points part(Images images, int from, Function<Images, Points> described) {
    return described.apply(images.range(from, Math.min(images.count(), from + AT_ONCE)));
  }

  /** The next of each class in turn, in an order that the seed decides; shuffled. */
  static int[] stratified(ImageSet set, int count, long seed) {
    int[] order = SeededRandom.choose(set.count(), set.count(), SeededRandom.of(seed, 0));
    int[] rank = new int[set.count()];
    int[] seen = new int[set.classNames().size()];
    for (int index : order) {
      rank[index] = seen[set.label(index)]++;
    }
    int[] chosen =
        Arrays.stream(order)
            .boxed()
            .sorted((a, b) -> Integer.compare(rank[a], rank[b])) // stable
            .limit(count)
            .mapToInt(index -> index)
            .toArray();
    SeededRandom.shuffle(chosen, SeededRandom.of(seed, 2));
    return chosen;
  }

  /** The error on one kind of numbers, by its name. */
  public double error(String name) {
    return results.stream()
        .filter(result -> result.name().equals(name))
        .mapToDouble(Result::error)
        .findFirst()
        .orElseThrow();
  }

  /** One flat object with stable names; see docs/features.md. */
  public ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("format", 2);
    json.put("labels", labels).put("nTest", tests).put("ownTestImages", ownTests);
    ArrayNode names = json.putArray("layers");
    layers.forEach(names::add);
    for (Result result : results) {
      json.put(result.name() + "Error", result.error());
      json.put(result.name() + "Width", result.width());
      json.put(result.name() + "Scaling", result.choice().scaling().word());
      json.put(result.name() + "Cost", result.choice().cost());
      json.put(result.name() + "CrossValidated", result.choice().error());
    }
    return json.put("supervisedError", 1 - supervised.accuracy())
        .put("supervisedHeldOut", supervised.heldOut());
  }

  /** Prints a line for each kind of numbers. */
  public void print(PrintWriter out) {
    out.println(
        Text.format(
            "linear classifiers on %,d labelled images, judged by %,d %s",
            labels,
            tests,
            ownTests ? "test images of the data" : "others, of their held-out half"));
    out.println("features: " + String.join(", ", layers));
    out.println(Text.format(ROW, "", "error", "fitted"));
    for (Result result : results) {
      Choice choice = result.choice();
      String how =
          Text.format(
              "scaled %s, cost %.2f (%.2f%% in cross-validation)",
              choice.scaling().word(), choice.cost(), 100 * choice.error());
      String label = Text.format("%s (%,d numbers)", result.label(), result.width());
      out.println(Text.format(ROW, label, percent(result.error()), how));
    }
    out.println(
        Text.format(
            ROW,
            "supervised network, all labels",
            percent(1 - supervised.accuracy()),
            Text.format("on its own %,d held-out images", supervised.heldOut())));
    out.flush();
  }

  private static String percent(double share) {
    return Text.format("%.2f%%", 100 * share);
  }
}
