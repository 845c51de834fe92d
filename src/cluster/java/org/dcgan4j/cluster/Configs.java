package org.dcgan4j.cluster;

import java.util.Map;
import org.dcgan4j.config.Config;
import org.dcgan4j.config.ConfigJson;

/** Configurations as text, which is how they travel. */
final class Configs {
  private Configs() {}

  static Config parse(String json, Map<String, String> overrides) {
    return ConfigJson.parse(json, overrides);
  }
}
