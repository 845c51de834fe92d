package org.dcgan4j.commandline;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.binding.Text;
import org.dcgan4j.config.ConfigReader;
import org.dcgan4j.config.DataConfig;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;

/**
 * The options that make a configuration: preset, then file, then flags, each above the one before;
 * and those that say where the training is kept.
 */
public final class ConfigOptions {
  /** The presets, for help and completion. */
  public static final class PresetNames implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return ConfigReader.presets().iterator();
    }
  }

  /** {@code --width}. */
  public static final class WidthOption {
    private static final Map<String, String> WIDTHS =
        Map.of("small", "16", "medium", "32", "large", "64");

    @Option(
        names = "--width",
        paramLabel = "W",
        description =
            "How wide the networks are that follow the pictures' shape: small, medium, large, or the"
                + " generator's channels before the picture (medium: 32).")
    private String width;

    /** Puts the key, if it was given. */
    public void put(Map<String, String> overrides) {
      if (width != null && !WIDTHS.containsKey(width) && !width.matches("[0-9]+")) {
        throw InvalidInputException.of(
            "--width: given %s, legal is small, medium, large or a whole number from 0 to 1024",
            Text.shown(width));
      }
      ConfigOptions.put(
          overrides, "width", width == null ? null : WIDTHS.getOrDefault(width, width));
    }
  }

  @Option(
      names = "--preset",
      paramLabel = "P",
      description =
          "Networks, losses and data to start from: ${COMPLETION-CANDIDATES}. Default:"
              + " notmnist-dcgan.",
      completionCandidates = PresetNames.class)
  private String preset;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "The training images: a folder with one folder of pictures for each class, a folder of"
              + " pictures, an archive of either (.tar.gz, .tar, .zip), or IDX, NumPy, CSV or CIFAR's"
              + " files. Default: what the preset names.")
  private String data;

  @Option(
      names = "--size",
      paramLabel = "N",
      description =
          "The side of the square that pictures are brought to, 8 to 256. Default: their own where"
              + " that is one, else the nearest of 32, 64 and 128 that is not above their median.")
  private String size;

  @Mixin private WidthOption width;

  @Option(
      names = "--digit",
      paramLabel = "D",
      description = "Learn this one class of a labelled set alone, for example the digit 7.")
  private String digit;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "A JSON or YAML file of configuration keys. An unknown key is an error.")
  private Path file;

  @Option(
      names = "--set",
      paramLabel = "key=value",
      description = "One configuration key, for example training.realTarget=0.9. May be repeated.")
  private List<String> settings = new ArrayList<>();

  @Option(
      names = "--batch-size",
      paramLabel = "N",
      description = "Real images in a step; as many fakes come with them.")
  private String batchSize;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Seed of all randomness. The same seed gives the same bits.")
  private String seed;

  @Option(
      names = "--conditional",
      negatable = true,
      description =
          "Tell both networks the class, so that sample --class can ask for one. The data need"
              + " labels. Default: what the preset says; notmnist-dcgan and mnist-dcgan do it where"
              + " there are labels.")
  private Boolean conditional;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "runs",
      description = "Where the numbered run folders are. Default: ${DEFAULT-VALUE}.")
  private Path out;

  @Option(
      names = "--resume",
      paramLabel = "RUN",
      description =
          "Go on with this run from its newest checkpoint, in its folder and with its"
              + " configuration. How long it trains may change, which counts from the run's start, and"
              + " where the same data are.")
  private Path resume;

  /** What {@code --preset} was given; null without. */
  public String preset() {
    return preset;
  }

  /** What {@code --config} was given; null without. */
  public Path file() {
    return file;
  }

  /** The keys that were given as options. */
  public Map<String, String> overrides() {
    Map<String, String> overrides = settings(settings);
    put(overrides, "data.dir", data);
    put(overrides, "data.onlyClass", digit);
    putSize(overrides, size);
    width.put(overrides);
    put(overrides, "training.batchSize", batchSize);
    put(overrides, "training.seed", seed);
    put(overrides, "training.conditional", Objects.toString(conditional, null));
    return overrides;
  }

  /** The keys and values that {@code --set} was given. */
  public static Map<String, String> settings(List<String> given) {
    Map<String, String> settings = new LinkedHashMap<>();
    for (String setting : given) {
      int equals = setting.indexOf('=');
      if (equals < 1) {
        throw new InvalidInputException(
            "--set: given " + Text.quoted(setting) + ", legal is key=value");
      }
      put(settings, setting.substring(0, equals), setting.substring(equals + 1));
    }
    return settings;
  }

  /** The keys of the one limit that was given, the others being null; empty without one. */
  public static Map<String, String> limit(String epochs, String steps, String minutes) {
    if (epochs == null && steps == null && minutes == null) {
      return Map.of();
    }
    return Map.of(
        "training.epochs", Objects.requireNonNullElse(epochs, "0"),
        "training.steps", Objects.requireNonNullElse(steps, "0"),
        "training.minutes", Objects.requireNonNullElse(minutes, "0"));
  }

  /**
   * Puts the limits that were given as options; one takes the place of the preset's, and stands
   * beside another of {@code --set}.
   */
  public static void putLimits(
      Map<String, String> overrides, String epochs, String steps, String minutes) {
    put(overrides, "training.epochs", epochs);
    put(overrides, "training.steps", steps);
    put(overrides, "training.minutes", minutes);
    limit(epochs, steps, minutes).forEach(overrides::putIfAbsent);
  }

  /** Where a new run's folder goes. */
  public Path out() {
    return out;
  }

  /**
   * The run to go on with; null for a new one.
   *
   * @param said what may change, in words
   * @param legal the options that may be given beside it: others, which are refused, change the run
   */
  public Path resume(ParseResult given, String said, Set<String> legal) {
    List<String> others =
        given.matchedOptions().stream()
            .map(OptionSpec::longestName)
            .filter(name -> !name.equals("--resume") && !legal.contains(name))
            .distinct()
            .toList();
    if (resume != null && !others.isEmpty()) {
      throw InvalidInputException.of(
          "--resume takes everything from the run but %s; leave out %s",
          said, String.join(", ", others));
    }
    return resume;
  }

  /** Puts a side that was given: as an option it has no 0, which is the key's word for none. */
  public static void putSize(Map<String, String> overrides, String size) {
    int side = size != null && size.matches("\\d{1,3}") ? Integer.parseInt(size) : 0;
    if (size != null && (side < DataConfig.LEAST_SIZE || side > DataConfig.GREATEST_SIZE)) {
      throw InvalidInputException.of(
          "--size: given %s, legal is %d to %d",
          Text.shown(size), DataConfig.LEAST_SIZE, DataConfig.GREATEST_SIZE);
    }
    put(overrides, "data.size", size);
  }

  /** Puts a value that was given; refuses a second one for a key, of which one would be lost. */
  public static void put(Map<String, String> overrides, String key, String value) {
    String before = value == null ? null : overrides.putIfAbsent(key, value);
    if (before != null) {
      throw InvalidInputException.of(
          "%s: given %s and %s, legal is one of them", key, Text.shown(before), Text.shown(value));
    }
  }
}
