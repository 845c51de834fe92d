package org.dcgan4j.config;

import com.fasterxml.jackson.core.JsonFactory;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.binding.Problems;

/** Resolves what a user asked for into one checked configuration. */
public final class ConfigReader {
  /** Who names one of these does not want the preset's others beside it. */
  private static final List<String> LIMITS =
      List.of("training.epochs", "training.steps", "training.minutes");

  private ConfigReader() {}

  /**
   * Merges a preset, a file above it and flags above both. Lists replace lists as a whole, and a
   * limit (epochs, steps, minutes) replaces all of the preset's limits.
   *
   * @param presetOrNull wins over a {@code preset} among the overrides or in the file; without any
   *     the default preset is taken
   * @param fileOrNull JSON when its name ends in {@code .json}, else YAML; at most 1 MiB
   * @param overrides dotted keys such as {@code training.batchSize}; a list of layers is separated
   *     by commas or written as JSON
   * @throws InvalidInputException with one line for every problem in any of the three
   */
  public static Config resolve(
      String presetOrNull, Path fileOrNull, Map<String, String> overrides) {
    Problems problems = new Problems();
    Map<String, Given> given = file(fileOrNull, problems);
    overrides.forEach((key, text) -> given.put(key, Given.flag(text)));
    if (presetOrNull != null) {
      given.put("preset", Given.flag(presetOrNull));
    }
    Map<String, Given> values = preset(given.get("preset"), problems);
    given.remove("preset");
    if (LIMITS.stream().anyMatch(given::containsKey)) {
      LIMITS.forEach(key -> values.put(key, Given.flag("0")));
    }
    values.putAll(given);
    Config config = new Binder(values, problems).bind();
    problems.throwIfAny();
    return config;
  }

  /**
   * A configuration with some keys changed.
   *
   * @param overrides dotted keys
   * @throws InvalidInputException with one line for every problem
   */
  public static Config with(Config config, Map<String, String> overrides) {
    Problems problems = new Problems();
    Map<String, Given> values =
        ConfigFile.parse(new JsonFactory(), ConfigJson.text(config), "config.json", problems);
    overrides.forEach((key, text) -> values.put(key, Given.flag(text)));
    Config changed = new Binder(values, problems).bind();
    problems.throwIfAny();
    return changed;
  }

  private static Map<String, Given> file(Path fileOrNull, Problems problems) {
    try {
      return fileOrNull == null ? new LinkedHashMap<>() : ConfigFile.read(fileOrNull, problems);
    } catch (InvalidInputException e) {
      problems.add("", e);
      return new LinkedHashMap<>();
    }
  }

  /**
   * The keys of the named preset; of the default one when that name is wrong, to go on checking.
   */
  private static Map<String, Given> preset(Given named, Problems problems) {
    if (named == null || named.shown() == null) {
      return Presets.values(Presets.defaultName(), problems);
    }
    try {
      return Presets.values(named.shown().toString(), problems);
    } catch (InvalidInputException e) {
      problems.add(named.place(), e);
      return Presets.values(Presets.defaultName(), problems);
    }
  }
}
