package org.dcgan4j.data;

import org.dcgan4j.binding.Text;

/** A file of a data set, as {@code A/x.png}, that could not be read, and why in a few words. */
public record BadFile(String name, String reason) {

  /** As a line for people. */
  public String skipped() {
    return Text.escaped("skipped " + name + ": " + reason);
  }
}
