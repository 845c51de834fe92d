package org.dcgan4j.commandline;

import java.util.Iterator;
import org.dcgan4j.config.Presets;

/** The presets, for help and completion. */
public final class PresetNames implements Iterable<String> {
  @Override
  public Iterator<String> iterator() {
    return Presets.names().iterator();
  }
}
