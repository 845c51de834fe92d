package org.dcgan4j.fuzz;

import java.util.List;
import java.util.stream.Stream;
import org.dcgan4j.checkpoint.CheckpointFuzz;
import org.dcgan4j.config.ConfigFuzz;
import org.dcgan4j.data.DataFuzz;
import org.dcgan4j.data.letters.FontFuzz;
import org.dcgan4j.run.RunFuzz;

/** Every reader of files. */
final class FuzzTargets {
  private FuzzTargets() {}

  static List<FuzzTarget> all() {
    return Stream.of(
            ConfigFuzz.targets(),
            DataFuzz.targets(),
            FontFuzz.targets(),
            CheckpointFuzz.targets(),
            RunFuzz.targets())
        .flatMap(List::stream)
        .toList();
  }
}
