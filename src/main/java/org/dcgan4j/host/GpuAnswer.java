package org.dcgan4j.host;

import java.util.ArrayList;
import java.util.List;

/** What came of asking {@code nvidia-smi}. */
sealed interface GpuAnswer {
  /** At least one GPU. */
  record Found(List<Gpu> gpus) implements GpuAnswer {
    public Found {
      gpus = List.copyOf(gpus);
    }
  }

  /** There is no such program. */
  record NoProgram() implements GpuAnswer {}

  /** It did not end in time. */
  record NoAnswer(int seconds) implements GpuAnswer {}

  /** It failed, or said what nobody understands; one line. */
  record Failed(String line) implements GpuAnswer {}

  /**
   * Reads the answer to {@link NvidiaSmi#QUERY}: a line of {@code index, name, compute capability,
   * driver, free memory in MiB} for each GPU.
   */
  static GpuAnswer parse(int status, String text) {
    List<String> lines = text.lines().map(String::strip).filter(s -> !s.isEmpty()).toList();
    if (status != 0) {
      return new Failed(lines.isEmpty() ? "exit status " + status : lines.get(0));
    }
    List<Gpu> gpus = new ArrayList<>();
    for (String line : lines) {
      Gpu gpu = gpu(line.split("\\s*,\\s*", -1));
      if (gpu == null) {
        return new Failed("not understood: " + line);
      }
      gpus.add(gpu);
    }
    return gpus.isEmpty() ? new Failed("it names no GPU") : new Found(gpus);
  }

  private static Gpu gpu(String[] fields) {
    if (fields.length != 5 || !fields[0].matches("\\d{1,3}") || fields[1].isEmpty()) {
      return null;
    }
    ComputeCapability capability = ComputeCapability.parse(fields[2]).orElse(null);
    if (capability == null && !fields[2].startsWith("[")) {
      return null; // [N/A], [Not Supported] is an answer, and anything else is none
    }
    long free = fields[4].matches("\\d{1,9}") ? Long.parseLong(fields[4]) : Gpu.UNKNOWN;
    return new Gpu(Integer.parseInt(fields[0]), fields[1], capability, fields[3], free);
  }
}
