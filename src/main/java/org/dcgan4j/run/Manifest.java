package org.dcgan4j.run;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.dcgan4j.data.ImageSet;

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

  /**
   * @param backend ND4J's backend and the layers in use
   */
  public record Versions(
      String dcgan4j, String deeplearning4j, String java, String system, String backend) {}

  /**
   * @param sha256 over pixels, labels and shape
   */
  public record Data(
      String origin, int images, int height, int width, int badFiles, String sha256) {

    static Data of(ImageSet images) {
      return new Data(
          images.origin(),
          images.count(),
          images.height(),
          images.width(),
          images.badFiles().size(),
          images.sha256());
    }
  }

  /** The manifest of a run that starts now. */
  public static Manifest now(
      List<String> arguments, String backend, BuildInfo build, long seed, ImageSet images) {
    String system =
        System.getProperty("os.name")
            + " "
            + System.getProperty("os.version")
            + " "
            + System.getProperty("os.arch")
            + ", "
            + Runtime.getRuntime().availableProcessors()
            + " cores";
    Versions versions =
        new Versions(
            build.version(),
            build.deeplearning4j(),
            System.getProperty("java.vendor") + " " + System.getProperty("java.version"),
            system,
            backend);
    return new Manifest(
        Instant.now().toString(),
        List.copyOf(arguments),
        versions,
        build.gitCommit(),
        seed,
        Data.of(images));
  }

  /** Writes it into a run folder. */
  public void write(RunFolder run) throws IOException {
    Path file = run.path().resolve("manifest.json");
    new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValue(file.toFile(), this);
  }
}
