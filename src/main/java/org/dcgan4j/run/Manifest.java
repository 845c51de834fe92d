package org.dcgan4j.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import org.dcgan4j.binding.InvalidInputException;
import org.dcgan4j.binding.Records;
import org.dcgan4j.binding.Text;
import org.dcgan4j.config.Config;
import org.dcgan4j.data.DataSource;
import org.dcgan4j.io.AtomicFile;
import org.dcgan4j.io.IoProblem;
import org.dcgan4j.io.RunFiles;

/**
 * Where a run comes from, {@code manifest.json}.
 *
 * @param started when, in UTC
 * @param arguments the command line
 * @param versions of program and libraries
 * @param gitCommit of the program's source, empty if it was not built from a checkout
 * @param seed of all randomness
 * @param data what it is trained on
 */
public record Manifest(
    String started,
    List<String> arguments,
    Versions versions,
    String gitCommit,
    long seed,
    Data data) {
  private static final long LARGEST = 1 << 20;
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  public Manifest {
    Objects.requireNonNull(versions, "versions");
    Objects.requireNonNull(data, "data");
    arguments = List.copyOf(arguments);
  }

  /**
   * @param backend ND4J's backend and the layers in use
   */
  public record Versions(
      String dcgan4j, String deeplearning4j, String java, String system, String backend) {}

  /**
   * @param origin where they were read from, or what they are drawn from
   * @param onlyClass the one class that was taken of them, or empty for all
   * @param examples how many; 0 where each batch is drawn anew
   * @param shape of one, {@code [C, H, W]} or {@code [n]}
   * @param classes their names, in the order of the labels; empty for data without labels
   * @param notes what was passed over, converted or guessed while reading, counted
   * @param sha256 over all that makes the data what they are
   */
  public record Data(
      String origin,
      String onlyClass,
      int examples,
      List<Integer> shape,
      int badFiles,
      List<String> classes,
      List<String> notes,
      String sha256) {
    private static final String OF_CLASS = ", class ";

    public Data {
      shape = List.copyOf(shape);
      classes = classes == null ? List.of() : List.copyOf(classes);
      notes = notes == null ? List.of() : List.copyOf(notes);
      if (onlyClass == null) { // of an older build, which wrote "DIR, class B" for the origin
        String path = origin;
        onlyClass =
            classes.stream().filter(c -> path.endsWith(OF_CLASS + c)).findFirst().orElse("");
        origin = onlyClass.isEmpty() ? path : path.substring(0, path.lastIndexOf(OF_CLASS));
      }
    }

    static Data of(DataSource data) {
      return new Data(
          data.origin(),
          data.onlyClass(),
          data.count(),
          Arrays.stream(data.shape()).boxed().toList(),
          data.badFiles().size(),
          data.classNames(),
          data.notes(),
          data.sha256());
    }
  }

  /** The manifest of a run that starts now. */
  public static Manifest now(List<String> arguments, String backend, long seed, DataSource data) {
    BuildInfo build = BuildInfo.load();
    String java = System.getProperty("java.vendor") + " " + System.getProperty("java.version");
    String system =
        Text.format(
            "%s %s %s, %d cores",
            System.getProperty("os.name"),
            System.getProperty("os.version"),
            System.getProperty("os.arch"),
            Runtime.getRuntime().availableProcessors());
    Versions versions =
        new Versions(build.version(), build.deeplearning4j(), java, system, backend);
    String now = Instant.now().toString();
    return new Manifest(now, arguments, versions, build.gitCommit(), seed, Data.of(data));
  }

  /** Writes it into a run folder. */
  public void write(RunFolder run) throws IOException {
    AtomicFile.write(file(run), part -> JSON.writeValue(part.toFile(), this));
  }

  /** Whether a run has one, legible or not. */
  public static boolean isIn(RunFolder run) {
    return Files.exists(file(run));
  }

  /**
   * @throws InvalidInputException if the run has none that can be read
   */
  public static Manifest read(RunFolder run) {
    Path file = file(run);
    try {
      Manifest manifest =
          Files.size(file) > LARGEST ? null : JSON.readValue(file.toFile(), Manifest.class);
      if (manifest != null) { // as it is of a file that says null
        return manifest;
      }
    } catch (JsonProcessingException e) {
      throw new InvalidInputException(file + " is no manifest of a run", e);
    } catch (IOException e) {
      throw new InvalidInputException("cannot read the run's manifest: " + IoProblem.of(e), e);
    }
    throw new InvalidInputException(file + " is no manifest of a run");
  }

  /**
   * @param remedy what to do about it, behind a semicolon, or nothing
   * @throws InvalidInputException if the run was trained on other data
   */
  public void requireSame(DataSource now, String remedy) {
    if (!now.hasSha256(data.sha256())) {
      throw new InvalidInputException(
          Text.format(
              "the data are not those of the run: SHA-256 of %s is %s, the run began with %s%s",
              now.origin(), now.sha256(), data.sha256(), remedy));
    }
  }

  /**
   * A run's configuration with the place where its training found the data: where none was named,
   * what is searched for may be other data by now. As it is where they lie there no more.
   */
  public static Config withDataOf(RunFolder run) {
    Config config = run.config();
    boolean named = config.data().dir() != null || config.data().set().isDrawn();
    if (named || !isIn(run)) {
      return config;
    }
    String origin = read(run).data().origin();
    return Files.exists(Path.of(origin))
        ? Records.with(config, Map.of("data.dir", origin))
        : config;
  }

  /** The same for data that lie elsewhere now. */
  public Manifest movedTo(DataSource now) {
    return new Manifest(started, arguments, versions, gitCommit, seed, Data.of(now));
  }

  private static Path file(RunFolder run) {
    return run.path().resolve(RunFiles.MANIFEST);
  }

  /**
   * What the build wrote down of itself.
   *
   * @param gitCommit empty where the source was no checkout
   */
  public record BuildInfo(String version, String deeplearning4j, String gitCommit) {

    public static BuildInfo load() {
      Properties all = new Properties();
      for (String name : List.of("build", "git")) {
        String resource = "/org/dcgan4j/run/" + name + ".properties";
        try (InputStream in = BuildInfo.class.getResourceAsStream(resource)) {
          if (in != null) {
            all.load(in);
          }
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
      return new BuildInfo(
          all.getProperty("version", ""),
          all.getProperty("deeplearning4j", ""),
          all.getProperty("git.commit.id.full", ""));
    }
  }
}
