package org.dcgan4j.metrics;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.dcgan4j.io.AtomicFile;
import org.dcgan4j.metrics.classifier.Classifier;

/** An evaluation as one flat JSON object with stable names; see docs/measures.md. */
public final class EvaluationJson {
  /** The version of the names and of how the measures are taken. */
  static final int FORMAT = 2;

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private EvaluationJson() {}

  /**
   * @param classifier that the measures were taken with, if any
   * @param sources what was measured and with what, which comes first
   */
  public static ObjectNode of(
      Evaluation evaluation, Optional<Classifier> classifier, ObjectNode sources) {
    ObjectNode json = JSON.createObjectNode().put("format", FORMAT);
    json.setAll(sources);
    classifier.ifPresent(c -> describe(c, json));
    json.put("n", evaluation.n());
    json.put("nReference", evaluation.referenceN());
    json.put("nFloor", evaluation.floorN());
    evaluation.scores().forEach(score -> put(score, json));
    evaluation.classes().ifPresent(classes -> put(classes, json));
    return json;
  }

  /**
   * Adds figures that a run has to reach: each under its name, whether it is what it has to be
   * under its name with {@code Pass}, and all together as {@code passed}.
   */
  public static ObjectNode with(List<Criterion> bounds, ObjectNode json) {
    for (Criterion bound : bounds) {
      json.put(bound.name(), bound.value());
      if (bound.asks()) {
        json.put(bound.name() + "Pass", bound.passes());
      }
    }
    if (bounds.stream().anyMatch(Criterion::asks)) {
      json.put("passed", bounds.stream().allMatch(Criterion::passes));
    }
    return json;
  }

  /** An empty object to fill. */
  public static ObjectNode object() {
    return JSON.createObjectNode();
  }

  /** Writes it, whole or not at all. */
  public static void write(ObjectNode json, Path file) throws IOException {
    AtomicFile.write(file, part -> JSON.writeValue(part.toFile(), json));
  }

  private static void describe(Classifier classifier, ObjectNode json) {
    json.put("classifierAccuracy", classifier.origin().accuracy());
    json.put("classifierHeldOut", classifier.origin().heldOut());
    json.put("classifierSeed", classifier.origin().seed());
    json.put("classifierSha256", classifier.sha256());
  }

  private static void put(Score score, ObjectNode json) {
    json.put(score.name(), score.value());
    json.put(score.name() + "Floor", score.floor());
    if (score.hasSpread()) {
      json.put(score.name() + "Spread", score.spread());
      json.put(score.name() + "FloorSpread", score.floorSpread());
    }
  }

  private static void put(ClassScores classes, ObjectNode json) {
    ArrayNode names = json.putArray("classNames");
    ArrayNode shares = json.putArray("classShares");
    ArrayNode realShares = json.putArray("classSharesReal");
    if (classes.told()) {
      ArrayNode accuracy = json.putArray("classReadAsTold");
      Arrays.stream(classes.conditionalAccuracy()).forEach(accuracy::add);
    }
    for (int i = 0; i < classes.names().size(); i++) {
      names.add(classes.names().get(i));
      shares.add(classes.shares()[i]);
      realShares.add(classes.realShares()[i]);
    }
  }
}
