package org.dcgan4j.metrics;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.dcgan4j.binding.Text;
import org.dcgan4j.metrics.classifier.Classifier;
import org.dcgan4j.metrics.classifier.Classifier.Origin;

/**
 * What was measured.
 *
 * @param n samples
 * @param referenceN reals that they were compared with
 * @param floorN other reals that took their place for the floors
 * @param features of what network the measures are
 * @param classes empty where the reals have no labels
 */
public record Evaluation(
    int n,
    int referenceN,
    int floorN,
    List<Score> scores,
    Origin features,
    Optional<ClassScores> classes) {
  /** The version of the JSON's names and of how the measures are taken. */
  private static final int FORMAT = 4;

  private static final String ROW = "%-34s %20s %20s";

  public Evaluation {
    scores = List.copyOf(scores);
  }

  /**
   * One measure of samples with what it says of real images.
   *
   * @param name stable, for JSON
   * @param label for people
   * @param value of the samples
   * @param spread its standard deviation, or NaN where there is none
   * @param floor the same measure of real images that were not compared with
   * @param floorSpread the floor's standard deviation, or NaN where there is none
   */
  public record Score(
      String name, String label, double value, double spread, double floor, double floorSpread) {

    static Score of(String name, String label, double value, double floor) {
      return new Score(name, label, value, Double.NaN, floor, Double.NaN);
    }

    static Score of(String name, String label, Spread value, Spread floor) {
      return new Score(
          name, label, value.mean(), value.deviation(), floor.mean(), floor.deviation());
    }

    public boolean hasSpread() {
      return !Double.isNaN(spread);
    }

    private void put(ObjectNode json) {
      json.put(name, value).put(name + "Floor", floor);
      if (hasSpread()) {
        json.put(name + "Spread", spread).put(name + "FloorSpread", floorSpread);
      }
    }
  }

  /**
   * How often the classifier reads samples as each class.
   *
   * @param names of the classes
   * @param shares of the samples, which sum to 1
   * @param realShares of the reals, read by the same classifier
   * @param conditionalAccuracy for each class the share of the samples drawn to be of it that are
   *     read as it, NaN where there is none; empty where the generator is told no classes
   */
  public record ClassScores(
      List<String> names, double[] shares, double[] realShares, double[] conditionalAccuracy) {

    public ClassScores {
      names = List.copyOf(names);
    }

    /** How often samples are read as a class; NaN for a class that there is not. */
    public double share(String name) {
      int index = names.indexOf(name);
      return index < 0 ? Double.NaN : shares[index];
    }

    /** Whether samples were drawn to be of a class. */
    public boolean told() {
      return conditionalAccuracy.length > 0;
    }

    /** A class's share over its share of the reals; NaN for a class that no real has. */
    public double ratio(int index) {
      return realShares[index] == 0 ? Double.NaN : shares[index] / realShares[index];
    }

    private void put(ObjectNode json) {
      ArrayNode classes = json.putArray("classNames");
      names.forEach(classes::add);
      put(json, "classShares", shares);
      put(json, "classSharesReal", realShares);
      if (told()) {
        put(json, "classReadAsTold", conditionalAccuracy);
      }
    }

    private static void put(ObjectNode json, String name, double... values) {
      ArrayNode array = json.putArray(name);
      for (double value : values) {
        array.add(Double.isNaN(value) ? null : (Double) value);
      }
    }

    private void print(PrintWriter out) {
      row(out, "read as class, of its real share", "", "");
      for (int i = 0; i < names.size(); i++) {
        if (shares[i] > 0 || realShares[i] > 0) {
          String share = percent(shares[i]) + " x" + number(ratio(i));
          row(out, "  " + names.get(i), share, percent(realShares[i]));
        }
      }
      if (told()) {
        out.println("conditional accuracy");
      }
      for (int i = 0; i < conditionalAccuracy.length; i++) {
        if (Double.isFinite(conditionalAccuracy[i])) {
          row(out, "  " + names.get(i), percent(conditionalAccuracy[i]), "");
        }
      }
    }
  }

  /** Mean and standard deviation over all of a few numbers. */
  record Spread(double mean, double deviation) {
    static Spread of(double... values) {
      double mean = Arrays.stream(values).sum() / values.length;
      double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
      return new Spread(mean, Math.sqrt(squares / values.length));
    }
  }

  /** The measure of a name; NaN where it was not taken. */
  public double value(String name) {
    return scores.stream()
        .filter(score -> score.name().equals(name))
        .mapToDouble(Score::value)
        .findFirst()
        .orElse(Double.NaN);
  }

  /** How often samples are read as a class; NaN where there is no such class. */
  double share(String className) {
    return classes.map(c -> c.share(className)).orElse(Double.NaN);
  }

  /**
   * One flat JSON object with stable names; see docs/measures.md.
   *
   * @param classifier that the measures were taken with
   * @param sources what was measured and with what, which comes first
   */
  public ObjectNode json(Classifier classifier, ObjectNode sources) {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("format", FORMAT);
    json.setAll(sources);
    json.put("classifierTells", features.target().word());
    json.put("classifierAccuracy", features.accuracy());
    json.put("classifierGuessing", features.guessing());
    json.put("classifierHeldOut", features.heldOut());
    json.put("classifierSeed", features.seed());
    json.put("classifierSha256", classifier.sha256());
    json.put("n", n).put("nReference", referenceN).put("nFloor", floorN);
    scores.forEach(score -> score.put(json));
    classes.ifPresent(c -> c.put(json));
    return json;
  }

  /** Prints a line for each measure, and one for each class that is there. */
  public void print(PrintWriter out) {
    String line = "%,d samples against %,d real images; the floor is %,d other real images";
    out.println(Text.format(line, n, referenceN, floorN));
    out.println("features: " + features.text());
    row(out, "", "samples", "floor");
    for (Score score : scores) {
      String value = figure(score.value(), score.spread());
      row(out, score.label(), value, figure(score.floor(), score.floorSpread()));
    }
    classes.ifPresent(c -> c.print(out));
    out.flush();
  }

  private static void row(PrintWriter out, String label, String value, String floor) {
    out.println(Text.format(ROW, Text.escaped(label), value, floor));
  }

  private static String figure(double value, double spread) {
    return Double.isNaN(spread) ? number(value) : number(value) + " ± " + number(spread);
  }

  private static String number(double value) {
    return Text.format(Math.abs(value) >= 0.1 ? "%.3f" : "%.5f", value);
  }

  private static String percent(double share) {
    return Text.format("%.1f%%", 100 * share);
  }
}
