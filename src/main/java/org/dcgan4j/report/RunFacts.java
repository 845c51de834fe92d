package org.dcgan4j.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.dcgan4j.config.Config;
import org.dcgan4j.data.ImageSet;
import org.dcgan4j.layer.LayerSpec;
import org.dcgan4j.run.Manifest;
import org.dcgan4j.training.TickStats;

/** What was trained on what, how long and how fast. */
final class RunFacts {
  private RunFacts() {}

  static ObjectNode of(Config config, Manifest manifest, List<TickStats> ticks) {
    ObjectNode facts = Report.JSON.createObjectNode();
    facts.put("preset", config.preset()).put("started", manifest.started());
    facts.put("seed", manifest.seed()).put("gitCommit", manifest.gitCommit());
    facts.set("versions", Report.JSON.valueToTree(manifest.versions()));
    facts.set("data", Report.JSON.valueToTree(manifest.data()));
    facts.put("loss", config.training().loss().word());
    facts.put("batchSize", config.training().batchSize());
    facts.put("stepsAsked", config.training().steps());
    facts.put("latentSize", config.generator().latentSize());
    facts.put("classesTold", config.generator().classes());
    facts.set("generator", texts(config.generator().layers()));
    facts.set("discriminator", texts(config.discriminator().layers()));
    if (!ticks.isEmpty()) {
      TickStats last = ticks.get(ticks.size() - 1);
      facts.put("step", last.step()).put("epoch", last.epoch()).put("images", last.images());
      facts.put("seconds", last.seconds());
      facts.put("imagesPerSecond", last.images() / last.seconds());
    }
    return facts;
  }

  private static ArrayNode texts(List<LayerSpec> layers) {
    ArrayNode texts = Report.JSON.createArrayNode();
    layers.forEach(layer -> texts.add(layer.text()));
    return texts;
  }

  /** How many images each class has; empty for images without labels. */
  static ArrayNode classes(ImageSet images) {
    ArrayNode classes = Report.JSON.createArrayNode();
    if (images.labelled()) {
      int[] counts = new int[images.classNames().size()];
      for (int i = 0; i < images.count(); i++) {
        counts[images.label(i)]++;
      }
      for (int i = 0; i < counts.length; i++) {
        classes.addObject().put("name", images.classNames().get(i)).put("count", counts[i]);
      }
    }
    return classes;
  }
}
