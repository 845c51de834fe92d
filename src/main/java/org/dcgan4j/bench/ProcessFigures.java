package org.dcgan4j.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** What Linux says of this process; nothing on other systems. */
record ProcessFigures(Path folder) {
  private static final String PEAK = "VmHWM:";
  private static final int KIBI = 1024;

  /** The place of {@code minflt} behind the program's name, which may hold blanks. */
  private static final int MINOR_FAULTS = 7;

  static ProcessFigures ofThisProcess() {
    return new ProcessFigures(Path.of("/proc/self"));
  }

  /** The largest resident size so far. */
  Optional<Long> peakResidentBytes() {
    return read("status")
        .flatMap(text -> text.lines().filter(line -> line.startsWith(PEAK)).findFirst())
        .map(line -> KIBI * Long.parseLong(line.replaceAll("\\D", "")));
  }

  /** Page faults so far that needed no disk, of all threads. */
  Optional<Long> minorFaults() {
    return read("stat")
        .map(text -> text.substring(text.lastIndexOf(')') + 2).split(" ")[MINOR_FAULTS])
        .map(Long::parseLong);
  }

  private Optional<String> read(String name) {
    try {
      return Optional.of(Files.readString(folder.resolve(name)));
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
