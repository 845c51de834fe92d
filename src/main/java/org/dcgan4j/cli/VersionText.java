package org.dcgan4j.cli;

import org.dcgan4j.run.BuildInfo;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints. */
final class VersionText implements IVersionProvider {
  @Override
  public String[] getVersion() {
    BuildInfo build = BuildInfo.load();
    return new String[] {
      "dcgan4j " + build.version() + " (Deeplearning4j " + build.deeplearning4j() + ")"
    };
  }
}
