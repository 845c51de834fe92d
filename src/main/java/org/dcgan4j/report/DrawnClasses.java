package org.dcgan4j.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.List;
import org.dcgan4j.metrics.CollapseWarning;

/**
 * Which classes the generator drew when it was measured last.
 *
 * @param names of the classes
 * @param fakes for each the share of samples that the classifier reads as it
 * @param reals the same of the reals
 */
record DrawnClasses(List<String> names, JsonNode fakes, JsonNode reals) {
  /** Empty where no measure knows as many classes as there are. */
  static DrawnClasses of(List<JsonNode> measures, List<String> names) {
    for (int i = measures.size() - 1; i >= 0; i--) {
      JsonNode fakes = measures.get(i).path("classShares");
      JsonNode reals = measures.get(i).path("realShares");
      if (fakes.size() == names.size() && reals.size() == names.size()) {
        return new DrawnClasses(names, fakes, reals);
      }
    }
    JsonNode none = Report.JSON.createArrayNode();
    return new DrawnClasses(List.of(), none, none);
  }

  ArrayNode json() {
    ArrayNode json = Report.JSON.createArrayNode();
    for (int i = 0; i < names.size(); i++) {
      json.addObject()
          .put("name", names.get(i))
          .put("share", fakes.path(i).asDouble())
          .put("real", reals.path(i).asDouble());
    }
    return json;
  }

  /** The names of those that are all but missing among the samples. */
  List<String> missing() {
    return names.stream().filter(name -> isMissing(names.indexOf(name))).toList();
  }

  private boolean isMissing(int index) {
    return CollapseWarning.isGone(fakes.path(index).asDouble(), reals.path(index).asDouble());
  }
}
