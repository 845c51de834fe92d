package org.dcgan4j.run;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * What the build wrote down of itself.
 *
 * @param gitCommit empty where the source was no checkout
 */
public record BuildInfo(String version, String deeplearning4j, String gitCommit) {

  public static BuildInfo load() {
    Properties build = resource("build.properties");
    Properties git = resource("git.properties");
    return new BuildInfo(
        build.getProperty("version", ""),
        build.getProperty("deeplearning4j", ""),
        git.getProperty("git.commit.id.full", ""));
  }

  private static Properties resource(String name) {
    Properties properties = new Properties();
    try (InputStream in = BuildInfo.class.getResourceAsStream("/org/dcgan4j/run/" + name)) {
      if (in != null) {
        properties.load(in);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties;
  }
}
